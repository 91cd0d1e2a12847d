"""A draft as a Word file: one of the templates, filled."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.drafts.as_text import (
    KIND_NAMES,
    Place,
    attached_line,
    lay_out,
    located,
    number_line,
    numbered,
    place_line,
    within,
)
from directives.errors import BadSetting
from directives.grounded import Draft, DraftParagraph, Finding, FindingKind
from directives.labels import KINDS, SEVERITIES
from directives.models import Evidence, Span
from directives.places import Place as Standing

if TYPE_CHECKING:
    from docxtpl import RichText

TEMPLATES = Path(__file__).resolve().parent / "templates"
_RED = "C00000"
_NAME_LINE = 27  # capitals that fit in a line of the name block
_PLACE = re.compile(r" (?=(?:TỈNH|THÀNH PHỐ|HUYỆN|QUẬN|THỊ XÃ|XÃ|PHƯỜNG|VIỆT NAM|NGÀNH|KHU VỰC|CÁC KHU)\b)")
_UNSUPPORTED: tuple[FindingKind, ...] = ("wrong_type", "wrong_date", "wrong_issuer", "wrong_title", "quotation")
_YELLOW = "FFF2A8"
_PLACEHOLDER = re.compile(r"\[[^\[\]\n]{1,160}\]")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def draft_docx(draft: Draft, folder: Path | None = None, places: Mapping[Evidence, Standing] | None = None) -> bytes:
    """Return a draft as a .docx; a template of the same name in `folder` is used before the program's own.

    `places` says where pieces of evidence stand in their documents.  Unsupported text and wrong citations are red,
    what is to be filled in is yellow, the sources are in an appendix.
    Raises BadSetting where the office's own template cannot be filled.
    """
    from docx.opc.exceptions import OpcError
    from docxtpl import DocxTemplate
    from jinja2 import TemplateError
    from jinja2.sandbox import SandboxedEnvironment

    path = _template(draft, folder)
    try:
        template = DocxTemplate(str(path))
        # A template is a file that anyone may hand round: it fills in fields and does nothing else.
        template.render(_fields(draft, places or {}), jinja_env=SandboxedEnvironment(), autoescape=True)
        out = io.BytesIO()
        template.save(out)
    except (TemplateError, OpcError, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise BadSetting(
            f"Mẫu {path} không dùng được ({error}); hãy mở mẫu bằng Word, sửa lại các trường {{{{ }}}} và {{% %}}, "
            f"hoặc "
            "xóa mẫu để dùng mẫu có sẵn."
        ) from error
    return out.getvalue()


def _template(draft: Draft, folder: Path | None) -> Path:
    own = folder / f"{draft.kind}.docx" if folder else None
    return own if own is not None and own.is_file() else TEMPLATES / f"{draft.kind}.docx"


def _fields(draft: Draft, places: Mapping[Evidence, Standing]) -> dict[str, object]:
    """Return what the fields of the templates stand for."""
    office, laid = draft.office, lay_out(draft)
    spots = {(place.section, place.paragraph): place for place in laid.places}

    def rich(section: int | None, number: int, paragraph: DraftParagraph) -> RichText:
        return _paragraph(draft, paragraph, spots[section, number])

    title = f"V/v {draft.title}" if draft.kind == "cong_van" else draft.title
    return {
        "parent": _filled(on_two_lines(office.parent.upper())) if office.parent else None,
        "office": _filled(on_two_lines(office.name.upper() or "[TÊN CƠ QUAN, TỔ CHỨC]")),
        "number": _filled(number_line(draft.kind, office) if numbered(draft.kind) else ""),
        "place_date": _filled(place_line(draft)),
        "kind": KIND_NAMES[draft.kind],
        "title": _filled(title),
        "attached": _filled(attached_line(draft)) if draft.kind == "de_cuong" else None,
        "addressees": [_filled(line) for line in draft.addressees] or [_filled("[nơi nhận]")],
        "bases": [rich(None, number, basis) for number, basis in enumerate(draft.bases)],
        "sections": [
            {
                "heading": _filled(section.heading) if section.heading else None,
                "level": section.level,
                "paragraphs": [rich(at, number, p) for number, p in enumerate(section.paragraphs)],
            }
            for at, section in enumerate(draft.sections)
        ],
        "recipients": [_filled(line) for line in office.recipients or ("[các nơi nhận]", "Lưu: VT, [đơn vị soạn]")],
        "authority": _clean(office.authority),
        "role": _clean(office.signer_role),
        "signer": _clean(office.signer),
        "appendix": True,
        "sources": source_rows(draft, places),
        "checked": _checked(draft.findings),
        "findings": _finding_rows(draft.findings or ()),
        "notes": [_clean(note) for note in draft.notes],
    }


def on_two_lines(name: str) -> str:
    """Return a long name in capitals with a line break where an office breaks it: before the place, or midway."""
    if len(name) <= _NAME_LINE:
        return name
    places = [m.start() for m in _PLACE.finditer(name) if m.start() >= len(name) // 4]
    spaces = [at for at, letter in enumerate(name) if letter == " "]
    fitting = [at for at in places if at <= _NAME_LINE and len(name) - at - 1 <= _NAME_LINE]
    at = min(fitting or spaces or [len(name)], key=lambda at: abs(at - len(name) / 2))
    return f"{name[:at]}\n{name[at + 1 :]}"


def source_rows(draft: Draft, places: Mapping[Evidence, Standing] | None = None) -> list[tuple[str, str, str, str]]:
    """Return a row for each piece of evidence: its number, where it is used, document and place, the words."""
    names = {source.document: source.reference for source in draft.sources}
    used: dict[tuple[str, int, int], list[str]] = {}
    rows: dict[tuple[str, int, int], Evidence] = {}
    for where, paragraph in _placed(draft):
        for evidence in paragraph.sources:
            key = (evidence.document, evidence.start, evidence.end)
            rows.setdefault(key, evidence)
            if where not in used.setdefault(key, []):
                used[key].append(where)
    first: dict[str, int] = {}
    listed = []
    for number, (key, evidence) in enumerate(rows.items(), 1):
        name = names.get(evidence.document, evidence.document)
        seen = first.setdefault(evidence.document, number)
        place = (places or {}).get(evidence, Standing()).words
        called = _clean((name if seen == number else f"Văn bản ở dòng {seen}") + (f", {place}" if place else ""))
        listed.append((str(number), "; ".join(used[key]), called, _clean(" ".join(evidence.text.split()))))
    return listed


def _placed(draft: Draft) -> Iterable[tuple[str, DraftParagraph]]:
    """Yield every paragraph with the words that tell where it stands."""
    for basis in draft.bases:
        yield "Căn cứ", basis
    part = ""
    for at, section in enumerate(draft.sections, 1):
        label = section.heading.split(". ", 1)[0] if ". " in section.heading[:6] else ""
        if draft.kind == "slide":
            where = f"Trang {at}"
        elif section.level == 1:
            part = label
            where = f"Phần {label}" if label else "Mở đầu" if at == 1 else "Kết thúc"
        else:
            inside = [f"Phần {part}" if part else "", f"mục {label}" if label else ""]
            where = ", ".join(piece for piece in inside if piece) or "Nội dung"
        for number, paragraph in enumerate(section.paragraphs, 1):
            yield f"{where[:1].upper()}{where[1:]}, đoạn {number}", paragraph


def _checked(findings: Sequence[Finding] | None) -> str:
    if findings is None:
        return "Dự thảo chưa được kiểm tra viện dẫn."
    if not findings:
        return "Kiểm tra viện dẫn: không thấy điểm cần sửa."
    errors = sum(finding.severity == "error" for finding in findings)
    return f"Kiểm tra viện dẫn: {len(findings)} điểm, trong đó {errors} lỗi."


def _finding_rows(findings: Sequence[Finding]) -> list[tuple[str, str, str, str]]:
    return [
        (
            str(number),
            f"{SEVERITIES[finding.severity]}: {KINDS[finding.kind]}",
            _clean(" ".join(finding.text.split())[:200]),
            _clean(finding.message),
        )
        for number, finding in enumerate(findings, 1)
    ]


# --- text -------------------------------------------------------------------------------------------------------------


def _clean(text: str) -> str:
    return _ILLEGAL.sub(" ", text)


def _filled(text: str) -> RichText:
    """Return text with its placeholders marked."""
    return _rich(text, [])


def _paragraph(draft: Draft, paragraph: DraftParagraph, place: Place) -> RichText:
    text = " ".join(paragraph.text.split())
    if paragraph.problem:
        return _rich(text, [Span(0, len(text))])
    wrong = [located(f, place)[1] for f in draft.findings or () if within(f, place) and _is_red(f, paragraph)]
    return _rich(text, wrong, placeholders=paragraph.origin in ("fixed", "edited"))


def _is_red(finding: Finding, paragraph: DraftParagraph) -> bool:
    """Whether the words of a finding are not supported; a number that the sources name but nobody holds is."""
    unsourced = finding.kind == "unknown_number" and paragraph.origin in ("edited", "generated")
    return finding.severity == "error" or unsourced or (finding.severity == "warning" and finding.kind in _UNSUPPORTED)


def _rich(text: str, red: Sequence[Span], *, placeholders: bool = True) -> RichText:
    from docxtpl import RichText

    yellow = [Span(*m.span()) for m in _PLACEHOLDER.finditer(text)] if placeholders else []
    edges = sorted({0, len(text), *(edge for span in (*red, *yellow) for edge in (span.start, span.end))})
    made = RichText()
    for start, end in zip(edges, edges[1:], strict=False):
        made.add(
            _clean(text[start:end]),
            color=_RED if _inside(start, red) else None,
            highlight=f"#{_YELLOW}" if _inside(start, yellow) else None,
        )
    return made


def _inside(at: int, spans: Sequence[Span]) -> bool:
    return any(span.start <= at < span.end for span in spans)
