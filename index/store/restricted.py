"""The store as somebody sees it who may not see everything.

On a connection of its own, views in the temporary schema shadow every table: SQLite looks for an unqualified name
there first, so that all SQL of the project, written without a thought of rights, reads through them.  A table that has
no view here reads as empty, and an authorizer refuses whatever would go round the views, or write: what is not shown on
purpose is not shown.
"""

from __future__ import annotations

import sqlite3
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from index.store.database import Database, Visible

COMMON = "chung"  # the collection of documents that were put into none
_KEPT = 16  # connections of other scopes that a thread keeps open


@dataclass(frozen=True, slots=True)
class Scope:
    """What a person may read: the documents of these collections, and the drafts and searches that are their own."""

    collections: frozenset[str]
    owner: str


# Whether a document is visible, for the column or expression {0} that holds its id.
_SEEN = """(EXISTS (SELECT 1 FROM main.document_collections dc WHERE dc.document_id = {0}
        AND dc.collection IN (SELECT name FROM temp.readable))
    OR (NOT EXISTS (SELECT 1 FROM main.document_collections dc WHERE dc.document_id = {0})
        AND EXISTS (SELECT 1 FROM temp.readable WHERE name = 'chung')))"""
# Where a document is in a collection that the person may not read, too, its files' places are not shown.
_WHOLLY_SEEN = """NOT EXISTS (SELECT 1 FROM main.document_collections dc WHERE dc.document_id = {0}
        AND dc.collection NOT IN (SELECT name FROM temp.readable))"""
_PASSAGE_SEEN = "{0} IN (SELECT id FROM main.passages p WHERE p.id = {0} AND " + _SEEN.format("p.document_id") + ")"
_TARGETS = (
    """(SELECT count(*) FROM main.citation_targets ct WHERE ct.citation_id = c.id
        AND """
    + _SEEN.format("ct.document_id")
    + ")"
)
# A citation of a document that is not shown reads as if the archive did not hold it.
_STATUS = f"""CASE WHEN c.status NOT IN ('RESOLVED', 'AMBIGUOUS') THEN c.status
    WHEN {_TARGETS} = 0 THEN 'MISSING' WHEN {_TARGETS} = 1 THEN 'RESOLVED' ELSE c.status END"""

_VIEWS = {
    "meta": "SELECT * FROM main.meta WHERE key IS NOT NULL",
    "catalogue": "SELECT * FROM main.catalogue WHERE number IS NOT NULL",
    "documents": f"SELECT d.rowid AS rowid, d.* FROM main.documents d WHERE {_SEEN.format('d.id')}",
    "sources": f"SELECT s.* FROM main.sources s WHERE {_SEEN.format('s.document_id')}"
    f" AND {_WHOLLY_SEEN.format('s.document_id')}",
    "passages": f"SELECT p.* FROM main.passages p WHERE {_SEEN.format('p.document_id')}",
    "vectors": f"SELECT v.* FROM main.vectors v WHERE {_PASSAGE_SEEN.format('v.passage_id')}",
    "citation_targets": f"SELECT t.* FROM main.citation_targets t WHERE {_SEEN.format('t.document_id')}",
    "decisions": f"SELECT d.* FROM main.decisions d WHERE {_SEEN.format('d.chosen')}"
    f" AND (d.citing = '' OR {_SEEN.format('d.citing')}) AND EXISTS (SELECT 1 FROM main.documents x"
    " WHERE x.id = d.chosen)",
    "attention": "SELECT a.* FROM main.attention a WHERE a.path IN (SELECT s.path FROM main.sources s WHERE"
    f" s.path = a.path AND {_SEEN.format('s.document_id')} AND {_WHOLLY_SEEN.format('s.document_id')})",
    "drafts": "SELECT d.* FROM main.drafts d WHERE d.owner = (SELECT name FROM temp.owner)",
    "draft_versions": "SELECT v.* FROM main.draft_versions v WHERE v.draft_id IN (SELECT d.id FROM main.drafts d"
    " WHERE d.owner = (SELECT name FROM temp.owner))",
    # What lies in the bin is whose it was: a document's collections outlive it.
    "bin": f"SELECT b.rowid AS rowid, b.* FROM main.bin b WHERE {_SEEN.format('b.document_id')}"
    f" AND {_WHOLLY_SEEN.format('b.document_id')}",
    "bin_sources": f"SELECT s.* FROM main.bin_sources s WHERE {_SEEN.format('s.document_id')}"
    f" AND {_WHOLLY_SEEN.format('s.document_id')}",
    "saved_searches": "SELECT s.* FROM main.saved_searches s WHERE s.owner = (SELECT name FROM temp.owner)",
    "news": "SELECT n.* FROM main.news n WHERE n.search_id IN (SELECT s.id FROM main.saved_searches s"
    f" WHERE s.owner = (SELECT name FROM temp.owner)) AND {_SEEN.format('n.document_id')}",
    "recent_searches": "SELECT r.* FROM main.recent_searches r WHERE r.owner = (SELECT name FROM temp.owner)",
}
_READING = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_TRANSACTION, sqlite3.SQLITE_RECURSIVE}


class RestrictedDatabase(Database):
    """The store of `whole` as far as `scope` goes.  Reads only: writing is done on `whole`, by whoever has checked."""

    def __init__(self, whole: Database, scope: Scope) -> None:
        """Show of `whole` what `scope` may read."""
        self.path = whole.path
        self.scope = scope
        self._whole = whole

    @property
    def whole(self) -> Database:
        """The store without restriction."""
        return self._whole

    @property
    def connection(self) -> sqlite3.Connection:
        """The calling thread's connection of this scope."""
        kept = self._whole.kept_connections()
        connection = kept.get(self.scope)
        if connection is None:
            connection = self._whole.connect()
            _restrict(connection, self.scope)
            kept[self.scope] = connection
            _forget_old(self._whole, kept)
        else:
            kept.move_to_end(self.scope)
        return connection

    def visible(self) -> set[str]:
        """Return the ids of all documents that may be read; the same set as long as nothing has changed."""
        return self._remembered()[0]

    def visible_passages(self) -> list[int]:
        """Return the ids of all passages that may be read, in the same way."""
        return self._remembered()[1]

    def _remembered(self) -> Visible:
        def read() -> Visible:
            with self.snapshot():
                documents = {row[0] for row in self.connection.execute("SELECT id FROM documents")}
                return documents, [row[0] for row in self.connection.execute("SELECT id FROM passages")]

        key = (self.scope.collections, self.generation(), self.meta("access") or "")
        return self._whole.remembered(key, read)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        raise RuntimeError("a restricted store is not written to")
        yield


def _restrict(connection: sqlite3.Connection, scope: Scope) -> None:
    """Shadow all tables of the connection and let it read only through what shadows them."""
    connection.execute("CREATE TEMP TABLE readable (name TEXT PRIMARY KEY) WITHOUT ROWID")
    connection.executemany("INSERT INTO temp.readable VALUES (?)", [(name,) for name in sorted(scope.collections)])
    connection.execute("CREATE TEMP TABLE owner (name TEXT NOT NULL)")
    connection.execute("INSERT INTO temp.owner VALUES (?)", (scope.owner,))
    query = "SELECT name FROM main.sqlite_master WHERE type IN ('table', 'view') AND substr(name, 1, 7) <> 'sqlite_'"
    tables = [row[0] for row in connection.execute(query)]
    columns = [row[1] for row in connection.execute("PRAGMA main.table_info (citations)")]
    shown = ", ".join(f"{_STATUS} AS status" if c == "status" else f'c."{c}"' for c in columns)
    views = _VIEWS | {"citations": f"SELECT {shown} FROM main.citations c WHERE {_SEEN.format('c.document_id')}"}
    for name in tables:
        if name in views:
            connection.execute(f'CREATE TEMP VIEW "{name}" AS {views[name]}')
        else:
            connection.execute(f'CREATE TEMP TABLE "{name}" AS SELECT * FROM main."{name}" WHERE 0')
    connection.execute("SELECT 1 FROM json_each('[]')")  # is set up at its first use, which the authorizer would refuse
    connection.set_authorizer(_authorize)


def _authorize(action: int, first: str | None, second: str | None, where: str | None, through: str | None) -> int:
    """Allow reading: what is temporary, and what is kept only from within one of the views."""
    if action in _READING:
        return sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_READ and (where == "temp" or through is not None or first == ""):
        return sqlite3.SQLITE_OK
    # Made by the query itself, or holding nothing that is anybody's.
    if action == sqlite3.SQLITE_READ and (where is None or first in ("json_each", "json_tree", "meta", "catalogue")):
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_DENY


def _forget_old(whole: Database, kept: OrderedDict[Scope, sqlite3.Connection]) -> None:
    for scope in list(kept)[:-_KEPT]:
        if not kept[scope].in_transaction:
            whole.disconnect(kept.pop(scope))
