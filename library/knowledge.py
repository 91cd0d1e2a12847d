"""What an archive can tell a citation check: documents by number, date and title, their force, passages near words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from assistant.knowledge import Near, Source
from directives.compare import words_of
from directives.issuers import identify
from directives.models import Citation, DocumentCard, DocumentFacts, KnownDocument, Resolution, Validity
from directives.reference.numbers import number_key
from index import analysis, graph
from index.lexical import LexicalIndex, Weights
from index.store import citations as citation_rows
from index.store import documents as store
from index.store import facts as fact_rows
from index.store import passages as passage_rows
from index.validity import validity, validity_of_number

if TYPE_CHECKING:
    from library.core import Library

_AROUND = 700  # characters of the document before and after a passage: quotations run over its ends
_WEIGHTS = Weights(syllables=1.0, pairs=0.6)
_LONGEST = 1_200  # characters of a quotation that are looked for
_PHRASE = 250  # characters that are looked for as they stand
_VERBATIM = 2  # passages that have them
_TITLED = 6


class ArchiveKnowledge:
    """What an archive can tell a check; keeps what it has looked up, so use it for one check."""

    def __init__(self, library: Library) -> None:
        """Answer from `library`."""
        self._library = library
        self._db = library.db
        self._lookup, self._known = graph.lookups(library.db)
        self._lexical: LexicalIndex | None = None
        self._bearing: dict[str, tuple[Source, ...]] = {}

    def prepare(self) -> None:
        """Bring the lexical cache up to date, which writes: to be called before reading in a snapshot."""
        self._index()

    def resolve(self, citation: Citation, citing: DocumentFacts) -> Resolution:
        """Return what a citation means, by the rules of the citation graph and by decisions for the whole archive."""
        return graph.resolved(self._db, citation, citing, self._lookup, self._known)

    def bearing(self, key: str) -> Sequence[Source]:
        """Return the documents under a number's key, its digits or a law's key."""
        if key not in self._bearing:
            held = self._held([facts.id for facts in self._lookup(key)])
            self._bearing[key] = (*held, *_catalogued(self._known_under(key)))
        return self._bearing[key]

    def _known_under(self, key: str) -> Iterable[KnownDocument]:
        from directives.citing.citations import law_key
        from index.store import resolving

        if key.startswith("LAW|"):
            return [law for law in resolving.known_laws(self._db) if law_key(law.type, law.title) == key]
        if "|" in key:
            return citation_rows.catalogue_facts(self._db, key)
        return fact_rows.known_with_digits(self._db, key)

    def dated(self, date: str) -> Sequence[Source]:
        """Return the documents of an ISO date."""
        held = self._held(fact_rows.ids_of_date(self._db, date))
        return (*held, *_catalogued(fact_rows.known_of_date(self._db, date)))

    def titled(self, title: str) -> Sequence[Source]:
        """Return a few documents whose title has most of these words, nearest first."""
        wanted = set(words_of(title).keys)
        near = self._passages(title, (), 4 * _TITLED)
        held = self._held(list(dict.fromkeys(p.document_id for p in near)))
        scored = [(_shared(wanted, source), source) for source in (*held, *_catalogued(fact_rows.catalogue(self._db)))]
        scored.sort(key=lambda pair: -pair[0])
        return tuple(source for share, source in scored[:_TITLED] if share >= 0.5)

    def validity(self, source: Source, as_of: str) -> Validity:
        """Return what later documents do to this one."""
        if source.id is not None:
            cards = store.cards(self._db, [source.id])
            return validity(self._db, cards, as_of)[source.id]
        if source.number and number_key(source.number):
            return validity_of_number(self._db, source.number, source.date, as_of)
        return Validity(as_of=as_of)

    def source(self, document: str) -> Source:
        """Return the facts of a held document."""
        return self._held([document])[0]

    def near(self, words: str, documents: Sequence[str], k: int) -> Sequence[Near]:
        """Return up to `k` passages with most of these words, each with some text around it."""
        found = []
        for passage in self._passages(words, documents, k):
            start, text = fact_rows.text_between(
                self._db, passage.document_id, passage.start - _AROUND, passage.end + _AROUND
            )
            found.append(Near(passage.document_id, start, text, passage.page))
        return tuple(found)

    def _held(self, ids: Sequence[str]) -> tuple[Source, ...]:
        parents = fact_rows.parent_issuers(self._db, ids)
        return tuple(_of_card(card, parents.get(card.id)) for card in store.cards(self._db, ids))

    def _passages(self, words: str, documents: Sequence[str], k: int) -> list[passage_rows.StoredPassage]:
        lexical = self._index()
        if lexical is None:
            return []
        among = documents or self._db.visible()
        # Where many passages speak alike, the one that has the very words comes first.
        start = analysis.analyze(words[:_PHRASE])
        hits = lexical.search(start, _WEIGHTS, _VERBATIM, among, [start]) if len(start.syllables) > 2 else []
        hits += lexical.search(analysis.analyze(words[:_LONGEST]), _WEIGHTS, k, among)
        found = list(dict.fromkeys(id_ for id_, _ in hits))[:k]
        held = passage_rows.by_id(self._db, found)
        return [held[id_] for id_ in found if id_ in held]

    def _index(self) -> LexicalIndex | None:
        """Return the lexical cache as it stands at the archive's generation; None where nothing is held."""
        if self._lexical is None and self._db.meta("model") is not None:
            self._lexical = self._library.caches.current_lexical()
        return self._lexical


def _of_card(card: DocumentCard, parent: str | None) -> Source:
    return Source(card.id, card.number, card.type, _issuer(card.issuer, parent), card.date, card.title)


def _issuer(issuer: str | None, parent: str | None) -> str | None:
    """Return the issuer as a text names it: "BAN TUYÊN GIÁO" below "TỈNH ỦY …" is that Tỉnh ủy's Ban Tuyên giáo."""
    if issuer is None or parent is None:
        return issuer
    own, joined = identify(issuer), identify(f"{issuer} {parent}")
    above = identify(parent)
    if joined is None or (above is not None and joined.group == above.group) or (own is not None and own.place):
        return issuer
    return f"{issuer} {parent}" if own is None or own.group != joined.group else issuer


def _catalogued(known: Iterable[KnownDocument]) -> tuple[Source, ...]:
    return tuple(Source(None, k.number, k.type, k.issuer, k.date, k.title, k.source) for k in known)


def _shared(wanted: set[str], source: Source) -> float:
    """Return the share of the wanted words that a title has, counted against the longer of the two."""
    held = set(words_of(source.title or "").keys)
    return len(wanted & held) / max(1, min(len(wanted), len(held))) if held else 0.0
