"""Changes that a person makes to a draft; each gives a new draft without findings, to be checked again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from directives.grounded import Draft, DraftParagraph, DraftSection, DraftSource
from directives.models import Evidence


def paragraphs_of(draft: Draft, section: int | None) -> tuple[DraftParagraph, ...]:
    """Return the paragraphs of a section; None means the căn cứ lines."""
    return draft.bases if section is None else draft.sections[section].paragraphs


def evidence_of(draft: Draft) -> tuple[Evidence, ...]:
    """Return every piece of evidence that the paragraphs of a draft rest on."""
    paragraphs = [*draft.bases, *(p for section in draft.sections for p in section.paragraphs)]
    return tuple(dict.fromkeys(evidence for paragraph in paragraphs for evidence in paragraph.sources))


def with_paragraphs(draft: Draft, section: int | None, paragraphs: Sequence[DraftParagraph]) -> Draft:
    """Return the draft with other paragraphs in a section."""
    if section is None:
        return replace(draft, bases=tuple(paragraphs), findings=None)
    held = draft.sections[section]
    changed = DraftSection(held.heading, tuple(paragraphs), held.level)
    return _with_section(draft, section, changed)


def with_heading(draft: Draft, section: int, heading: str) -> Draft:
    """Return the draft with another heading over a section."""
    held = draft.sections[section]
    return _with_section(draft, section, DraftSection(heading, held.paragraphs, held.level))


def with_text(draft: Draft, section: int | None, paragraph: int, text: str) -> Draft:
    """Return the draft with a paragraph as a person has written it; an empty text takes it out.

    Sources and problem stay: what was not supported is not so because a comma was set.
    """
    held = list(paragraphs_of(draft, section))
    if not text.strip():
        del held[paragraph]
    elif text != held[paragraph].text:
        held[paragraph] = replace(held[paragraph], text=text, origin="edited")
    return with_paragraphs(draft, section, held)


def with_quote(draft: Draft, section: int | None, paragraph: int, quote: DraftParagraph, source: DraftSource) -> Draft:
    """Return the draft with a quotation in place of a paragraph."""
    held = list(paragraphs_of(draft, section))
    held[paragraph] = quote
    known = {s.document: s for s in draft.sources} | {source.document: source}
    return replace(with_paragraphs(draft, section, held), sources=tuple(known.values()))


def verified(draft: Draft, section: int | None, paragraph: int) -> Draft:
    """Return the draft with a paragraph that a person has found to be right."""
    held = list(paragraphs_of(draft, section))
    held[paragraph] = replace(held[paragraph], problem="", origin="edited")
    return with_paragraphs(draft, section, held)


def _with_section(draft: Draft, number: int, section: DraftSection) -> Draft:
    sections = (*draft.sections[:number], section, *draft.sections[number + 1 :])
    return replace(draft, sections=sections, findings=None)
