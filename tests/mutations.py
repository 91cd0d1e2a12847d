"""Files damaged at random, by a seed: bits, blocks, cuts, splices, and the parts of packages and tokens of markup."""

from __future__ import annotations

import io
import random
import re
import zipfile
import zlib
from collections.abc import Callable

Mutation = Callable[[random.Random, bytes, bytes], bytes]
_TOKENS = (
    b"0", b"-1", b"1", b"65535", b"65536", b"2147483647", b"-2147483648", b"4294967296", b"99999999999999999999",
    b"1e308", b"\0", b"\xff\xff", b"", b"\xef\xbf\xbf", b"\xed\xa0\x80", b"%n%s", b"../../x", b"&#0;", b"]]>", b"<!--",
    b"<![CDATA[",
)  # fmt: skip
_NUMBER = re.compile(rb"-?\d+")
_TAG = re.compile(rb"<[^<>]{1,200}>")
_OBJECT = re.compile(rb"\d+ 0 (?:obj|R)|/[A-Za-z]+|>>|<<|stream|endobj")


def flip(rng: random.Random, data: bytes, other: bytes) -> bytes:
    """Turn over some bits."""
    made = bytearray(data)
    for _ in range(rng.choice((1, 2, 8, 64))):
        made[rng.randrange(len(made))] ^= 1 << rng.randrange(8)
    return bytes(made)


def block(rng: random.Random, data: bytes, other: bytes) -> bytes:
    """Take out, double, fill or move a block."""
    size = min(len(data), rng.choice((1, 4, 16, 256, 4096)))
    at, to = rng.randrange(len(data)), rng.randrange(len(data))
    piece = data[at : at + size]
    kind = rng.randrange(4)
    if kind == 0:
        return data[:at] + data[at + size :]
    if kind == 1:
        return data[:at] + piece * rng.choice((2, 3, 50)) + data[at:]
    if kind == 2:
        return data[:at] + bytes([rng.choice((0, 255, 32, 60))]) * len(piece) + data[at + size :]
    return data[:to] + piece + data[to + size :]


def cut(rng: random.Random, data: bytes, other: bytes) -> bytes:
    """Cut the end or the beginning off."""
    at = rng.randrange(1, len(data)) if len(data) > 1 else 1
    return data[:at] if rng.random() < 0.8 else data[at:]


def splice(rng: random.Random, data: bytes, other: bytes) -> bytes:
    """Go on in the middle of another file."""
    return data[: rng.randrange(len(data)) + 1] + other[rng.randrange(len(other)) :]


def token(rng: random.Random, data: bytes, other: bytes) -> bytes:
    """Replace a number, tag or name by another one of the file, or by one that is hard to bear."""
    pattern = rng.choice((_NUMBER, _TAG, _OBJECT))
    found = [m.span() for m in pattern.finditer(data[:500_000])]
    if not found:
        return flip(rng, data, other)
    made = data
    for start, end in sorted(rng.sample(found, min(len(found), rng.choice((1, 1, 3, 10)))), reverse=True):
        source, stop = rng.choice(found)
        new = data[source:stop] if rng.random() < 0.5 else rng.choice(_TOKENS)
        made = made[:start] + new * rng.choice((1, 1, 1, 200)) + made[end:]
    return made


def member(rng: random.Random, data: bytes, other: bytes) -> bytes:
    """Damage one part of a package and pack it anew; other files are damaged as they are."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = [(entry, package.read(entry)) for entry in package.infolist()]
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, RuntimeError, EOFError):
        return token(rng, data, other)
    wanted = [i for i, (entry, held) in enumerate(parts) if held and entry.filename.endswith((".xml", ".rels", ".txt"))]
    chosen = rng.choice(wanted) if wanted else -1
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for i, (entry, held) in enumerate(parts):
            if i == chosen:
                held = rng.choice((flip, block, cut, token, token))(rng, held, other)
            package.writestr(entry.filename, held)
    return out.getvalue()


def stream(rng: random.Random, data: bytes, other: bytes) -> bytes:
    """Damage the unpacked content of one packed stream of a PDF."""
    found = [m.span(1) for m in re.finditer(rb"stream\r?\n(.{20,200000}?)\r?\nendstream", data[:2_000_000], re.S)]
    rng.shuffle(found)
    for start, end in found[:5]:
        try:
            held = zlib.decompress(data[start:end])
        except zlib.error:
            continue
        if held:
            return data[:start] + zlib.compress(rng.choice((flip, block, token))(rng, held, other)) + data[end:]
    return token(rng, data, other)


MUTATIONS: tuple[Mutation, ...] = (flip, block, cut, splice, token, member, member, stream)


def mutated(rng: random.Random, data: bytes, other: bytes) -> bytes:
    """Return the file damaged once or several times."""
    for _ in range(rng.choice((1, 1, 2, 5))):
        data = rng.choice(MUTATIONS)(rng, data, other) or b"\0"
    return data
