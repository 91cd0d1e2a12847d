"""Citations, dates, titles and quotations of a text held against the archive."""
