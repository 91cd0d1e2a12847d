"""One kind of hostile input: what makes it, and what must come of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Outcome = Literal["read", "failed", "refused", "absent"]
GOOD = (
    "LIÊN ĐOÀN LAO ĐỘNG TỈNH SÔNG NGÀN\nSố: {}/KH-LĐLĐ\nSông Ngàn, ngày 05 tháng 02 năm 2024\nKẾ HOẠCH\n"
    "Tổ chức Tháng Công nhân năm 2024\nThực hiện Nghị quyết số 35-NQ/TW ngày 22/10/2018 của Bộ Chính trị.\n"
    "1. Tuyên truyền an toàn, vệ sinh lao động trong doanh nghiệp.\n"
)
MARK = "Tuyên truyền an toàn, vệ sinh lao động"
SECRET = GOOD.format(77).replace("KẾ HOẠCH\n", "TỐI MẬT\nKẾ HOẠCH\n")


@dataclass(frozen=True, slots=True)
class Case:
    """A kind of input.

    `write` puts it into a folder of its own.  Every file that comes out of the folder must have the outcome; `words`
    stand in the reason of one that failed or was refused, in the text of one that was read ("" for any text).
    `needs`: the program without which the case cannot be tried; `named`: the files are named themselves, not met in
    their folder.
    """

    kind: str
    outcome: Outcome
    words: str
    write: Callable[[Path], object]
    needs: str = ""
    named: bool = False


def put(name: str, data: bytes | str) -> Callable[[Path], object]:
    """Return what writes one file."""
    return lambda folder: (folder / name).write_bytes(data.encode() if isinstance(data, str) else data)


def lazily(name: str, make: Callable[[], bytes | str]) -> Callable[[Path], object]:
    """Return what writes one file that is made only then."""
    return lambda folder: put(name, make())(folder)
