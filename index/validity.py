"""What later documents of the archive do to a document: replaced, repealed, amended; never that it is in force."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from directives.models import CitationView, DocumentCard, LaterAct, Validity
from index.graph import Evidencer
from index.store import citations as citation_rows
from index.store import documents as store
from index.store.database import Database
from index.store.keys import number_keys

RELATIONS = ("thay_the", "bai_bo", "sua_doi_bo_sung")
# Words between the verb and the number that narrow the act to a part ("bãi bỏ khoản 2 Điều 5 của Nghị định …").
_PART = re.compile(
    r"\b(?:điểm|khoản|điều|mục|chương|phần|phụ lục|mẫu|cụm từ|biểu|danh mục|một số|một phần|nội dung|quy định tại)\b",
    re.IGNORECASE,
)
_VERB = re.compile(r"thay thế|bãi bỏ|hủy bỏ|huỷ bỏ|hết hiệu lực|sửa đổi|bổ sung|thay cho", re.IGNORECASE)


def validity(db: Database, cards: Sequence[DocumentCard], as_of: str | None = None) -> dict[str, Validity]:
    """Return, by document id, what the archive knows of the force of each document at `as_of` (default: today).

    Acts dated later than `as_of`, or earlier than the document itself, do not count; undated ones do.
    """
    limit = as_of or date.today().isoformat()
    views = citation_rows.acting_on(db, [card.id for card in cards], RELATIONS)
    grouped: dict[str, list[CitationView]] = {}
    for target, view in views:
        grouped.setdefault(target, []).append(view)
    acting = _cards(db, [view for _, view in views])
    evidencer = Evidencer(db)
    return {card.id: _validity(grouped.get(card.id, ()), acting, evidencer, card.date or "", limit) for card in cards}


def validity_of_number(db: Database, number: str, issued: str | None = None, as_of: str | None = None) -> Validity:
    """Return the same of a document that is cited but not held; `issued` its date where that is known."""
    limit = as_of or date.today().isoformat()
    key, digits = number_keys(number)
    if key is None or digits is None:
        return Validity(as_of=limit)
    views = [
        view
        for view in citation_rows.with_digits(db, digits)
        if view.citation.relation in RELATIONS
        and view.resolution.status == "MISSING"
        and number_keys(view.citation.number)[0] == key
        and not (issued and view.citation.date and view.citation.date != issued)
    ]
    return _validity(views, _cards(db, views), Evidencer(db), issued or "", limit)


def _cards(db: Database, views: Iterable[CitationView]) -> dict[str, DocumentCard]:
    return {card.id: card for card in store.cards(db, list(dict.fromkeys(view.document for view in views)))}


def _validity(
    views: Iterable[CitationView],
    acting: Mapping[str, DocumentCard],
    evidencer: Evidencer,
    issued: str,
    limit: str,
) -> Validity:
    acts: dict[tuple[str, str], LaterAct] = {}
    for view in views:
        card = acting[view.document]
        if card.date and (card.date > limit or (issued and card.date[: len(issued)] < issued[: len(card.date)])):
            continue
        act = LaterAct(view.citation.relation, card, _is_partial(evidencer.before(view)), evidencer.evidence(view))
        known = acts.get((card.id, act.relation))
        if known is None or (known.partial and not act.partial):
            acts[card.id, act.relation] = act
    ordered = tuple(sorted(acts.values(), key=lambda act: act.document.date or "", reverse=True))
    whole = {act.relation for act in ordered if not act.partial}
    if "bai_bo" in whole:
        return Validity("repealed", limit, ordered)
    if "thay_the" in whole:
        return Validity("replaced", limit, ordered)
    return Validity("amended" if ordered else "unverified", limit, ordered)


def _is_partial(before: str) -> bool:
    """Whether the words of the line before a number limit the act to a part of the document."""
    verbs = list(_VERB.finditer(before))
    return _PART.search(before, verbs[-1].end() if verbs else 0) is not None
