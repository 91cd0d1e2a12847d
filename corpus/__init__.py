"""Sample documents of an invented province, and the developers' script that builds them."""
