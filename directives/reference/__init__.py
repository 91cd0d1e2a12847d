"""Reference numbers: their grammar, read strictly from a text and loosely from a search box."""
