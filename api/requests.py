"""What routes take: the archive as the asker may see it, the parameters of the contracts, uploaded files."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated, Literal, TypeVar

from fastapi import Depends, Query, Request, UploadFile
from pydantic import BaseModel, ConfigDict, Field
from starlette.concurrency import run_in_threadpool

from api import limits
from api.guard import Admission
from api.limits import Limits
from api.workers import Workers
from directives.errors import BadRequest, DanChieuError

if TYPE_CHECKING:
    from api.jobs import Jobs
    from library import Library

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Desk:
    """What a route works with: the asker's archive and name, and the way to do work on it."""

    archive: Library
    name: str | None
    jobs: Jobs
    limits: Limits
    workers: Workers

    async def do(self, work: Callable[[Library], T]) -> T:
        """Return what `work` makes of the archive, done in a thread within the time of a request."""
        return await self.workers.run(lambda: work(self.archive), self.limits.work_s)

    async def write(self, work: Callable[[Library], T]) -> T:
        """The same where a generator may have to write."""
        return await self.workers.run(lambda: work(self.archive), self.limits.writing_s)


async def _desk(request: Request) -> Desk:
    admission: Admission = request.state.admission
    shared = request.app.state
    return Desk(admission.archive, admission.name, shared.jobs, shared.limits, shared.workers)


AtDesk = Annotated[Desk, Depends(_desk)]

# --- parameters -------------------------------------------------------------------------------------------------------

Text = Annotated[str, Query(min_length=1, max_length=limits.QUERY_LENGTH, description="Nội dung cần tìm.")]
Number = Annotated[
    str,
    Query(
        min_length=1,
        max_length=limits.NUMBER_LENGTH,
        description="Mã văn bản, hoặc số, ký hiệu gõ thế nào cũng được (“nq 35 tw”).",
    ),
]
Hits = Annotated[int, Query(ge=1, le=limits.MOST_HITS, description="Số đoạn cần lấy.")]
Day = Annotated[date | None, Query(description="Ngày dạng 2024-01-31.")]
Values = Annotated[list[Annotated[str, Field(max_length=limits.NUMBER_LENGTH)]], Query(max_length=limits.MOST_FILTERS)]


class Question(BaseModel):
    """Câu hỏi."""

    model_config = ConfigDict(extra="forbid")
    question: str = Field(min_length=1, max_length=limits.QUERY_LENGTH, description="Điều cần hỏi.")
    k: int = Field(8, ge=1, le=limits.MOST_HITS, description="Số đoạn xét tới.")


class PastedDraft(BaseModel):
    """Dự thảo dán vào."""

    model_config = ConfigDict(extra="forbid")
    text: str = Field(min_length=1, max_length=limits.TEXT_LENGTH, description="Toàn văn dự thảo.")
    as_of: date | None = Field(None, description="Xét hiệu lực tính đến ngày này.")


class DraftOrder(BaseModel):
    """Yêu cầu lập dự thảo: theo nhiệm vụ của một văn bản chỉ đạo, hoặc theo một nội dung."""

    model_config = ConfigDict(extra="forbid")
    kind: Literal["de_cuong", "ban_tin", "cong_van", "ke_hoach", "bao_cao", "slide"] = Field(
        description="Loại dự thảo."
    )
    document: str | None = Field(
        None,
        min_length=1,
        max_length=limits.NUMBER_LENGTH,
        description="Mã, số ký hiệu, tên tệp hoặc tiêu đề của văn bản chỉ đạo.",
    )
    tasks: list[Annotated[str, Field(max_length=20)]] = Field(
        default=[], max_length=limits.MOST_TASKS, description="Chỉ các nhiệm vụ mang số này."
    )
    query: str | None = Field(None, max_length=limits.QUERY_LENGTH, description="Nội dung cần soạn.")


# --- uploaded files ---------------------------------------------------------------------------------------------------


def plain_name(file: UploadFile) -> str:
    """Return the name an upload is spoken of by; BadRequest where it has none."""
    name = Path((file.filename or "").replace("\\", "/")).name.strip()
    if not re.search(r"\w", name):
        raise BadRequest("Tệp gửi lên không có tên; hãy gửi kèm tên tệp có phần mở rộng như .docx.")
    return name


@asynccontextmanager
async def on_disk(file: UploadFile) -> AsyncIterator[tuple[str, Path]]:
    """Give an upload as a file with the same ending, and its name; nothing of it stays afterwards.

    Errors that name the file name it as it was sent.
    """
    name = plain_name(file)
    ending = re.sub(r"[^\w.]", "", Path(name).suffix)[:20]
    with TemporaryDirectory(prefix="danchieu-") as folder:
        path = Path(folder) / f"tep{ending}"
        await run_in_threadpool(_copy, file, path)
        try:
            yield name, path
        except DanChieuError as error:
            raise type(error)(str(error).replace(str(path), name)) from error


def _copy(file: UploadFile, path: Path) -> None:
    with path.open("wb") as target:
        while block := file.file.read(1 << 20):
            target.write(block)
