"""`danchieu eval check`: how well the citation check finds errors sown into correct drafts, and its false alarms.

The drafts are the documents of an archive.  A citation of theirs counts as correct when the archive or the catalogue
knows the document meant.  Recall: the share of sown errors with an error or warning of a fitting kind at their place.
False alarms: the share of correct citations, those changed in a way that is no error and verbatim quotations among
them, with an error or warning about a fact, a form, a quotation or a short form.
"""

from __future__ import annotations

import random
import re
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from directives.errors import BadRequest
from directives.grounded import CheckReport, Finding, FindingKind
from directives.located import Mention, mentions
from directives.models import Document, DocumentCard
from directives.reference.numbers import number_key
from directives.text import sentences
from evaluation import seeding
from evaluation.seeding import Known, Seed
from library import Library

_FACTS: frozenset[FindingKind] = frozenset(
    [
        "unknown_number",
        "wrong_type",
        "wrong_date",
        "wrong_issuer",
        "wrong_title",
        "wrong_form",
        "quotation",
        "incomplete",
    ]
)


@dataclass(slots=True)
class SortScore:
    """How many errors of one sort were sown and found, and for how many the right words were proposed."""

    sown: int = 0
    found: int = 0
    righted: int = 0


@dataclass(slots=True)
class CheckScores:
    """The outcome: errors by sort, correct citations by sort of change ("as written" for none), and what went wrong."""

    sorts: dict[str, SortScore] = field(default_factory=dict)
    correct: Counter[str] = field(default_factory=Counter)
    alarms: Counter[str] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)
    alarmed: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """Share of sown errors that were found."""
        return sum(s.found for s in self.sorts.values()) / max(1, sum(s.sown for s in self.sorts.values()))

    @property
    def false_alarms(self) -> float:
        """Share of correct citations with an alarm."""
        return sum(self.alarms.values()) / max(1, sum(self.correct.values()))

    def to_json(self) -> dict[str, object]:
        """Return the figures."""
        return {
            "recall": round(self.recall, 4),
            "false_alarms": round(self.false_alarms, 4),
            "sown": {n: {"sown": s.sown, "found": s.found, "righted": s.righted} for n, s in self.sorts.items()},
            "correct": {name: {"citations": n, "alarms": self.alarms[name]} for name, n in self.correct.items()},
            "missed": self.missed,
            "alarmed": self.alarmed,
        }

    def to_text(self, worst: int = 0) -> str:
        """Return the figures as a table, with up to `worst` misses and false alarms."""
        lines = [f"{'error':16} {'sown':>5} {'found':>6} {'recall':>7} {'put right':>10}"]
        for name, s in self.sorts.items():
            lines.append(f"{name:16} {s.sown:5} {s.found:6} {s.found / max(1, s.sown):7.3f} {s.righted:10}")
        total = sum(s.sown for s in self.sorts.values())
        lines.append(f"{'all':16} {total:5} {sum(s.found for s in self.sorts.values()):6} {self.recall:7.3f}")
        lines += ["", f"{'correct':24} {'citations':>9} {'alarms':>7}"]
        lines += [f"{name:24} {count:9} {self.alarms[name]:7}" for name, count in self.correct.items()]
        lines.append(f"{'all':24} {sum(self.correct.values()):9} {sum(self.alarms.values()):7} {self.false_alarms:.4f}")
        lines += [f"missed: {miss}" for miss in self.missed[:worst]]
        lines += [f"alarm: {alarm}" for alarm in self.alarmed[:worst]]
        return "\n".join(lines)


def evaluate(library: Library, per_sort: int = 40, chance: int = 1) -> CheckScores:
    """Check the archive's documents as they are, and with up to `per_sort` errors of each sort, one at a time."""
    scores = CheckScores()
    random_ = random.Random(chance)
    documents = [library.document(card.id) for card in library.documents()]
    reports = {document.id: library.checks.text(document.text) for document in documents}
    known = {d.id: list(_known(library, d, reports[d.id])) for d in documents}
    for document in documents:
        for item in known[document.id]:
            _count_correct(scores, "as written", document, item.mention, reports[document.id])
    seeds = _sown(library, documents, known, random_)
    for sort in dict.fromkeys(seed.sort for _, seed in seeds):
        chosen = [pair for pair in seeds if pair[1].sort == sort]
        random_.shuffle(chosen)
        for document, seed in chosen[:per_sort]:
            report = library.checks.text(seed.text)
            if seed.kinds:
                _count_error(scores, document, seed, report)
            else:
                _count_harmless(scores, document, seed, report, reports[document.id])
    return scores


def evaluate_folder(data: Path | None, library: Path | None, per_sort: int) -> CheckScores:
    """Do the same with the drafts of a folder in a temporary archive, or with those of an archive."""
    if data is None:
        with Library.open(library) as archive:
            return evaluate(archive, per_sort)
    if not data.is_dir():
        raise BadRequest(f"Không có thư mục {data}; hãy chỉ thư mục chứa các dự thảo đúng.")
    with tempfile.TemporaryDirectory() as folder, Library.open(Path(folder) / "library") as archive:
        archive.ingest([data])
        return evaluate(archive, per_sort)


# --- what is correct, what is sown ------------------------------------------------------------------------------------


def _known(library: Library, document: Document, report: CheckReport) -> Iterator[Known]:
    """Yield the mentions of a draft whose documents archive or catalogue know."""
    # An archive may have been filled by an earlier version: what the check itself read counts.
    document = replace(document, citations=tuple(checked.citation for checked in report.citations))
    keys = Counter(number_key(c.number) for c in document.citations if c.number)
    for mention, checked in zip(mentions(document), report.citations, strict=True):
        cited, resolution = mention.citation, checked.resolution
        if cited.kind != "numbered" or mention.region != "body" or mention.inside or cited.number is None:
            continue
        single = keys[number_key(cited.number)] == 1
        if resolution.status == "RESOLVED":
            card = library.card(resolution.documents[0])
            yield Known(mention, cited.number, card.type, card.issuer, card.date, card.title, single)
        elif resolution.known is not None:
            k = resolution.known
            yield Known(mention, cited.number, k.type, k.issuer, k.date, k.title, single)


def _sown(
    library: Library, documents: Sequence[Document], known: dict[str, list[Known]], chance: random.Random
) -> list[tuple[Document, Seed]]:
    cards = {card.id: card for card in library.documents()}
    numbers = [(card.number, card.date) for card in cards.values() if card.number and number_key(card.number)]
    seeds: list[tuple[Document, Seed]] = []
    for document in documents:
        for item in known[document.id]:
            for sow in seeding.SOWERS:
                seeds += [(document, seed) for seed in sow(document, item, chance)]
            seeds += [(document, seed) for seed in seeding.other_number(document, item, chance, numbers)]
            seeds += [(document, seed) for seed in seeding.harmless(document, item, chance)]
        seeds += [(document, seed) for seed in seeding.swapped_bases(document)]
        seeds += [(document, seed) for seed in _quotations(document, documents, cards, chance)]
        seeds += [(document, seed) for seed in _replaced_documents(library, document, cards)]
    return seeds


def _quotations(
    document: Document, documents: Sequence[Document], cards: dict[str, DocumentCard], chance: random.Random
) -> Iterator[Seed]:
    """Quote a sentence of another document, once as it stands and once with a word changed."""
    other = chance.choice([d for d in documents if d.id != document.id])
    spans = [span for u in other.units for span in sentences(other.text, u.start, u.end)]
    texts = [" ".join(other.text[a:b].split()) for a, b in spans]
    long = [t for t in texts if 10 <= len(t.split()) <= 40 and not re.search(r"[“”\"\[\]]|\d/", t)]
    name = _reference(cards[other.id])
    if not long or name is None:
        return
    quoted = re.sub(r"^(?:\d+|[a-zđ])[.)]\s*|[.;,:]$", "", chance.choice(long))
    at = document.units[0].start if document.units else document.header.heading.end + 1
    line = f"{name} nêu rõ: “{quoted}”."
    yield seeding.inserted(document, at, line, quoted, "quotation verbatim", ())
    words = quoted.split()
    place = chance.randrange(2, len(words) - 2)
    wrong = " ".join([*words[:place], "thường xuyên", *words[place + 1 :]])
    yield seeding.inserted(document, at, f"{name} nêu rõ: “{wrong}”.", wrong, "quotation", ("quotation",), quoted)


def _replaced_documents(library: Library, document: Document, cards: dict[str, DocumentCard]) -> Iterator[Seed]:
    """Cite a document that a later one, of before this draft's date, has replaced or repealed."""
    day = document.header.date
    forces = library.validity(list(cards.values()), day)
    for id_, force in forces.items():
        name = _reference(cards[id_])
        if force.state not in ("replaced", "repealed") or name is None or id_ == document.id:
            continue
        if any(act.document.id == document.id for act in force.acts) or (cards[id_].number or "") in document.text:
            continue
        at = document.units[0].start if document.units else document.header.heading.end + 1
        number = cards[id_].number or ""
        yield seeding.inserted(document, at, f"Thực hiện {name}.", number, "superseded", ("superseded", "repealed"))


def _reference(card: DocumentCard) -> str | None:
    if not card.number or not number_key(card.number) or not card.date or not card.type:
        return None
    day = "/".join(reversed(card.date.split("-")))
    return f"{card.type.capitalize()} số {card.number} ngày {day}"


# --- counting ---------------------------------------------------------------------------------------------------------


def _at(findings: Iterable[Finding], start: int, end: int) -> list[Finding]:
    return [f for f in findings if f.severity != "note" and f.start < end and f.end > start]


def _count_error(scores: CheckScores, document: Document, seed: Seed, report: CheckReport) -> None:
    score = scores.sorts.setdefault(seed.sort, SortScore())
    score.sown += 1
    found = [f for f in _at(report.findings, seed.start, seed.end) if f.kind in seed.kinds]
    score.found += bool(found)
    score.righted += any(_rights(seed, f) for f in found)
    if not found:
        near = [f"{f.kind} “{f.text[:40]}”" for f in _at(report.findings, seed.start - 60, seed.end + 200)]
        scores.missed.append(f"{seed.sort}: {_shown(seed)} → {'; '.join(near) or 'nothing'} ({_name(document)})")


def _rights(seed: Seed, finding: Finding) -> bool:
    """Whether putting the proposal in place of what was found gives the text as it was."""
    if finding.expected is None:
        return False
    put = seed.text[: finding.start] + finding.expected + seed.text[finding.end :]
    was = seed.text[: seed.start] + seed.was + seed.text[seed.end :]
    around = slice(max(0, seed.start - 40), seed.start + max(len(seed.was), 20) + 40)
    return re.sub(r"\b0(?=\d)|\s+", "", put[around])[:60] == re.sub(r"\b0(?=\d)|\s+", "", was[around])[:60]


def _count_correct(scores: CheckScores, sort: str, document: Document, mention: Mention, report: CheckReport) -> None:
    parts = [p for p in (mention.span, mention.date, mention.issuer, mention.type) if p is not None]
    found = [f for part in parts for f in _at(report.findings, part.start, part.end) if f.kind in _FACTS]
    if mention.title is not None:  # it may speak of other documents
        title = _at(report.findings, mention.title.start, mention.title.end)
        found += [f for f in title if f.kind == "wrong_title" and f.start == mention.title.start]
    scores.correct[sort] += 1
    scores.alarms[sort] += bool(found)
    scores.alarmed += [f"{sort}: {f.kind} “{f.text[:60]}” {f.message} ({_name(document)})" for f in found[:1]]


def _count_harmless(
    scores: CheckScores, document: Document, seed: Seed, report: CheckReport, base: CheckReport
) -> None:
    """An alarm is one about the changed line that the unchanged text does not raise."""
    start = seed.text.rfind("\n", 0, seed.start) + 1
    end = max(seed.end, seed.text.find("\n", seed.end))
    before = {(f.kind, f.text) for f in base.findings}
    here = [f for f in _at(report.findings, start, end) if f.kind in _FACTS and (f.kind, f.text) not in before]
    scores.correct[seed.sort] += 1
    scores.alarms[seed.sort] += bool(here)
    scores.alarmed += [f"{seed.sort}: {_shown(seed)} → {f.kind} {f.message} ({_name(document)})" for f in here[:1]]


def _shown(seed: Seed) -> str:
    return " ".join(seed.text[max(0, seed.start - 50) : min(seed.end, seed.start + 150) + 60].split())


def _name(document: Document) -> str:
    return document.header.number or document.id
