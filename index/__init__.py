"""Documents to hits: the store (SQLite, the truth), its two caches (tantivy, FAISS), the encoder and the searcher."""
