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
_FACTS = 400  # characters between a number and the end of its title that are not the title: date, issuer, line breaks
_VERB = re.compile(r"thay thế|bãi bỏ|hủy bỏ|huỷ bỏ|hết hiệu lực|sửa đổi|bổ sung|thay cho", re.IGNORECASE)


def validity(db: Database, cards: Sequence[DocumentCard], as_of: str | None = None) -> dict[str, Validity]:
    """Return, by document id, what the archive knows of the force of each document at `as_of` (default: today).

    Acts dated later than `as_of`, or earlier than the document itself, do not count; undated ones do.
    """
    limit = as_of or date.today().isoformat()
    found = citation_rows.acting_on(db, [card.id for card in cards], RELATIONS)
    views = _own_acts(db, [view for _, view in found])
    own = {(view.document, view.citation.start) for view in views}
    grouped: dict[str, list[CitationView]] = {}
    for target, view in found:
        if (view.document, view.citation.start) in own:
            grouped.setdefault(target, []).append(view)
    acting = _cards(db, views)
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
    views = _own_acts(db, views)
    return _validity(views, _cards(db, views), Evidencer(db), issued or "", limit)


def _own_acts(db: Database, views: Sequence[CitationView]) -> list[CitationView]:
    """Leave out what another document does, whose title is only cited.

    "Căn cứ Nghị định số 187 sửa đổi Nghị định số 79": it is the decree 187 that amends, not the plan that says so.
    """
    cited = {document: citation_rows.of_document(db, document) for document in dict.fromkeys(v.document for v in views)}
    return [view for view in views if not any(_in_title(view, other) for other in cited[view.document])]


def _in_title(view: CitationView, other: CitationView) -> bool:
    """Whether a citation stands in the title of another one of the same document."""
    title, start = other.citation.title, other.citation.start
    if title is None or not start < view.citation.start <= start + _FACTS + len(title):
        return False
    number = " ".join(view.citation.text.split())
    return re.search(rf"(?<!\w){re.escape(number)}", title) is not None  # "2/QĐ" does not stand in "12/QĐ"


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
