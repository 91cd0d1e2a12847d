"""Measures of retrieval and of reading, on labelled data."""
