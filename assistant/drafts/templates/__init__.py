"""Templates of drafts: Word files with fields, built by build.py; an office may edit copies of them."""
