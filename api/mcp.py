"""The archive as tools of the Model Context Protocol, over standard input and output or over HTTP."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

from mcp.server.mcpserver import Context, MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp_types import ToolAnnotations
from pydantic import Field

from api import limits
from api.guard import Admission
from api.limits import Limits
from api.workers import Workers, set_up_log
from directives.errors import DanChieuError
from directives.models import Filters
from library import contract
from library.shapes import MissingJson, SearchedJson, ShownJson, TasksJson, TracedJson
from library.shapes_of_work import AnsweredJson, CheckedJson

if TYPE_CHECKING:
    from library import Library

T = TypeVar("T")
Asked = Context[Any, Any]
_INSTRUCTIONS = """Kho văn bản chỉ đạo của cơ quan. Tìm bằng search, lần viện dẫn bằng trace, xem toàn văn bằng show,
hỏi bằng answer, kiểm tra dự thảo bằng check. Chỉ nêu điều có trong kết quả, dẫn số, ký hiệu và trang; answer từ chối
(refused) nghĩa là kho không có căn cứ."""
_READS = ToolAnnotations(read_only_hint=True, open_world_hint=False)

Number = Annotated[
    str,
    Field(
        min_length=1,
        max_length=limits.NUMBER_LENGTH,
        description="Mã văn bản, hoặc số, ký hiệu gõ thế nào cũng được (“nq 35 tw”).",
    ),
]
Query = Annotated[str, Field(min_length=1, max_length=limits.QUERY_LENGTH)]
Hits = Annotated[int, Field(ge=1, le=limits.MOST_HITS, description="Số đoạn cần lấy.")]


def from_request(context: Asked) -> Library:
    """Return the archive as the asker of an HTTP request may see it."""
    request = context.request_context.request
    if request is None:
        raise RuntimeError("a tool was called over HTTP without a request")
    admission: Admission = request.state.admission
    return admission.archive


def server(archive_of: Callable[[Asked], Library], workers: Workers, bounds: Limits) -> MCPServer[Any]:
    """Return a server whose tools answer from the archive that `archive_of` names for each call."""
    tools: MCPServer[Any] = MCPServer(
        "danchieu", title="Dẫn Chiếu", instructions=_INSTRUCTIONS, log_level="WARNING", subscriptions=False
    )

    async def do(context: Asked, work: Callable[[Library], T], seconds: float = bounds.work_s) -> T:
        archive = archive_of(context)
        try:
            return await workers.run(lambda: work(archive), seconds)
        except DanChieuError as error:
            raise ToolError(str(error)) from error

    @tools.tool(title="Tìm đoạn văn bản", annotations=_READS)
    async def search(
        context: Asked,
        query: Query,
        k: Hits = 10,
        document: Annotated[str | None, Field(description="Chỉ tìm trong văn bản này.")] = None,
    ) -> SearchedJson:
        """Tìm các đoạn văn bản theo ý nghĩa, từ ngữ hoặc số, ký hiệu; gõ không dấu cũng được."""

        def work(archive: Library) -> SearchedJson:
            within = Filters(document=archive.card(document).id if document else None)
            return contract.searched(archive.search(query, k, within))

        return await do(context, work)

    @tools.tool(title="Lần theo viện dẫn", annotations=_READS)
    async def trace(
        context: Asked,
        number: Number,
        depth: Annotated[int, Field(ge=1, le=limits.DEEPEST, description="Số bước lần theo.")] = 1,
        k: Hits = 5,
    ) -> TracedJson:
        """Văn bản mang một số, ký hiệu: kho có không, viện dẫn những gì, được viện dẫn ở đâu, còn hiệu lực không."""
        return await do(context, lambda archive: contract.traced(archive.trace(number, depth, k)))

    @tools.tool(title="Nhiệm vụ của văn bản", annotations=_READS)
    async def tasks(
        context: Asked,
        document: Number,
        task: Annotated[str | None, Field(max_length=20, description="Chỉ nhiệm vụ mang số này.")] = None,
        k: Annotated[int, Field(ge=1, le=limits.MOST_TASK_HITS)] = 3,
    ) -> TasksJson:
        """Các nhiệm vụ đánh số của một văn bản chỉ đạo, kèm viện dẫn và đoạn liên quan."""
        return await do(context, lambda archive: contract.tasks(archive.tasks(document, task, k)))

    @tools.tool(title="Văn bản còn thiếu", annotations=_READS)
    async def missing(context: Asked, n: Annotated[int, Field(ge=1, le=limits.MOST_MISSING)] = 20) -> MissingJson:
        """Những văn bản được viện dẫn nhiều mà kho chưa có, và những số, ký hiệu trùng nhau."""
        return await do(context, lambda archive: contract.missing(archive.missing(n)))

    @tools.tool(title="Xem một văn bản", annotations=_READS)
    async def show(context: Asked, document: Number) -> ShownJson:
        """Toàn văn, phần đầu, cấu trúc và viện dẫn của một văn bản trong kho."""

        def work(archive: Library) -> ShownJson:
            found = archive.document(document)
            return contract.shown(archive.card(found.id).source, found)

        return await do(context, work)

    @tools.tool(title="Hỏi đáp có căn cứ", annotations=_READS)
    async def answer(context: Asked, question: Query, k: Hits = 8) -> AnsweredJson:
        """Trả lời bằng nguyên văn trong kho, kèm căn cứ; không đủ căn cứ thì từ chối."""
        return await do(context, lambda archive: contract.answered(archive.answer(question, k)), bounds.writing_s)

    @tools.tool(title="Kiểm tra dự thảo", annotations=_READS)
    async def check(
        context: Asked, text: Annotated[str, Field(min_length=1, max_length=limits.TEXT_LENGTH)]
    ) -> CheckedJson:
        """Kiểm tra mọi viện dẫn, ngày, trích yếu, trích dẫn của một dự thảo theo kho và danh mục."""
        return await do(context, lambda archive: contract.checked("", archive.checks.text(text)))

    return tools


def serve_stdio(archive: Library) -> None:
    """Answer over standard input and output until they are closed."""
    set_up_log()
    workers = Workers(archive.settings.api_threads)
    try:
        server(lambda _: archive, workers, Limits.of(archive.settings)).run("stdio")
    finally:
        workers.close()
