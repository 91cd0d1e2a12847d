"""The shapes of JSON answers about documents, as types: what `library.contract` returns and interfaces publish.

Each is closed: a key that is not listed here is a mistake, found by the type checker in `contract` and by whoever
validates an answer against the published schema.
"""

from __future__ import annotations

from typing import Literal, NotRequired

from typing_extensions import TypedDict

from directives.models import CitationKind, Relation, Status, UnitKind


class HeaderJson(TypedDict, closed=True):
    """Phần đầu và chữ ký của văn bản."""

    number: str | None
    type: str | None
    issuer: str | None
    parent_issuer: str | None
    place: str | None
    date: str | None
    title: str | None
    signer: str | None
    signer_role: str | None
    recipients: list[str]
    secrecy: str | None


class UnitJson(TypedDict, closed=True):
    """Đơn vị cấu trúc; `parent` là thứ tự trong danh sách đơn vị."""

    kind: UnitKind
    label: str
    heading: str
    start: int
    end: int
    parent: int | None


class CitationFields(TypedDict):
    """What every citation says of itself."""

    start: int
    end: int
    text: str
    number: str | None
    type: str | None
    date: str | None
    issuer: str | None
    title: str | None
    relation: Relation
    kind: CitationKind


class CitationJson(CitationFields, closed=True):
    """Một lần viện dẫn văn bản khác."""


class AnaphorJson(TypedDict, closed=True):
    """Cách gọi tắt một văn bản đã dẫn."""

    start: int
    end: int
    text: str
    target: str | None


class NameJson(TypedDict, closed=True):
    """Văn bản được gọi bằng tên."""

    start: int
    end: int
    text: str


class ParsedFields(TypedDict):
    """What was read in a file."""

    path: str
    document: HeaderJson
    text: str
    pages: list[int]
    units: list[UnitJson]
    citations: list[CitationJson]
    anaphora: list[AnaphorJson]
    names: list[NameJson]
    warnings: list[str]


class ParsedJson(ParsedFields, closed=True):
    """Nội dung đọc được của một tệp."""


class ShownJson(ParsedFields, closed=True):
    """Một văn bản trong kho."""

    id: str


class CardJson(TypedDict, closed=True):
    """Văn bản trong kho, như kết quả tìm kiếm nêu tên."""

    id: str
    number: str | None
    type: str | None
    title: str | None
    date: str | None
    issuer: str | None
    source: str


class ListedDocumentJson(TypedDict, closed=True):
    """Một dòng của danh sách văn bản."""

    id: str
    path: str
    sources: list[str]
    number: str | None
    type: str | None
    title: str | None
    date: str | None
    issuer: str | None


class ListedJson(TypedDict, closed=True):
    """Danh sách văn bản trong kho."""

    documents: list[ListedDocumentJson]


class PassageJson(TypedDict, closed=True):
    """Đoạn văn bản tìm được."""

    start: int
    end: int
    text: str
    unit: str | None
    heading_path: str
    page: int


class WhyJson(TypedDict, closed=True):
    """Vì sao tìm được: đúng số, ký hiệu; thứ hạng theo từ ngữ; theo ý nghĩa."""

    exact: bool
    lexical_rank: int | None
    dense_rank: int | None
    facts: list[str]
    reranked: float | None


class HitJson(TypedDict, closed=True):
    """Một kết quả tìm kiếm."""

    rank: int
    score: float
    document: CardJson
    passage: PassageJson
    why: WhyJson


class FactJson(TypedDict, closed=True):
    """Một điều câu hỏi nói về văn bản cần tìm, và cách dùng nó khi tìm."""

    kind: str
    text: str
    value: str
    use: str


class QueryJson(TypedDict, closed=True):
    """Câu hỏi đã được hiểu thế nào."""

    text: str
    numbers: list[str]
    restored: str | None
    expanded: list[str]
    corrected: str | None
    readings: list[str]
    abbreviated: list[str]
    official: list[str]
    facts: list[FactJson]


class SearchedJson(TypedDict, closed=True):
    """Kết quả của một lần tìm."""

    query_id: NotRequired[str]
    query: QueryJson
    took_ms: float
    hits: list[HitJson]


class TaskCitationJson(TypedDict, closed=True):
    """Viện dẫn trong một nhiệm vụ."""

    number: str
    status: Status
    documents: list[str]


class TaskJson(TypedDict, closed=True):
    """Một nhiệm vụ của văn bản chỉ đạo."""

    label: str
    heading: str
    start: int
    end: int
    citations: list[TaskCitationJson]
    passages: list[HitJson]


class TasksJson(TypedDict, closed=True):
    """Các nhiệm vụ của một văn bản chỉ đạo."""

    document: CardJson
    tasks: list[TaskJson]


class KnownJson(TypedDict, closed=True):
    """Điều danh mục biết về một văn bản, dù kho có giữ hay không."""

    number: str
    type: str | None
    issuer: str | None
    date: str | None
    title: str | None
    source: str


class EvidenceJson(TypedDict, closed=True):
    """Chỗ trong kho làm căn cứ."""

    document: str
    start: int
    end: int
    text: str
    page: int | None


class EdgeJson(TypedDict, closed=True):
    """Một viện dẫn giữa hai văn bản, kèm câu nêu viện dẫn."""

    number: str
    relation: Relation
    status: Status
    documents: list[str]
    depth: int
    evidence: EvidenceJson


class LaterActJson(TypedDict, closed=True):
    """Văn bản sau thay thế, bãi bỏ hoặc sửa đổi."""

    relation: Relation
    partial: bool
    document: CardJson
    evidence: EvidenceJson


class ValidityJson(TypedDict, closed=True):
    """Điều kho biết về hiệu lực tính đến một ngày."""

    state: Literal["unverified", "amended", "replaced", "repealed"]
    as_of: str
    acts: list[LaterActJson]


class LinkJson(TypedDict, closed=True):
    """Một mắt xích từ trung ương đến cơ sở."""

    number: str
    relation: Relation | None
    document: CardJson | None


class TracedJson(TypedDict, closed=True):
    """Mọi điều biết được về một số, ký hiệu."""

    number: str
    status: Status
    known: KnownJson | None
    documents: list[CardJson]
    passages: list[HitJson]
    cites: list[EdgeJson]
    cited_by: list[EdgeJson]
    chains: list[list[LinkJson]]
    validity: ValidityJson


class MissingFields(TypedDict):
    """What is known of a cited document."""

    number: str
    type: str | None
    issuer: str | None
    date: str | None
    title: str | None
    known: bool
    count: int
    cited_by: list[str]


class MissingDocumentJson(MissingFields, closed=True):
    """Văn bản được viện dẫn mà kho chưa có."""


class AmbiguousDocumentJson(MissingFields, closed=True):
    """Số, ký hiệu mà kho có nhiều văn bản cùng mang."""

    candidates: list[str]


class MissingJson(TypedDict, closed=True):
    """Văn bản kho còn thiếu và số, ký hiệu trùng nhau."""

    missing: list[MissingDocumentJson]
    ambiguous: list[AmbiguousDocumentJson]
