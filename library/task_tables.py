"""The tasks of a directive as tables for Excel and Word: the whole at a glance, what is cited, what is near."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.export import Column, Sheet, Value
from directives.labels import RELATIONS, STATUSES
from directives.models import CitationView, TaskView, Validity
from directives.places import Place
from directives.text import capitalized
from library.coverage import TaskCoverage
from library.tables import CITED, HIT, Cards, facts, hit_cells, said_facts

_TASKS = (
    Column("Số", 6),
    Column("Nội dung", 74),
    Column("Văn bản được dẫn", 38),
    Column("Có trong kho", 9),
    Column("Chưa có", 9),
    Column("Văn bản khác có đoạn liên quan", 44),
)
_OWN = Column("Nhiệm vụ", 9)
_PASSAGE = 600  # characters of a passage: there are several for each task, and the whole stands in the archive


def task_tables(
    tasks: Sequence[TaskView],
    covered: Mapping[int, TaskCoverage],
    texts: Sequence[str],
    places: Mapping[tuple[str, int], Place],
    forces: Mapping[str, Validity],
    cards: Cards,
) -> tuple[Sheet, ...]:
    """Return three tables; `covered` by the start of a task, `texts` the words of each task in their order."""
    cited = [[view for view in task.citations if view.resolution.status not in ("SELF", "BLANK")] for task in tasks]
    rows = tuple(
        (task.label, _words(text, task.label), _numbers(views), *_coverage(covered.get(task.start)))
        for task, text, views in zip(tasks, texts, cited, strict=True)
    )
    mentions = tuple(
        (
            task.label,
            *_held_facts(view, cards),
            capitalized(RELATIONS[view.citation.relation]),
            STATUSES[view.resolution.status],
            capitalized(view.resolution.how) if view.resolution.documents else None,
        )
        for task, views in zip(tasks, cited, strict=True)
        for view in views
    )
    near = tuple((task.label, *hit_cells(hit, places, forces, _PASSAGE)) for task in tasks for hit in task.passages)
    more = (Column("Quan hệ", 14), Column("Tình trạng", 18), Column("Xác định theo", 36))
    return (
        Sheet("Nhiệm vụ", _TASKS, rows),
        Sheet("Văn bản được dẫn", (_OWN, *CITED, *more), mentions),
        Sheet("Đoạn liên quan", (_OWN, *HIT), near),
    )


def _numbers(views: Sequence[CitationView]) -> str | None:
    """Return the cited documents with their states, each once."""
    named = (f"{_called(view)} ({STATUSES[view.resolution.status].lower()})" for view in views)
    return "; ".join(dict.fromkeys(named)) or None


def _coverage(covered: TaskCoverage | None) -> tuple[Value, ...]:
    if covered is None:
        return (None, None, None)
    others = "; ".join(card.number or card.title or card.id for card in covered.bearing)
    return (covered.held + covered.repeated, covered.known + covered.unknown, others or None)


def _words(text: str, label: str) -> str:
    """Return the words of a task on one line, without its number."""
    line = " ".join(text.split())
    return line.removeprefix(label).lstrip(".) ") if line.startswith(label) else line


def _held_facts(view: CitationView, cards: Cards) -> tuple[Value, ...]:
    held = cards(view.resolution.documents) if len(view.resolution.documents) == 1 else ()
    return facts(held[0]) if held else said_facts(view, _called(view))


def _called(view: CitationView) -> str:
    return view.citation.number or view.citation.text
