"""Files to documents: extraction in worker processes, passages, the stream of results."""
