"""What `danchieu bin`, `restore-bin`, `backup` and `restore` answer: as JSON, and as text for a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Literal

from typing_extensions import TypedDict

from directives.models import DocumentCard
from index.store.bin import BinEntry
from library import contract
from library.backup import BackupReport
from library.restoring import BEFORE

if TYPE_CHECKING:
    from library.shapes import CardJson


class BinEntryJson(TypedDict, closed=True):
    """Một văn bản trong thùng rác."""

    id: str
    removed: str
    cause: Literal["person", "vanished"]
    number: str | None
    type: str | None
    title: str | None
    date: str | None
    issuer: str | None
    sources: list[str]


class BinJson(TypedDict, closed=True):
    """Thùng rác của kho."""

    bin: list[BinEntryJson]


class RestoredJson(TypedDict):
    """Văn bản vừa khôi phục."""

    restored: CardJson


def binned(entries: Sequence[BinEntry]) -> BinJson:
    """Return the answer of `danchieu bin`."""
    return {
        "bin": [
            {
                "id": e.id,
                "removed": e.removed,
                "cause": e.cause,
                "number": e.number,
                "type": e.type,
                "title": e.title,
                "date": e.date,
                "issuer": e.issuer,
                "sources": list(e.sources),
            }
            for e in entries
        ]
    }


def restored(card: DocumentCard) -> RestoredJson:
    """Return the answer of `danchieu restore-bin`."""
    return {"restored": contract.card(card)}


def backed_up(report: BackupReport) -> dict[str, str | int]:
    """Return the answer of `danchieu backup` and `danchieu restore`."""
    return asdict(report)


def bin_text(entries: Sequence[BinEntry]) -> str:
    """Return the bin as lines."""
    if not entries:
        return "Thùng rác trống."
    causes = {"person": "gỡ bằng tay", "vanished": "tệp không còn"}
    return "\n".join(
        f"{e.id}  {e.removed[:10]}  {causes[e.cause]}  {e.type or '?'} {e.number or '(không số)'} – {e.title or ''}"
        for e in entries
    )


def backup_text(report: BackupReport) -> str:
    """Return what a backup holds, as a sentence."""
    return f"Đã sao lưu {_held(report)} vào {report.path} ({report.bytes / 1e6:.1f} MB)."


def restore_text(report: BackupReport) -> str:
    """Return what was put back, as a sentence."""
    return (
        f"Đã khôi phục {_held(report)} từ bản sao lưu lập lúc {report.made}. Kho trước khi khôi phục còn trong tệp "
        f"{BEFORE} của thư mục kho; xóa tệp ấy khi không cần nữa."
    )


def _held(report: BackupReport) -> str:
    return (
        f"{report.documents} văn bản, {report.passages} đoạn, {report.binned} văn bản trong thùng rác, "
        f"{report.drafts} dự thảo"
    )
