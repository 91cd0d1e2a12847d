"""Records as JSON: the stable shapes that scripts outside the project rely on (docs/architecture.md, "Contracts")."""

from library.contract.asking import edge, hit, missing, searched, tasks, traced, validity
from library.contract.documents import card, citation, evidence, known, listed, parsed, removed, shown
from library.contract.work import answered, checked, diagnosed, drafted, finding, ingested

__all__ = [
    "answered",
    "card",
    "checked",
    "citation",
    "diagnosed",
    "drafted",
    "edge",
    "evidence",
    "finding",
    "hit",
    "ingested",
    "known",
    "listed",
    "missing",
    "parsed",
    "removed",
    "searched",
    "shown",
    "tasks",
    "traced",
    "validity",
]
