"""The dense cache: passage vectors in FAISS, exact while the archive is small, clustered and refined beyond."""

from index.vectors.index import VectorIndex

__all__ = ["VectorIndex"]
