"""The words of drafts: references at their first and later mention, subjects of tasks, quoted paragraphs."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant.drafts.material import Material, Quote, Topic, source_key
from assistant.knowledge import Source
from assistant.wording import as_title, full_reference, named
from directives.casing import sentence_case
from directives.grounded import AnswerSentence, DraftKind, DraftParagraph, Office
from directives.models import Evidence
from directives.text import capitalized

# (what to write, evidence) → sentences of prose, each verified against the evidence.
Compose = Callable[[str, Sequence[Evidence]], Sequence[AnswerSentence]]

_SUBJECT = 170  # characters of a subject
_MARKER = re.compile(r"^\s*(?:[-–*•]\s+|\(?\d{1,3}[.)]\s*)")
# Where a task stops saying what is to be done and says by which document.
_ACCORDING = re.compile(
    r",?\s+(?:theo|tại|thực hiện)\s+(?:nội dung\s+|tinh thần\s+)?(?:các\s+)?(?:[^\W\d_]+\s+){1,5}(?:số\s+)?\d",
    re.IGNORECASE,
)
_YEARS = re.compile(r"\s*\([^()]*\d{4}[^()]*\)")
_PERSON = re.compile(
    r"\b(?:ĐỒNG CHÍ|ÔNG|BÀ|THỦ TƯỚNG CHÍNH PHỦ|CHỦ TỊCH|BỘ TRƯỞNG|BÍ THƯ|GIÁM ĐỐC)\s+"
    r"(?!NƯỚC|QUỐC HỘI|ỦY BAN|UỶ BAN|UBND|VỀ|BAN|PHÊ|QUY)"
)
_VAGUE = {
    "de_cuong": "một số nội dung",
    "ban_tin": "một số nội dung",
    "cong_van": "triển khai một số nhiệm vụ",
    "ke_hoach": "Thực hiện một số nhiệm vụ",
    "bao_cao": "Kết quả thực hiện một số nhiệm vụ",
    "slide": "một số nội dung",
}


def one_line(text: str) -> str:
    """Return text on one line, without Markdown's stars."""
    return " ".join(text.replace("**", "").replace("*", "").split())


def subject_of(topic: Topic) -> str:
    """Return what a task is about, short enough for a title: its first clause, without the documents it follows."""
    text = _MARKER.sub("", one_line(topic.words))
    text = re.split(r"(?<=[^\d.])[;:.](?:\s|$)", text, maxsplit=1)[0]
    text = _YEARS.sub("", text)
    according = _ACCORDING.search(text)
    if according and according.start() > 30:
        text = text[: according.start()]
    if len(text) > _SUBJECT:
        cut = text[:_SUBJECT].rsplit(",", 1)[0]
        text = cut if len(cut) > 40 else text[:_SUBJECT].rsplit(" ", 1)[0]
    return text.strip(" .,;:–-")


def small(text: str) -> str:
    """Return text with a small first letter, unless its first word is an abbreviation or a name of two capitals."""
    first = text.split(" ", 1)[0]
    return text if len(first) > 1 and first[1].isupper() else text[:1].lower() + text[1:]


def topic_title(kind: DraftKind, material: Material) -> str:
    """Return the trích yếu of a draft, without "V/v"."""
    if len(material.topics) == 1:
        subject = subject_of(material.topics[0])
        if kind == "cong_van":
            return small(subject) if material.topics[0].label else f"triển khai nội dung về {small(subject)}"
        if kind == "bao_cao":
            joined = "nhiệm vụ" if material.topics[0].label else "nội dung về"
            return f"Kết quả thực hiện {joined} {small(subject)}"
        if kind == "ke_hoach" and not material.topics[0].label:
            return f"Triển khai nội dung về {small(subject)}"
        return capitalized(subject)
    vague = capitalized(_VAGUE[kind]) if kind != "cong_van" else _VAGUE[kind]
    directive = material.directive
    if directive is None:
        return vague
    if has_number(directive):
        return f"{vague} theo {small(full_reference(tidy(directive)))}"
    title = tidy(directive).title
    return f"{vague} theo {directive.type or 'văn bản'} {as_title(title)}" if title else vague


def has_number(source: Source) -> bool:
    """Whether a document bears a number that is filled in."""
    return bool(source.number) and source.number[0].isdigit() if source.number else False


def tidy(source: Source) -> Source:
    """Return the source with its title as running text has it."""
    if not source.title:
        return source
    title: str | None = source.title.strip()
    if source.title.isupper():
        # Capitals hide which words are names: a title that speaks of a person is left out rather than misspelt.
        title = None if _PERSON.search(source.title) else sentence_case(source.title.strip())
    return Source(
        source.id,
        source.number,
        source.type,
        source.issuer,
        source.date,
        title.rstrip(".;,") if title else None,
        source.origin,
    )


def reference(source: Source) -> str:
    """Return a document's full first mention; what an unnumbered directive leaves open is a placeholder."""
    source = tidy(source)
    if has_number(source) or source.number is None and source.type in ("luật", "bộ luật", "pháp lệnh"):
        return _quoted_title(source)
    facts = "[số, ngày ban hành]" if not source.date else "[số]"
    bare = Source(source.id, None, source.type or "văn bản", source.issuer, source.date, source.title)
    said = full_reference(bare)
    kind = capitalized(source.type or "văn bản")
    rest = said[len(kind) :] if said.startswith(kind) else ""
    of = "" if source.issuer else " của [cơ quan ban hành]"
    return one_line(f"{kind} {facts}{rest}{of} {as_title(source.title) if source.title else ''}")


def _quoted_title(source: Source) -> str:
    """Return the full reference; a title that begins with no "về" stands in quotation marks."""
    plain = full_reference(source)
    title = source.title or ""
    if not title or source.type in ("luật", "bộ luật", "pháp lệnh"):
        return plain
    if re.match(r"(?:v/v|về)\b", title, re.IGNORECASE):
        return f"{plain} {as_title(title)}"
    return f"{plain} “{title}”" if "“" not in title and '"' not in title else f"{plain} {as_title(title)}"


def short_reference(source: Source) -> str:
    """Return a later mention: type and number, of an unnumbered document type and title."""
    if has_number(source):
        return named(source)
    title = tidy(source).title
    return f"{capitalized(source.type) or 'Văn bản'} {as_title(title) if title else 'nêu trên'}"


class Author:
    """Writes the paragraphs of one draft and knows which documents it has introduced."""

    def __init__(self, material: Material, office: Office, compose: Compose | None) -> None:
        """Write from `material` in the name of `office`; `compose` writes prose, None where there is no generator."""
        self.material = material
        self.office = office
        self.compose = compose
        self._said: set[str] = set()

    @property
    def name(self) -> str:
        """The office's name, a placeholder where it is not set."""
        return self.office.name or "[tên cơ quan]"

    def refer(self, source: Source) -> str:
        """Return how a document is called here: in full at its first mention, by type and number later."""
        key = source_key(source)
        first = key not in self._said
        self._said.add(key)
        return reference(source) if first else short_reference(source)

    def bases(self, *, opening: bool = True) -> list[tuple[str, tuple[Evidence, ...]]]:
        """Return the references of what the draft stands on, the directive last, each with where its facts stand.

        Without `opening`, the documents that the directive itself stands on are left out.
        """
        cited = [document for document in self.material.bases() if opening or not document.opening]
        found: list[tuple[str, tuple[Evidence, ...]]] = [
            (self.refer(document.source), document.evidence) for document in cited
        ]
        if self.material.directive is not None:
            heading = self.material.heading
            found.append((self.refer(self.material.directive), (heading,) if heading else ()))
        return found

    def task_text(self, topic: Topic, mark: str = "") -> DraftParagraph:
        """Return the words of a task as they stand in the directive, `mark` in place of their number there."""
        words = _MARKER.sub("", one_line(topic.words))
        if topic.evidence is None:
            return fixed(f"{mark}{words[:1].upper()}{words[1:].rstrip('.')}.")
        return DraftParagraph(f"{mark}{words}", "quoted", (topic.evidence,))

    def assigned(self, topic: Topic) -> DraftParagraph:
        """Return the words of a task in quotation marks, said to be the directive's."""
        words = _MARKER.sub("", one_line(topic.words)).rstrip(".;")
        if topic.evidence is None or self.material.directive is None:
            return fixed(f"Nội dung: {words}.")
        of = self.refer(self.material.directive)
        return DraftParagraph(f"{of} yêu cầu: {_in_quotes(words)}.", "quoted", (topic.evidence,))

    def quoted(self, quote: Quote, mark: str = "") -> DraftParagraph:
        """Return a passage's words with the document and the place they come from."""
        return quoted_paragraph(quote, self.refer(quote.source), mark)

    def content(self, topic: Topic, order: str, mark: str = "- ") -> list[DraftParagraph]:
        """Return the paragraphs on a topic: prose where a generator is set, else the quotes."""
        if self.compose is None:
            return [self.quoted(quote, mark) for quote in topic.quotes]
        evidence = [*([topic.evidence] if topic.evidence else []), *(quote.evidence for quote in topic.quotes)]
        return composed(self.compose(f"{order}: {subject_of(topic)}", evidence), evidence) if evidence else []


def fixed(text: str, sources: Sequence[Evidence] = ()) -> DraftParagraph:
    """Return a paragraph of the form's own text."""
    return DraftParagraph(text, "fixed", tuple(sources))


def _in_quotes(words: str) -> str:
    """Return words in quotation marks; where they hold some already, none are put around them."""
    return words if any(mark in words for mark in '“”"') else f"“{words}”"


def quoted_paragraph(quote: Quote, called: str, mark: str = "") -> DraftParagraph:
    """Return a paragraph that quotes, `called` being the reference of the document."""
    words = one_line(quote.evidence.text).rstrip(".;,")
    place = f" ({', '.join(small_unit(part) for part in quote.unit.split(' › '))})" if quote.unit else ""
    return DraftParagraph(f"{mark}{called}{place} nêu: {_in_quotes(words)}.", "quoted", (quote.evidence,))


def small_unit(name: str) -> str:
    """Return a unit's name short enough to stand in brackets: "Mục I. NỘI DUNG …" as "Mục I"."""
    match = re.match(r"(Phần|Chương|Mục|mục|Điều|khoản|điểm|nhiệm vụ|Phụ lục)\s+[\w.]+", name)
    if match:
        return match[0].rstrip(".")
    return "phụ lục" if name.isupper() else name[:60]


def composed(sentences: Sequence[AnswerSentence], evidence: Sequence[Evidence]) -> list[DraftParagraph]:
    """Return generated sentences as paragraphs; those with a problem stand apart, so that they are seen as such."""
    paragraphs: list[DraftParagraph] = []
    for sentence in sentences:
        sources = tuple(evidence[mark] for mark in sentence.marks if 0 <= mark < len(evidence))
        problem = sentence.problem or ("" if sources else "câu này không dẫn nguồn nào")
        before = paragraphs[-1] if paragraphs else None
        if before is not None and not before.problem and not problem:
            joined = tuple(dict.fromkeys((*before.sources, *sources)))
            paragraphs[-1] = DraftParagraph(f"{before.text} {sentence.text}", "generated", joined)
        else:
            paragraphs.append(DraftParagraph(sentence.text, "generated", sources, problem))
    return paragraphs
