"""Tables of an archive, and the steps by which an archive of an earlier layout becomes one of the present.

A new archive takes every step as well, so that there is one way to a layout and each step is tried by every test.  A
step that has been in use is never changed: what comes later is a step of its own at the end.
"""

# Passage ids are never used again (AUTOINCREMENT), so that the caches can key their entries by them.
# `decisions` outlive the documents they speak of; `citing` is empty where a decision holds for the whole archive.
# In `documents` the long columns stand last: SQLite reads a row up to the column asked for.
# `draft_versions.content` is JSON that the store does not read; the title is kept beside it for lists.
# `changes` is the log from which the caches catch up: one row for every document that came or went.
_TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE documents (
    id TEXT PRIMARY KEY,
    text_sha256 TEXT NOT NULL,
    number TEXT, number_key TEXT, number_digits TEXT,
    type TEXT, title TEXT, date TEXT, issuer TEXT,
    added TEXT NOT NULL,
    generation INTEGER NOT NULL,
    warnings TEXT NOT NULL, header TEXT NOT NULL, pages TEXT NOT NULL, names TEXT NOT NULL, anaphora TEXT NOT NULL,
    units TEXT NOT NULL, text TEXT NOT NULL, anchors BLOB NOT NULL
);
CREATE INDEX documents_text ON documents (text_sha256);
CREATE INDEX documents_digits ON documents (number_digits);
CREATE TABLE sources (
    path TEXT PRIMARY KEY,
    document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    sha256 TEXT NOT NULL, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL,
    ordinal INTEGER NOT NULL
);
CREATE INDEX sources_document ON sources (document_id, ordinal);
CREATE INDEX sources_sha256 ON sources (sha256);
CREATE TABLE passages (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    unit INTEGER, unit_name TEXT, heading_path TEXT NOT NULL, page INTEGER NOT NULL,
    text TEXT NOT NULL,
    generation INTEGER NOT NULL
);
CREATE INDEX passages_document ON passages (document_id, ordinal);
CREATE TABLE vectors (
    passage_id INTEGER PRIMARY KEY REFERENCES passages (id) ON DELETE CASCADE,
    vector BLOB NOT NULL
);
CREATE TABLE vectors_next (
    passage_id INTEGER PRIMARY KEY REFERENCES passages (id) ON DELETE CASCADE,
    vector BLOB NOT NULL
);
CREATE TABLE citations (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    text TEXT NOT NULL,
    number TEXT, number_key TEXT, number_digits TEXT,
    type TEXT, date TEXT, issuer TEXT, title TEXT,
    relation TEXT NOT NULL, kind TEXT NOT NULL,
    status TEXT NOT NULL DEFAULT 'MISSING', how TEXT NOT NULL DEFAULT ''
);
CREATE INDEX citations_document ON citations (document_id, start);
CREATE INDEX citations_digits ON citations (number_digits);
CREATE INDEX citations_status ON citations (status, number_key);
CREATE TABLE citation_targets (
    citation_id INTEGER NOT NULL REFERENCES citations (id) ON DELETE CASCADE,
    document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    PRIMARY KEY (citation_id, document_id)
) WITHOUT ROWID;
CREATE INDEX citation_targets_document ON citation_targets (document_id);
CREATE TABLE decisions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    number TEXT NOT NULL, number_key TEXT NOT NULL,
    citing TEXT NOT NULL,
    chosen TEXT NOT NULL, decided TEXT NOT NULL,
    UNIQUE (number_key, citing)
);
CREATE TABLE changes (
    generation INTEGER NOT NULL,
    operation TEXT NOT NULL CHECK (operation IN ('add', 'remove')),
    document_id TEXT NOT NULL,
    first_passage INTEGER NOT NULL, last_passage INTEGER NOT NULL
);
CREATE INDEX changes_generation ON changes (generation);
CREATE TABLE failures (
    path TEXT PRIMARY KEY, sha256 TEXT NOT NULL, reason TEXT NOT NULL, kind TEXT NOT NULL, reader INTEGER NOT NULL
);
CREATE TABLE attention (path TEXT NOT NULL, reason TEXT NOT NULL, noted TEXT NOT NULL, PRIMARY KEY (path, reason));
CREATE TABLE versions (
    document_id TEXT NOT NULL, text TEXT NOT NULL, number TEXT, title TEXT,
    sources TEXT NOT NULL, ended TEXT NOT NULL, cause TEXT NOT NULL CHECK (cause IN ('updated', 'removed'))
);
CREATE TABLE catalogue (
    number TEXT NOT NULL, number_key TEXT NOT NULL,
    type TEXT, issuer TEXT, date TEXT, title TEXT, source TEXT NOT NULL
);
CREATE INDEX catalogue_key ON catalogue (number_key);
CREATE TABLE drafts (id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, created TEXT NOT NULL);
CREATE TABLE draft_versions (
    draft_id INTEGER NOT NULL REFERENCES drafts (id) ON DELETE CASCADE,
    version INTEGER NOT NULL,
    title TEXT NOT NULL, saved TEXT NOT NULL, note TEXT NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (draft_id, version)
);
"""

# 2: the bin, files told apart by more than their bytes, zip archives remembered.
# `sources.text_sha256` is the text that the file reads as, "" where not known; `kept` marks a file that is gone while
# its document was restored by hand.  `bin.content` is the document as compressed JSON, `bin.vectors` its vectors one
# after the other.  Columns of bin_sources are those of sources.
_BIN = """
ALTER TABLE sources ADD COLUMN ctime_ns INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sources ADD COLUMN seen_ns INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sources ADD COLUMN text_sha256 TEXT NOT NULL DEFAULT '';
ALTER TABLE sources ADD COLUMN kept INTEGER NOT NULL DEFAULT 0;
ALTER TABLE failures ADD COLUMN size INTEGER NOT NULL DEFAULT -1;
ALTER TABLE failures ADD COLUMN mtime_ns INTEGER NOT NULL DEFAULT 0;
ALTER TABLE failures ADD COLUMN ctime_ns INTEGER NOT NULL DEFAULT 0;
ALTER TABLE failures ADD COLUMN seen_ns INTEGER NOT NULL DEFAULT 0;
CREATE INDEX failures_sha256 ON failures (sha256);
CREATE TABLE bin (
    document_id TEXT PRIMARY KEY,
    removed TEXT NOT NULL, cause TEXT NOT NULL CHECK (cause IN ('person', 'vanished')),
    text_sha256 TEXT NOT NULL,
    number TEXT, type TEXT, title TEXT, date TEXT, issuer TEXT,
    added TEXT NOT NULL, model TEXT NOT NULL,
    content BLOB NOT NULL, vectors BLOB NOT NULL
);
CREATE INDEX bin_text ON bin (text_sha256);
CREATE TABLE bin_sources (
    path TEXT NOT NULL,
    document_id TEXT NOT NULL REFERENCES bin (document_id) ON DELETE CASCADE,
    sha256 TEXT NOT NULL, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    ctime_ns INTEGER NOT NULL, seen_ns INTEGER NOT NULL, text_sha256 TEXT NOT NULL, kept INTEGER NOT NULL,
    PRIMARY KEY (path, document_id)
);
CREATE INDEX bin_sources_document ON bin_sources (document_id, ordinal);
CREATE INDEX bin_sources_sha256 ON bin_sources (sha256);
CREATE TABLE packages (
    path TEXT PRIMARY KEY,
    sha256 TEXT NOT NULL, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL, ctime_ns INTEGER NOT NULL,
    seen_ns INTEGER NOT NULL
);
"""

# 3: vectors are found again by what the encoder read.  `input` is NULL where that is not known.
_INPUT = """
ALTER TABLE vectors ADD COLUMN input BLOB;
CREATE INDEX vectors_input ON vectors (input) WHERE input IS NOT NULL;
"""

# 4: who may see what.  A document without a row in document_collections belongs to the common collection; rows
# outlive documents, so that one that comes back comes back to where it belonged.  Passwords are argon2 hashes, NULL for
# people who sign in elsewhere; of tokens and sessions only SHA-256 is kept.  `audit` is only added to.
_ACCESS = """
CREATE TABLE users (
    name TEXT PRIMARY KEY, role TEXT NOT NULL CHECK (role IN ('reader', 'editor', 'admin')),
    password TEXT, email TEXT UNIQUE, disabled INTEGER NOT NULL DEFAULT 0, created TEXT NOT NULL
);
CREATE TABLE user_groups (
    user_name TEXT NOT NULL REFERENCES users (name) ON DELETE CASCADE, group_name TEXT NOT NULL,
    PRIMARY KEY (user_name, group_name)
) WITHOUT ROWID;
CREATE TABLE collections (name TEXT PRIMARY KEY, created TEXT NOT NULL);
CREATE TABLE collection_readers (
    collection TEXT NOT NULL REFERENCES collections (name) ON DELETE CASCADE, group_name TEXT NOT NULL,
    PRIMARY KEY (collection, group_name)
) WITHOUT ROWID;
CREATE TABLE document_collections (
    document_id TEXT NOT NULL, collection TEXT NOT NULL, PRIMARY KEY (document_id, collection)
) WITHOUT ROWID;
CREATE INDEX document_collections_collection ON document_collections (collection);
CREATE TABLE keys (
    sha256 TEXT PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL CHECK (kind IN ('token', 'session')),
    user_name TEXT NOT NULL REFERENCES users (name) ON DELETE CASCADE,
    label TEXT NOT NULL, created TEXT NOT NULL, expires TEXT NOT NULL
);
CREATE TABLE failed_sign_ins (subject TEXT NOT NULL, at TEXT NOT NULL);
CREATE INDEX failed_sign_ins_subject ON failed_sign_ins (subject, at);
CREATE TABLE audit (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL, actor TEXT NOT NULL, action TEXT NOT NULL, object TEXT NOT NULL, detail TEXT NOT NULL
);
CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit is only added to'); END;
CREATE TRIGGER audit_is_not_cut BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit is only added to'); END;
ALTER TABLE drafts ADD COLUMN owner TEXT NOT NULL DEFAULT '';
INSERT INTO collections VALUES ('chung', '');
INSERT INTO collection_readers VALUES ('chung', 'moi-nguoi');
"""

# 5: searches that people keep, what has come since that these find, and the searches made last.  `owner` is NULL at a
# desk without sign-in; what somebody kept goes with them.  `looked` is the generation up to which documents were looked
# at.  When a search was made is not kept: of the last ones only their order.
_SAVED = """
CREATE TABLE saved_searches (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    owner TEXT REFERENCES users (name) ON DELETE CASCADE,
    name TEXT NOT NULL, query TEXT NOT NULL, filters TEXT NOT NULL,
    sort TEXT NOT NULL CHECK (sort IN ('score', 'date')),
    created TEXT NOT NULL, looked INTEGER NOT NULL
);
CREATE INDEX saved_searches_owner ON saved_searches (owner);
CREATE TABLE news (
    search_id INTEGER NOT NULL REFERENCES saved_searches (id) ON DELETE CASCADE,
    document_id TEXT NOT NULL,
    PRIMARY KEY (search_id, document_id)
) WITHOUT ROWID;
CREATE TABLE recent_searches (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    owner TEXT REFERENCES users (name) ON DELETE CASCADE,
    query TEXT NOT NULL
);
CREATE INDEX recent_searches_owner ON recent_searches (owner);
"""

_STEPS = (_TABLES, _BIN, _INPUT, _ACCESS, _SAVED)
VERSION = len(_STEPS)


def statements_after(version: int) -> list[str]:
    """Return the statements that make an archive of the layout `version` (0: an empty file) one of the present."""
    return [part for step in _STEPS[version:] for part in step.split(";\n") if part.strip()]
