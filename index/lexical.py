"""The lexical cache: a tantivy index of the passages' tokens, derived from the store.

Fields hold tokens made by `index.analysis`, joined by spaces, so that tantivy only splits at white space.  One extra
document keeps the generation and the analyzer's version: tantivy commits it together with the passages.
"""

from __future__ import annotations

import math
import shutil
import threading
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from directives.errors import ArchiveUnreachable
from index import analysis
from index.context import passage_context
from index.store import changes
from index.store import passages as passage_rows
from index.store.database import Database

if TYPE_CHECKING:
    import tantivy

_HEAP = 64_000_000  # bytes of the writer's buffer
FIELDS = ("numbers", "words", "syllables", "pairs", "folded", "folded_pairs")
_WITH_POSITIONS = ("syllables", "folded")  # quoted phrases are looked up there
# In an archive of many passages, syllables that stand in more than this share of them are not searched for: they take
# half of the time and choose nothing (docs/evaluation.md).
_MANY, _COMMON = 100_000, 0.3


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each field's BM25 counts in the lexical score; 0 leaves a field out."""

    numbers: float = 0.0
    words: float = 0.0
    syllables: float = 0.0
    pairs: float = 0.0
    folded: float = 0.0
    folded_pairs: float = 0.0


class LexicalIndex:
    """BM25 search over the passages of an archive.  `generation` is the store's generation that the index holds."""

    def __init__(self, folder: Path) -> None:
        """Open the cache in `folder`; one that is absent, damaged or of another analyzer reads as empty."""
        self._folder = folder / f"lexical-{analysis.VERSION}"
        self._guard = threading.RLock()
        self.generation = 0
        self._open()

    def _open(self) -> None:
        import tantivy

        self._schema = _schema()
        self._folder.mkdir(parents=True, exist_ok=True)
        try:
            self._index = tantivy.Index(self._schema, path=str(self._folder), reuse=True)
            self.reload()
        except (ValueError, OSError):  # cut short by a crash or written by another version: the store has everything
            shutil.rmtree(self._folder)
            self._folder.mkdir(parents=True)
            self._index = tantivy.Index(self._schema, path=str(self._folder), reuse=False)
            self.reload()

    def reload(self) -> None:
        """See what the last writer, this process or another, has committed."""
        import tantivy

        with self._guard:
            self._index.reload()
            searcher = self._index.searcher()
            found = searcher.search(tantivy.Query.term_query(self._schema, "kind", "state"), 1).hits
            self._searcher = searcher
            values = searcher.fast_field_values("passage", [address for _, address in found])
            self.generation = int(values[0]) if values else 0

    def __len__(self) -> int:
        """Return the number of passages held."""
        return len(self.ids())

    def ids(self) -> set[int]:
        """Return the ids of all passages held."""
        import tantivy

        searcher = self._searcher
        found = searcher.search(tantivy.Query.term_query(self._schema, "kind", "passage"), max(1, searcher.num_docs))
        return set(searcher.fast_field_values("passage", [address for _, address in found.hits]))

    def catch_up(self, db: Database) -> None:
        """Bring the index to the store's present generation.  Only the holder of the archive's lock may do so."""
        self.reload()
        db = db.whole
        with db.snapshot():
            target = db.generation()
            if target == self.generation:
                return
            try:
                self._follow(db, target)
            except ValueError:
                # A writer that was killed leaves files under the very names that the next one wants.
                try:
                    self._drop_leftovers()
                    self._follow(db, target)
                except ValueError as error:
                    raise ArchiveUnreachable(
                        f"Không ghi được chỉ mục từ ở {self._folder} ({error}); hãy kiểm tra quyền ghi và dung lượng "
                        "trống của ổ đĩa. Văn bản đã ghi vẫn nguyên vẹn, chỉ mục tự làm tiếp khi kho được mở lại."
                    ) from error
        self.reload()

    def _follow(self, db: Database, target: int) -> None:
        writer = self._index.writer(_HEAP, 1)
        try:
            begun_anew = self.generation < int(db.meta("caches_since") or 0)  # a backup was put back
            if begun_anew or self.generation == 0 or self.generation > target:
                writer.delete_all_documents()
                for _, first, last in passage_rows.ranges(db):
                    self._add(writer, passage_rows.between(db, first, last))
            else:
                self._replay(writer, db)
            writer.delete_documents_by_term("kind", "state")
            writer.add_document(self._state(target))
            writer.commit()
        except BaseException:
            writer.rollback()
            raise
        finally:
            writer.wait_merging_threads()

    def _drop_leftovers(self) -> None:
        writer = self._index.writer(_HEAP, 1)
        writer.garbage_collect_files()
        writer.wait_merging_threads()

    def _replay(self, writer: tantivy.IndexWriter, db: Database) -> None:
        for change in changes.after(db, self.generation):
            if change.operation == "remove":
                writer.delete_documents_by_term("document", change.document_id)
            elif change.last >= change.first:
                self._add(writer, passage_rows.between(db, change.first, change.last))

    def _add(self, writer: tantivy.IndexWriter, passages: Iterable[passage_rows.StoredPassage]) -> None:
        import tantivy

        for passage in passages:
            entry = tantivy.Document()
            entry.add_text("kind", "passage")
            entry.add_text("document", passage.document_id)
            entry.add_integer("passage", passage.id)
            for name, tokens in _streams(passage):
                entry.add_text(name, " ".join(tokens))
            writer.add_document(entry)

    def _state(self, generation: int) -> tantivy.Document:
        import tantivy

        entry = tantivy.Document()
        entry.add_text("kind", "state")
        entry.add_integer("passage", generation)
        return entry

    def search(
        self,
        tokens: analysis.Tokens,
        weights: Weights,
        k: int,
        documents: Collection[str] | None = None,
        phrases: Sequence[analysis.Tokens] = (),
        without: str | None = None,
    ) -> list[tuple[int, float]]:
        """Return up to `k` (passage id, BM25 score), best first, that hold all `phrases`.

        `documents` are the ids of those to be searched, None for all; `without` is left out.
        """
        query = self._query(tokens, weights, phrases)
        if query is None:
            return []
        query = self._restricted(query, documents, without)
        with self._guard:
            searcher = self._searcher
            hits = searcher.search(query, k, count=False).hits
            ids = searcher.fast_field_values("passage", [address for _, address in hits])
        return [(int(id_), float(score)) for id_, (score, _) in zip(ids, hits, strict=True)]

    def _restricted(
        self, query: tantivy.Query, documents: Collection[str] | None, without: str | None
    ) -> tantivy.Query:
        from tantivy import Occur, Query

        parts = [(Occur.Must, query)]
        if documents is not None:
            among = Query.term_set_query(self._schema, "document", list(documents))
            parts.append((Occur.Must, Query.const_score_query(among, 0.0)))  # restricts, and adds nothing to the score
        if without is not None:
            parts.append((Occur.MustNot, Query.term_query(self._schema, "document", without)))
        return Query.boolean_query(parts) if len(parts) > 1 else query

    def rarity(self, term: str) -> float:
        """Return how much finding a folded syllable, or a pair "one_two", says: the rarer among passages, the more."""
        field = "folded_pairs" if "_" in term else "folded"
        with self._guard:
            searcher = self._searcher
        return math.log(1 + searcher.num_docs / (searcher.doc_freq(field, term) + 0.5))

    def _query(
        self, tokens: analysis.Tokens, weights: Weights, phrases: Sequence[analysis.Tokens]
    ) -> tantivy.Query | None:
        import tantivy

        query, occur = tantivy.Query, tantivy.Occur
        optional = []
        for name in FIELDS:
            weight = getattr(weights, name)
            for token in self._telling(name, tokens) if weight else ():
                term = query.term_query(self._schema, name, token)
                optional.append((occur.Should, query.boost_query(term, weight)))
        required = [(occur.Must, part) for phrase in phrases if (part := self._phrase(phrase)) is not None]
        if not optional and not required:
            return None
        return query.boolean_query(required + optional)

    def _telling(self, field: str, tokens: analysis.Tokens) -> list[str]:
        """Return the distinct tokens of a field that are worth a search; all of them where none is rare."""
        distinct = list(dict.fromkeys(getattr(tokens, field)))
        with self._guard:
            searcher = self._searcher
        passages = searcher.num_docs
        if field not in _WITH_POSITIONS or passages < _MANY:
            return distinct
        held = [searcher.doc_freq(field, token) for token in distinct]
        rare = [token for token, count in zip(distinct, held, strict=True) if count <= _COMMON * passages]
        return rare if any(0 < count <= _COMMON * passages for count in held) else distinct

    def _phrase(self, phrase: analysis.Tokens) -> tantivy.Query | None:
        import tantivy

        # Accents that were typed count: a phrase typed without any is looked up in the folded field.
        field = "folded" if phrase.syllables == phrase.folded else "syllables"
        words = list(getattr(phrase, field))
        if not words:
            return None
        if len(words) == 1:
            return tantivy.Query.term_query(self._schema, field, words[0])
        return tantivy.Query.phrase_query(self._schema, field, words)


def _streams(passage: passage_rows.StoredPassage) -> Iterator[tuple[str, Sequence[str]]]:
    # The mark keeps a phrase from matching across the end of the context.
    mark = analysis.Tokens(syllables=("›",), folded=("›",))
    context = passage_context(passage.title, passage.issuer, passage.heading_path)
    tokens = _analyzed(context) + mark + analysis.analyze(passage.text)
    for name in FIELDS:
        yield name, getattr(tokens, name)


@lru_cache(maxsize=64)
def _analyzed(context: str) -> analysis.Tokens:
    """Return the tokens of a context: neighbouring passages mostly share it, and segmenting costs most of indexing."""
    return analysis.analyze(context)


def _schema() -> tantivy.Schema:
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("kind", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("document", tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("passage", stored=True, indexed=True, fast=True)
    for name in FIELDS:
        option = "position" if name in _WITH_POSITIONS else "freq"
        builder.add_text_field(name, tokenizer_name="whitespace", index_option=option)
    return builder.build()
