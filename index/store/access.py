"""People, groups, collections, keys and the audit log in the store; to be changed inside Database.atomic_notes()."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from index.store.chunks import slots
from index.store.database import Database
from index.store.restricted import COMMON

EVERYONE = "moi-nguoi"  # the group that everyone is in


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who may sign in; `password` is whether they have one here."""

    name: str
    role: str
    email: str | None
    disabled: bool
    password: bool
    groups: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """Something that was done, or tried, and by whom; `at` is the UTC time."""

    id: int
    at: str
    actor: str
    action: str
    object: str
    detail: str


@dataclass(frozen=True, slots=True)
class Collection:
    """A collection: the groups that may read it, and how many documents were put into it."""

    name: str
    readers: tuple[str, ...]
    documents: int


# --- people ---


def add_user(db: Database, name: str, role: str, password: str | None, email: str | None, now: str) -> None:
    """Add somebody."""
    db.connection.execute(
        "INSERT INTO users (name, role, password, email, created) VALUES (?, ?, ?, ?, ?)",
        (name, role, password, email, now),
    )


def users(db: Database) -> tuple[User, ...]:
    """Return everybody, by name."""
    rows = db.connection.execute(
        "SELECT name, role, email, disabled, password IS NOT NULL,"
        " (SELECT group_concat(group_name) FROM user_groups WHERE user_name = name) FROM users ORDER BY name"
    )
    return tuple(
        User(
            name,
            role,
            email,
            bool(disabled),
            bool(password),
            tuple(sorted((groups or "").split(","))) if groups else (),
        )
        for name, role, email, disabled, password, groups in rows
    )


def user(db: Database, name: str) -> User | None:
    """Return somebody by name."""
    return next((found for found in users(db) if found.name == name), None)


def user_of_email(db: Database, email: str) -> User | None:
    """Return somebody by the e-mail address that their organisation signs them in with."""
    return next((found for found in users(db) if found.email and found.email == email.lower()), None)


def password_of(db: Database, name: str) -> str | None:
    """Return the hash of somebody's password."""
    row = db.connection.execute("SELECT password FROM users WHERE name = ?", (name,)).fetchone()
    return row[0] if row else None


def change_user(db: Database, name: str, column: str, value: str | int | None) -> None:
    """Change role, password, email or disabled; their sessions end, and their tokens where they are disabled."""
    if column not in ("role", "password", "email", "disabled"):
        raise ValueError(column)
    db.connection.execute(f"UPDATE users SET {column} = ? WHERE name = ?", (value, name))
    kinds = ("session", "token") if column == "disabled" and value else ("session",)
    for kind in kinds:
        db.connection.execute("DELETE FROM keys WHERE user_name = ? AND kind = ?", (name, kind))


def remove_user(db: Database, name: str) -> None:
    """Remove somebody with all that is theirs; their drafts become nobody's, so that no namesake inherits them."""
    db.connection.execute("UPDATE drafts SET owner = '' WHERE owner = ?", (name,))
    db.connection.execute("DELETE FROM users WHERE name = ?", (name,))


def set_groups(db: Database, name: str, groups: Iterable[str]) -> None:
    """Put somebody into exactly these groups."""
    db.connection.execute("DELETE FROM user_groups WHERE user_name = ?", (name,))
    db.connection.executemany("INSERT INTO user_groups VALUES (?, ?)", [(name, group) for group in sorted(set(groups))])


# --- keys: tokens of programs, sessions of people ---


def add_key(db: Database, sha256: str, id_: str, kind: str, name: str, label: str, now: str, expires: str) -> None:
    """Keep a key by its hash; keys that have expired go."""
    db.connection.execute("DELETE FROM keys WHERE expires < ?", (now,))
    db.connection.execute(
        "INSERT INTO keys VALUES (?, ?, ?, ?, ?, ?, ?)", (sha256, id_, kind, name, label, now, expires)
    )


def holder(db: Database, sha256: str, kind: str, now: str) -> User | None:
    """Return whose key this is, None when it is nobody's, has expired, or they may not sign in any more."""
    row = db.connection.execute(
        "SELECT user_name FROM keys JOIN users ON name = user_name"
        " WHERE sha256 = ? AND kind = ? AND expires >= ? AND NOT disabled",
        (sha256, kind, now),
    ).fetchone()
    return user(db, row[0]) if row else None


def drop_key(db: Database, key: str, kind: str) -> bool:
    """Forget a key by its id or hash; whether there was one."""
    query = "DELETE FROM keys WHERE kind = ? AND (id = ? OR sha256 = ?)"
    return db.connection.execute(query, (kind, key, key)).rowcount > 0


def prolong(db: Database, sha256: str, expires: str) -> None:
    """Let a key live until then."""
    db.connection.execute("UPDATE keys SET expires = ? WHERE sha256 = ?", (expires, sha256))


def tokens(db: Database, name: str) -> list[tuple[str, str, str, str]]:
    """Return (id, label, created, expires) of somebody's tokens."""
    query = "SELECT id, label, created, expires FROM keys WHERE kind = 'token' AND user_name = ? ORDER BY created"
    return list(db.connection.execute(query, (name,)))


# --- failed sign-ins ---


def note_failure(db: Database, subjects: Iterable[str], now: str, since: str) -> None:
    """Remember that a sign-in failed for a name and from an address; those before `since` are forgotten."""
    db.connection.execute("DELETE FROM failed_sign_ins WHERE at < ?", (since,))
    db.connection.executemany("INSERT INTO failed_sign_ins VALUES (?, ?)", [(subject, now) for subject in subjects])


def failures(db: Database, subject: str, since: str) -> int:
    """Return how many sign-ins failed since then."""
    query = "SELECT count(*) FROM failed_sign_ins WHERE subject = ? AND at >= ?"
    return int(db.connection.execute(query, (subject, since)).fetchone()[0])


def forget_failures(db: Database, subject: str) -> None:
    """Forget failed sign-ins: one has succeeded."""
    db.connection.execute("DELETE FROM failed_sign_ins WHERE subject = ?", (subject,))


# --- collections ---


def collections(db: Database) -> tuple[Collection, ...]:
    """Return all collections, by name."""
    rows = db.connection.execute(
        "SELECT name, (SELECT group_concat(group_name) FROM collection_readers r WHERE r.collection = name),"
        " (SELECT count(*) FROM document_collections d WHERE d.collection = name"
        " AND d.document_id IN (SELECT id FROM documents)) FROM collections ORDER BY name"
    )
    found = []
    for name, readers, count in rows:
        if name == COMMON:
            query = "SELECT count(*) FROM documents WHERE id NOT IN (SELECT document_id FROM document_collections)"
            count += db.connection.execute(query).fetchone()[0]
        found.append(Collection(name, tuple(sorted(readers.split(","))) if readers else (), count))
    return tuple(found)


def readable(db: Database, groups: Iterable[str]) -> frozenset[str]:
    """Return the collections that somebody in these groups may read."""
    wanted = [EVERYONE, *groups]
    query = f"SELECT collection FROM collection_readers WHERE group_name IN ({slots(wanted)})"
    return frozenset(row[0] for row in db.connection.execute(query, wanted))


def add_collection(db: Database, name: str, now: str) -> None:
    """Add a collection that no group may read yet."""
    db.connection.execute("INSERT INTO collections VALUES (?, ?)", (name, now))


def set_readers(db: Database, collection: str, groups: Iterable[str]) -> None:
    """Let exactly these groups read a collection."""
    db.connection.execute("DELETE FROM collection_readers WHERE collection = ?", (collection,))
    values = [(collection, group) for group in sorted(set(groups))]
    db.connection.executemany("INSERT INTO collection_readers VALUES (?, ?)", values)


def collections_of(db: Database, document_id: str) -> frozenset[str]:
    """Return the collections a document is in; of a document that was put into none, the common one."""
    query = "SELECT collection FROM document_collections WHERE document_id = ?"
    return frozenset(row[0] for row in db.connection.execute(query, (document_id,))) or frozenset({COMMON})


def is_assigned(db: Database, document_id: str) -> bool:
    """Whether a document was put into a collection by name."""
    query = "SELECT 1 FROM document_collections WHERE document_id = ?"
    return db.connection.execute(query, (document_id,)).fetchone() is not None


def put_into(db: Database, document_id: str, collections: Iterable[str]) -> None:
    """Put a document into exactly these collections."""
    db.connection.execute("DELETE FROM document_collections WHERE document_id = ?", (document_id,))
    values = [(document_id, name) for name in sorted(set(collections))]
    db.connection.executemany("INSERT INTO document_collections VALUES (?, ?)", values)
    changed = int(db.meta("access") or 0) + 1
    db.set_meta("access", str(changed))  # what is remembered of visible documents no longer holds


# --- the audit log ---


def note(db: Database, now: str, actor: str, action: str, object_: str, detail: str) -> None:
    """Add a line to the audit log."""
    db.connection.execute(
        "INSERT INTO audit (at, actor, action, object, detail) VALUES (?, ?, ?, ?, ?)",
        (now, actor, action, object_, detail),
    )


def audit(db: Database, limit: int) -> tuple[AuditEntry, ...]:
    """Return the last lines of the audit log, the latest first."""
    query = "SELECT id, at, actor, action, object, detail FROM audit ORDER BY id DESC LIMIT ?"
    return tuple(AuditEntry(*row) for row in db.connection.execute(query, (limit,)))
