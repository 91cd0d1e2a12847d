"""A draft as plain text in the order of its printed form, and where each paragraph stands in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from directives.grounded import Draft, DraftKind, DraftParagraph, Finding, Office
from directives.models import Span

QUOC_HIEU = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
TIEU_NGU = "Độc lập - Tự do - Hạnh phúc"
KIND_NAMES: dict[DraftKind, str] = {
    "de_cuong": "ĐỀ CƯƠNG TUYÊN TRUYỀN",
    "ban_tin": "BẢN TIN TUYÊN TRUYỀN",
    "cong_van": "CÔNG VĂN",
    "ke_hoach": "KẾ HOẠCH",
    "bao_cao": "BÁO CÁO",
    "slide": "NỘI DUNG TRÌNH CHIẾU",
}
_ABBREVIATIONS: dict[DraftKind, str] = {"ke_hoach": "KH", "bao_cao": "BC"}
_BLANK = " " * 6


@dataclass(frozen=True, slots=True)
class Place:
    """Where a paragraph of a draft stands in its text: `section` None for the căn cứ lines."""

    start: int
    end: int
    section: int | None
    paragraph: int


@dataclass(frozen=True, slots=True)
class LaidOut:
    """The text of a draft and the places of its paragraphs, in reading order."""

    text: str
    places: tuple[Place, ...]


def lay_out(draft: Draft) -> LaidOut:
    """Return the text of a draft, a line per paragraph."""
    text = "\n".join(_head(draft)) + "\n"
    places: list[Place] = []
    for section, number, paragraph in _body(draft):
        if isinstance(paragraph, DraftParagraph):
            line = " ".join(paragraph.text.split())
            places.append(Place(len(text), len(text) + len(line), section, number))
        else:
            line = paragraph
        text += line + "\n"
    return LaidOut(text, tuple(places))


def number_line(kind: DraftKind, office: Office) -> str:
    """Return the line of the number, which stays blank: "Số:      /KH-LĐLĐ", "Số:      /LĐLĐ-TGNC"."""
    symbol = office.symbol or "[ký hiệu]"
    if kind == "cong_van":
        tail = f"{symbol}-{office.unit}" if office.unit else symbol
    else:
        tail = f"{_ABBREVIATIONS[kind]}-{symbol}"
    return f"Số:{_BLANK}/{tail}"


def numbered(kind: DraftKind) -> bool:
    """Whether a kind bears a number of its own; an outline goes out with a letter, a bulletin as it is."""
    return kind == "cong_van" or kind in _ABBREVIATIONS


def attached_line(draft: Draft) -> str:
    """Return the line under the title of an outline, which a letter brings: its number and date are blank."""
    if draft.kind != "de_cuong":
        return ""
    number = number_line("cong_van", draft.office).replace("Số:", "số")
    office = draft.office.name or "[tên cơ quan]"
    return f"(Kèm theo Công văn {number} ngày{_BLANK}tháng{_BLANK}năm {draft.year} của {office})"


def place_line(draft: Draft) -> str:
    """Return the line of place and date, day and month blank."""
    return f"{draft.office.place or '[địa danh]'}, ngày{_BLANK}tháng{_BLANK}năm {draft.year}"


def findings_at(draft: Draft, section: int | None, paragraph: int) -> tuple[Finding, ...]:
    """Return what the check found in one paragraph; `section` None for the căn cứ lines."""
    place = next(p for p in lay_out(draft).places if (p.section, p.paragraph) == (section, paragraph))
    return tuple(finding for finding in draft.findings or () if within(finding, place))


def within(finding: Finding, place: Place) -> bool:
    """Whether a finding begins in a paragraph."""
    return place.start <= finding.start < max(place.end, place.start + 1)


def located(finding: Finding, place: Place) -> tuple[Finding, Span]:
    """Return a finding with its span relative to its paragraph."""
    return finding, Span(finding.start - place.start, min(finding.end, place.end) - place.start)


def _head(draft: Draft) -> Iterator[str]:
    office = draft.office
    if office.parent:
        yield office.parent.upper()
    if office.name:
        yield office.name.upper()
    if draft.kind not in ("ban_tin", "slide"):
        yield QUOC_HIEU
        yield TIEU_NGU
    # A blank number even where the form has none: else the first number cited would be taken for the draft's own.
    yield (
        number_line(draft.kind, office)
        if numbered(draft.kind) and office.symbol
        else f"Số:{_BLANK}/{office.symbol or 'VB'}"
    )
    if office.place:
        yield place_line(draft)
    if draft.kind == "cong_van":
        yield f"V/v {draft.title}"
        yield "Kính gửi: " + "; ".join(draft.addressees) + "."
    else:
        yield KIND_NAMES[draft.kind]
        yield draft.title
    yield ""


def _body(draft: Draft) -> Iterator[tuple[int | None, int, DraftParagraph | str]]:
    for number, paragraph in enumerate(draft.bases):
        yield None, number, paragraph
    for at, section in enumerate(draft.sections):
        if section.heading:
            # The numbers of slides, by which the parser knows that the heading block is over.
            yield at, -1, f"{at + 1}. {section.heading}" if draft.kind == "slide" else section.heading
        for number, paragraph in enumerate(section.paragraphs):
            yield at, number, paragraph
