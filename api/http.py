"""The HTTP interface: the contracts of the command line, one address for each command."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from fastapi import APIRouter, File, Query, Response, UploadFile
from typing_extensions import TypedDict

from api import limits
from api.jobs import JobJson
from api.problems import MEDIA_TYPE, ProblemDetail
from api.requests import AtDesk, Day, DraftOrder, Hits, Number, PastedDraft, Question, Text, Values, on_disk, plain_name
from directives.errors import BadRequest, DanChieuError
from directives.models import Filters
from library import contract, desk_words, read_files
from library.desk_words import SavedJson
from library.drafting import DraftRequest
from library.shapes import ListedJson, MissingJson, ParsedJson, SearchedJson, ShownJson, TasksJson, TracedJson
from library.shapes_of_work import AnsweredJson, CheckedJson, DraftedJson, RemovedJson

if TYPE_CHECKING:
    from library import Library

VERSION = "1"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_SAID = {
    400: "Yêu cầu chưa đúng",
    401: "Chưa có mã truy cập hợp lệ",
    403: "Không được phép",
    404: "Không có văn bản hoặc lượt nạp này",
    408: "Nội dung tới quá chậm",
    413: "Nội dung gửi lên quá lớn",
    421: "Sai tên máy chủ",
    422: "Dữ liệu chưa đúng",
    429: "Gọi quá nhiều lần",
    502: "Máy sinh văn bản không trả lời được",
    503: "Kho hoặc máy chủ đang bận",
}
PROBLEMS: dict[int | str, dict[str, object]] = {
    status: {"description": said, "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/ProblemDetail"}}}}
    for status, said in _SAID.items()
}


class HealthJson(TypedDict, closed=True):
    """Máy chủ còn chạy."""

    ok: bool
    version: str


class IngestAccepted(TypedDict, closed=True):
    """Lượt nạp đã nhận; hỏi tiến độ ở /api/jobs/{id}."""

    job: JobJson


router = APIRouter(prefix="/api", responses=PROBLEMS)


@router.get("/health", summary="Máy chủ còn chạy không", operation_id="health")
async def health() -> HealthJson:
    """Trả lời ngay, không cần mã truy cập và không nói gì về kho."""
    return {"ok": True, "version": VERSION}


@router.get("/search", summary="Tìm các đoạn văn bản theo ý nghĩa, từ ngữ hoặc số, ký hiệu", operation_id="search")
async def search(
    desk: AtDesk,
    q: Text,
    k: Hits = 10,
    type: Values = [],  # noqa: B006
    issuer: Values = [],  # noqa: B006
    date_from: Annotated[Day, Query(alias="from")] = None,
    date_to: Annotated[Day, Query(alias="to")] = None,
    document: Annotated[str | None, Query(max_length=limits.NUMBER_LENGTH, min_length=1)] = None,
    sort: Literal["score", "date"] = "score",
) -> SearchedJson:
    """Như `danchieu search`; `type` và `issuer` dùng được nhiều lần."""
    return await desk.do(
        lambda archive: contract.searched(
            archive.search(
                q,
                k,
                Filters(
                    types=tuple(type),
                    issuers=tuple(issuer),
                    date_from=date_from.isoformat() if date_from else None,
                    date_to=date_to.isoformat() if date_to else None,
                    document=archive.card(document).id if document else None,
                ),
                sort,
            )
        )
    )


@router.get("/tasks", summary="Các nhiệm vụ của một văn bản chỉ đạo", operation_id="tasks")
async def tasks(
    desk: AtDesk,
    document: Number,
    task: Annotated[str | None, Query(max_length=20, description="Chỉ nhiệm vụ mang số này.")] = None,
    k: Annotated[int, Query(ge=1, le=limits.MOST_TASK_HITS, description="Số đoạn mỗi nhiệm vụ.")] = 5,
) -> TasksJson:
    """Như `danchieu tasks`: viện dẫn và đoạn liên quan của từng nhiệm vụ."""
    return await desk.do(lambda archive: contract.tasks(archive.tasks(document, task, k)))


@router.get("/trace", summary="Một số, ký hiệu viện dẫn những gì, được viện dẫn ở đâu", operation_id="trace")
async def trace(
    desk: AtDesk,
    number: Number,
    depth: Annotated[int, Query(ge=1, le=limits.DEEPEST, description="Số bước lần theo viện dẫn.")] = 2,
    k: Hits = 5,
) -> TracedJson:
    """Như `danchieu trace`."""
    return await desk.do(lambda archive: contract.traced(archive.trace(number, depth, k)))


@router.get("/missing", summary="Những văn bản được viện dẫn mà kho chưa có", operation_id="missing")
async def missing(
    desk: AtDesk, n: Annotated[int, Query(ge=1, le=limits.MOST_MISSING, description="Số dòng.")] = 50
) -> MissingJson:
    """Như `danchieu missing`: nhiều lượt viện dẫn nhất trước."""
    return await desk.do(lambda archive: contract.missing(archive.missing(n)))


@router.post("/answer", summary="Trả lời một câu hỏi bằng nguyên văn trong kho, kèm căn cứ", operation_id="answer")
async def answer(desk: AtDesk, order: Question) -> AnsweredJson:
    """Như `danchieu answer`; không đủ căn cứ thì `refused` là true."""
    return await desk.write(lambda archive: contract.answered(archive.answer(order.question, order.k)))


@router.post("/check", summary="Kiểm tra mọi viện dẫn của một tệp dự thảo", operation_id="check")
async def check(
    desk: AtDesk, file: Annotated[UploadFile, File(description="Dự thảo.")], as_of: Day = None
) -> CheckedJson:
    """Như `danchieu check`; tệp chỉ được đọc, không giữ lại."""
    day = as_of.isoformat() if as_of else None
    async with on_disk(file) as (name, path):
        return await desk.do(lambda archive: contract.checked(name, archive.checks.file(path, day)))


@router.post("/check-text", summary="Kiểm tra một dự thảo dán vào", operation_id="check_text")
async def check_text(desk: AtDesk, draft: PastedDraft) -> CheckedJson:
    """Như `danchieu check`, với toàn văn thay cho tệp; `path` để trống."""
    day = draft.as_of.isoformat() if draft.as_of else None
    return await desk.do(lambda archive: contract.checked("", archive.checks.text(draft.text, day)))


@router.post(
    "/draft",
    summary="Lập dự thảo và trả về tệp Word",
    operation_id="draft",
    response_class=Response,
    responses={200: {"content": {DOCX: {"schema": {"type": "string", "format": "binary"}}}}},
)
async def draft(desk: AtDesk, order: DraftOrder) -> Response:
    """Như `danchieu draft`."""
    data = await desk.write(lambda archive: archive.drafts.docx(archive.drafts.make(_draft_request(order))))
    named = {"Content-Disposition": f'attachment; filename="{order.kind}.docx"'}
    return Response(data, media_type=DOCX, headers=named)


@router.post("/draft-content", summary="Lập dự thảo và trả về nội dung, nguồn", operation_id="draft_content")
async def draft_content(desk: AtDesk, order: DraftOrder) -> DraftedJson:
    """JSON của `danchieu draft`; `path` để trống."""
    return await desk.write(lambda archive: contract.drafted(archive.drafts.make(_draft_request(order)), ""))


def _draft_request(order: DraftOrder) -> DraftRequest:
    return DraftRequest(order.kind, order.document, tuple(order.tasks), order.query)


@router.get("/list", summary="Liệt kê văn bản trong kho", operation_id="list")
async def list_(desk: AtDesk) -> ListedJson:
    """Như `danchieu list`."""
    return await desk.do(lambda archive: contract.listed(archive.documents()))


@router.get("/saved", summary="Tìm kiếm đã lưu và văn bản mới khớp với từng tìm kiếm", operation_id="saved")
async def saved(desk: AtDesk) -> SavedJson:
    """Như `danchieu saved run`, của người giữ mã truy cập; không coi là đã xem."""

    def looked(archive: Library) -> SavedJson:
        searches = archive.desk.look()
        return desk_words.listed(searches, desk_words.news(archive.desk, searches))

    return await desk.do(looked)


@router.get("/show", summary="Nội dung và cấu trúc của một văn bản trong kho", operation_id="show")
async def show(desk: AtDesk, document: Number) -> ShownJson:
    """Như `danchieu show`."""

    def shown(archive: Library) -> ShownJson:
        found = archive.document(document)
        return contract.shown(archive.card(found.id).source, found)

    return await desk.do(shown)


@router.delete("/remove", summary="Gỡ một văn bản khỏi kho (tệp gốc trên đĩa không bị xóa)", operation_id="remove")
async def remove(desk: AtDesk, document: Number) -> RemovedJson:
    """Như `danchieu remove`."""
    return await desk.do(lambda archive: contract.removed(archive.remove(document)))


@router.post("/parse", summary="Đọc một tệp và trả về cấu trúc, viện dẫn; không nạp vào kho", operation_id="parse")
async def parse(desk: AtDesk, file: Annotated[UploadFile, File(description="Tệp cần đọc.")]) -> ParsedJson:
    """Như `danchieu parse`; tệp không đọc được thì trả về lỗi 422."""

    def parsed(archive: Library) -> ParsedJson:
        ((_, document),) = read_files([path], archive.settings)
        if isinstance(document, DanChieuError):
            raise document
        return contract.parsed(name, document)

    async with on_disk(file) as (name, path):
        return await desk.do(parsed)


@router.post("/ingest", summary="Nạp các tệp vào kho", operation_id="ingest", status_code=202)
async def ingest(
    desk: AtDesk,
    files: Annotated[list[UploadFile], File(min_length=1, description="Các tệp cần nạp.")],
    collection: Annotated[str | None, Query(max_length=64, description="Bộ văn bản nhận các tệp này.")] = None,
) -> IngestAccepted:
    """Như `danchieu ingest`: nhận tệp, xếp hàng nạp và trả về mã lượt nạp."""
    if len(files) > limits.MOST_FILES:
        raise BadRequest(f"Mỗi lượt nạp nhiều nhất {limits.MOST_FILES} tệp; hãy chia thành nhiều lượt.")
    names = [plain_name(file) for file in files]

    def kept(archive: Library) -> JobJson:
        paths = [archive.upload(name, file.file.read()) for name, file in zip(names, files, strict=True)]
        return desk.jobs.submit(archive, paths, desk.name, collection)

    return {"job": await desk.do(kept)}


@router.get("/jobs/{id}", summary="Tiến độ của một lượt nạp", operation_id="job")
async def job(desk: AtDesk, id: str) -> JobJson:
    """Lượt nạp của người khác coi như không có."""
    return desk.jobs.get(id, desk.name)


def schema_of_problems() -> dict[str, object]:
    """Return the JSON schema of errors, for the OpenAPI document."""
    from pydantic import TypeAdapter

    return TypeAdapter(ProblemDetail).json_schema(ref_template="#/components/schemas/{model}")
