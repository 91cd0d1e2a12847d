"""Messages of Outlook written byte by byte: a compound file of property streams."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


@dataclass
class _Entry:
    name: str
    kind: int
    data: bytes = b""
    children: list[int] = field(default_factory=list)
    start: int = _END


def compound(tree: dict) -> bytes:
    """Return a compound file of these storages (dict) and streams (bytes)."""
    entries = [_Entry("Root Entry", 5)]

    def add(parent: int, held: dict) -> None:
        for name, value in held.items():
            entries.append(_Entry(name, 1) if isinstance(value, dict) else _Entry(name, 2, value))
            at = len(entries) - 1
            entries[parent].children.append(at)
            if isinstance(value, dict):
                add(at, value)

    add(0, tree)
    mini, minifat, sectors, fat = b"", [], [], []

    def put(data: bytes) -> int:
        start = len(sectors)
        pieces = [data[i : i + 512].ljust(512, b"\0") for i in range(0, len(data), 512)]
        sectors.extend(pieces)
        fat.extend([*range(start + 1, start + len(pieces)), _END])
        return start

    for entry in entries[1:]:
        if entry.kind == 2 and entry.data and len(entry.data) < 4096:
            entry.start = len(minifat)
            count = -(-len(entry.data) // 64)
            minifat += [*range(entry.start + 1, entry.start + count), _END]
            mini += entry.data.ljust(64 * count, b"\0")
        elif entry.kind == 2 and entry.data:
            entry.start = put(entry.data)
    entries[0].data = mini
    entries[0].start = put(mini) if mini else _END
    minifat_at = put(b"".join(struct.pack("<L", n) for n in minifat)) if minifat else _END
    rows = b""
    right = {a: b for e in entries for a, b in zip(e.children, e.children[1:], strict=False)}
    for i, entry in enumerate(entries):
        name = entry.name.encode("utf-16-le")
        rows += struct.pack(
            "<64sHBBLLL16sLQQLQ", name, len(name) + 2, entry.kind, 1, _FREE, right.get(i, _FREE),
            entry.children[0] if entry.children else _FREE, b"", 0, 0, 0, entry.start, len(entry.data),
        )  # fmt: skip
    directory = put(rows)
    fat_sectors = -(-(len(fat) + 2) // 128)
    first = len(sectors)
    fat += [_FAT] * fat_sectors
    table = b"".join(struct.pack("<L", n) for n in fat).ljust(512 * fat_sectors, b"\xff")
    sectors.extend(table[i : i + 512] for i in range(0, len(table), 512))
    listed = [*range(first, first + fat_sectors)]
    head = struct.pack(
        "<8s16sHHHHH6sLLLLLLLLL", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6, b"", 0, fat_sectors,
        directory, 0, 4096, minifat_at, 1 if minifat else 0, _END, 0,
    )  # fmt: skip
    return head + b"".join(struct.pack("<L", n) for n in [*listed, *[_FREE] * (109 - len(listed))]) + b"".join(sectors)


def _properties(head: int, held: dict[int, str | bytes | int]) -> dict[str, bytes]:
    """Return the streams of an object with these properties."""
    streams, rows = {}, b""
    for pid, value in held.items():
        if isinstance(value, int):
            rows += struct.pack("<HHLLL", 3, pid, 6, value, 0)
            continue
        kind, data = (0x1F, value.encode("utf-16-le")) if isinstance(value, str) else (0x102, value)
        streams[f"__substg1.0_{pid:04X}{kind:04X}"] = data
        rows += struct.pack("<HHLLL", kind, pid, 6, len(data) + 2 * (kind == 0x1F), 0)
    return {"__properties_version1.0": bytes(head) + rows, **streams}


def message(subject: str, words: str, *attachments: tuple[str, bytes], html: bytes = b"") -> bytes:
    """Return a message of Outlook."""
    held: dict[int, str | bytes | int] = {0x001A: "IPM.Note", 0x0037: subject, 0x0C1A: "Văn phòng", 0x0C1F: "vp@sn.vn"}
    held |= {0x1013: html} if html else {0x1000: words}
    tree: dict = _properties(32, held)
    for i, (name, data) in enumerate(attachments):
        tree[f"__attach_version1.0_#{i:08X}"] = _properties(8, {0x3707: name, 0x3701: data, 0x3705: 1})
    return compound(tree)
