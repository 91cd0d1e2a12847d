"""Who may do what: people and their roles, collections, sign-in, the audit log."""

from __future__ import annotations

import getpass
import hashlib
import re
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Literal, cast

from assistant.export import Column, Sheet, workbook
from directives.errors import AccessDenied, BadRequest, SignInFailed, TooManyRequests, UnknownDocument
from index.store import access
from index.store.access import EVERYONE, AuditEntry, Collection, User
from index.store.restricted import COMMON, Scope
from library.locking import writing

if TYPE_CHECKING:
    from argon2 import PasswordHasher

    from library.core import Library

__all__ = ["COMMON", "EVERYONE", "AuditEntry", "Collection", "People", "Role", "User", "Viewer"]

Role = Literal["reader", "editor", "admin"]
_RANK: dict[str, int] = {"reader": 0, "editor": 1, "admin": 2}
ROLE_NAMES = {"reader": "người đọc", "editor": "người biên tập", "admin": "người quản trị"}
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
_SHORTEST = 10  # characters of a password
_LONGEST = 1_000
_WINDOW = timedelta(minutes=15)  # in which failed sign-ins are counted
_PER_NAME, _PER_ADDRESS = 5, 30
_TOKEN_DAYS = 365


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody who has signed in, and the collections they may read."""

    name: str
    role: Role
    collections: frozenset[str]

    @property
    def unrestricted(self) -> bool:
        """Whether they see every document."""
        return self.role == "admin"

    @property
    def scope(self) -> Scope:
        """What they may read."""
        return Scope(self.collections, self.name)

    def may(self, role: Role) -> bool:
        """Whether they may do what `role` may."""
        return _RANK[self.role] >= _RANK[role]


class People:
    """People, collections and the audit log of an archive."""

    def __init__(self, library: Library) -> None:
        """Look after those of `library`; where it is somebody's view, they must be an admin."""
        self._library = library
        self._db = library.whole.db

    # --- people ---

    def users(self) -> tuple[User, ...]:
        """Return everybody who may sign in."""
        self._library.require("admin", "xem danh sách người dùng")
        return access.users(self._db)

    def add(self, name: str, role: str, password: str | None = None, email: str | None = None) -> None:
        """Add somebody who signs in with a password, or elsewhere by the e-mail address."""
        name = _plain(name, "Tên người dùng")
        if password is None and not email:
            raise BadRequest("Cần mật khẩu, hoặc địa chỉ thư (--email) để đăng nhập qua hệ thống của cơ quan.")
        hashed = _hashed(password) if password is not None else None
        with self._changing("user add", name, f"{_role(role)} {email or ''}".strip()):
            if access.user(self._db, name):
                raise BadRequest(f"Đã có người dùng “{name}”; hãy chọn tên khác.")
            if email and access.user_of_email(self._db, email):
                raise BadRequest(f"Địa chỉ thư “{email}” đã là của người dùng khác.")
            access.add_user(self._db, name, role, hashed, email.lower() if email else None, _iso(_now()))

    def set_role(self, name: str, role: str) -> None:
        """Change what somebody may do."""
        self._change(name, "role", _role(role), "user role", role)

    def set_password(self, name: str, password: str) -> None:
        """Give somebody a new password; their sessions end."""
        self._change(name, "password", _hashed(password), "user password", "")

    def disable(self, name: str, disabled: bool = True) -> None:
        """Let somebody sign in no more, or again."""
        self._change(name, "disabled", int(disabled), "user disable" if disabled else "user enable", "")

    def remove(self, name: str) -> None:
        """Remove somebody with their sessions, tokens and desk; drafts stay, for admins to see."""
        with self._changing("user remove", name, ""):
            self._held(name)
            access.remove_user(self._db, name)

    def set_groups(self, name: str, groups: Sequence[str]) -> None:
        """Put somebody into exactly these groups."""
        plain = [_plain(group, "Tên nhóm") for group in groups]
        with self._changing("user groups", name, ", ".join(plain)):
            self._held(name)
            access.set_groups(self._db, name, plain)

    def _change(self, name: str, column: str, value: str | int, action: str, detail: str) -> None:
        with self._changing(action, name, detail):
            self._held(name)
            access.change_user(self._db, name, column, value)

    def _held(self, name: str) -> User:
        found = access.user(self._db, name)
        if found is None:
            raise UnknownDocument(f"Không có người dùng “{name}”; hãy xem “danchieu user list”.")
        return found

    # --- tokens of programs ---

    def make_token(self, name: str, label: str, days: int = _TOKEN_DAYS) -> str:
        """Return a new token of somebody's, which is kept nowhere: whoever brings it is let in as they."""
        token = f"dc_{secrets.token_urlsafe(32)}"
        now = _now()
        with self._changing("token add", name, label):
            if self._held(name).disabled:
                raise BadRequest(f"Người dùng “{name}” đang bị khóa.")
            id_ = secrets.token_hex(4)
            expires = _iso(now + timedelta(days=days))
            access.add_key(self._db, _sha256(token), id_, "token", name, label, _iso(now), expires)
        return token

    def tokens(self, name: str) -> list[tuple[str, str, str, str]]:
        """Return (id, label, created, expires) of somebody's tokens."""
        self._library.require("admin", "xem mã truy cập")
        return access.tokens(self._db, name)

    def revoke_token(self, id_: str) -> None:
        """Make a token void."""
        with self._changing("token revoke", id_, ""):
            if not access.drop_key(self._db, id_, "token"):
                raise BadRequest(f"Không có mã truy cập “{id_}”; hãy xem bằng “danchieu user token --list”.")

    def of_token(self, token: str | None, address: str) -> Viewer | None:
        """Return whose token this is, None when it is nobody's."""
        found = access.holder(self._db, _sha256(token), "token", _iso(_now())) if token else None
        return self._viewer(found) if found else None

    # --- sign-in of people ---

    def sign_in(self, name: str, password: str, address: str) -> tuple[Viewer, str]:
        """Return who has signed in and the key of their session.  Raises SignInFailed, TooManyRequests."""
        name, now = name.strip().lower(), _now()
        since = _iso(now - _WINDOW)
        subjects = (f"name:{name[:64]}", f"from:{address[:64]}")
        for subject, most in zip(subjects, (_PER_NAME, _PER_ADDRESS), strict=True):
            if access.failures(self._db, subject, since) >= most:
                self.note("sign-in refused", name, address, actor=name)
                raise TooManyRequests("Đăng nhập sai quá nhiều lần; hãy thử lại sau 15 phút.")
        found = access.user(self._db, name) if _NAME.fullmatch(name) else None
        if (
            not _fits(access.password_of(self._db, name) if found else None, password)
            or found is None
            or found.disabled
        ):
            with self._db.atomic_notes():
                access.note_failure(self._db, subjects, _iso(now), since)
            self.note("sign-in failed", name, address, actor=name)
            raise SignInFailed("Tên hoặc mật khẩu không đúng.")
        with self._db.atomic_notes():
            access.forget_failures(self._db, subjects[0])
        return self._viewer(found), self._session(found, address)

    def sign_in_by_email(self, email: str, address: str) -> Viewer:
        """Return whom an organisation's own sign-in has vouched for.  Raises SignInFailed, and logs it."""
        try:
            return self.of_email(email)
        except SignInFailed:
            self.note("sign-in failed", email, address, actor=email)
            raise

    def of_email(self, email: str) -> Viewer:
        """Return whose e-mail address this is.  Raises SignInFailed."""
        found = access.user_of_email(self._db, email)
        if found is None or found.disabled:
            raise SignInFailed(f"Địa chỉ {email} chưa được cấp quyền; hãy nhờ người quản trị thêm người dùng.")
        return self._viewer(found)

    def _session(self, user: User, address: str) -> str:
        key, now = secrets.token_urlsafe(32), _now()
        with self._db.atomic_notes():
            access.add_key(
                self._db,
                _sha256(key),
                secrets.token_hex(4),
                "session",
                user.name,
                address,
                _iso(now),
                self._expiry(now),
            )
        self.note("sign-in", user.name, address, actor=user.name)
        return key

    def of_session(self, key: str | None) -> Viewer | None:
        """Return whose session this is, None when it has expired or never was; using it lets it live on."""
        now = _now()
        found = access.holder(self._db, _sha256(key), "session", _iso(now)) if key else None
        return self._viewer(found) if found else None

    def prolong(self, key: str) -> None:
        """Let a session live on from now."""
        with self._db.atomic_notes():
            access.prolong(self._db, _sha256(key), self._expiry(_now()))

    def sign_out(self, key: str) -> None:
        """End a session."""
        with self._db.atomic_notes():
            access.drop_key(self._db, _sha256(key), "session")

    def viewer(self, name: str) -> Viewer:
        """Return somebody as if they had signed in.  Raises SignInFailed when there is nobody such."""
        found = access.user(self._db, name)
        if found is None or found.disabled:
            raise SignInFailed(f"Không có người dùng “{name}” đang được dùng kho này.")
        return self._viewer(found)

    def _viewer(self, user: User) -> Viewer:
        return Viewer(user.name, cast("Role", user.role), access.readable(self._db, user.groups))

    def _expiry(self, now: datetime) -> str:
        return _iso(now + timedelta(hours=self._library.settings.session_hours))

    # --- collections ---

    def collections(self) -> tuple[Collection, ...]:
        """Return all collections."""
        self._library.require("admin", "xem danh sách nhóm văn bản")
        return access.collections(self._db)

    def add_collection(self, name: str) -> None:
        """Add a collection that nobody but admins may read yet."""
        name = _plain(name, "Tên bộ văn bản")
        with self._changing("collection add", name, ""):
            if self._has(name):
                raise BadRequest(f"Đã có bộ văn bản “{name}”.")
            access.add_collection(self._db, name, _iso(_now()))

    def grant(self, collection: str, groups: Sequence[str]) -> None:
        """Let exactly these groups read a collection."""
        plain = [_plain(group, "Tên nhóm") for group in groups]
        with self._changing("collection grant", collection, ", ".join(plain)):
            self._known(collection)
            access.set_readers(self._db, collection, plain)

    def move(self, id_or_number: str, collections: Sequence[str]) -> None:
        """Put a document into exactly these collections."""
        card = self._library.whole.card(id_or_number)
        if not collections:
            raise BadRequest("Cần ít nhất một bộ văn bản.")
        with self._changing("collection move", card.id, ", ".join(collections)):
            for name in collections:
                self._known(name)
            access.put_into(self._db, card.id, collections)

    def _has(self, name: str) -> bool:
        return any(found.name == name for found in access.collections(self._db))

    def _known(self, name: str) -> None:
        if not self._has(name):
            raise BadRequest(f"Không có bộ văn bản “{name}”; hãy xem “danchieu collection list”.")

    # --- the audit log ---

    def note(self, action: str, object_: str, detail: str = "", actor: str | None = None) -> None:
        """Add a line to the audit log."""
        viewer = self._library.viewer
        who = actor or (viewer.name if viewer else f"dòng lệnh ({_system_user()})")
        with self._db.atomic_notes():
            access.note(self._db, _iso(_now()), who[:200], action, object_[:500], detail[:500])

    def audit(self, limit: int = 1_000) -> tuple[AuditEntry, ...]:
        """Return the last lines of the audit log, the latest first."""
        self._library.require("admin", "xem nhật ký")
        return access.audit(self._db, limit)

    def audit_table(self) -> bytes:
        """Return the whole audit log as an Excel file."""
        entries = self.audit(1_000_000)
        columns = (
            Column("Lúc (UTC)", 26),
            Column("Ai", 24),
            Column("Việc", 20),
            Column("Đối tượng", 40),
            Column("Chi tiết", 50),
        )
        rows = tuple((e.at, e.actor, e.action, e.object, e.detail) for e in entries)
        return workbook([Sheet("Nhật ký", columns, rows)])

    @contextmanager
    def _changing(self, action: str, object_: str, detail: str) -> Iterator[None]:
        """One change by an admin, in one transaction with its line in the audit log."""
        self._library.require("admin", "quản lý người dùng và bộ văn bản")
        viewer = self._library.viewer
        who = viewer.name if viewer else f"dòng lệnh ({_system_user()})"
        with writing(self._library.path), self._db.atomic_notes():
            yield
            access.note(self._db, _iso(_now()), who, action, object_, detail)


def denied(role: Role, doing: str) -> AccessDenied:
    """Return the error for somebody who lacks a role."""
    return AccessDenied(f"Chỉ {ROLE_NAMES[role]} mới được {doing}; hãy nhờ người quản trị.")


def _role(role: str) -> str:
    if role not in _RANK:
        raise BadRequest(f"Không có vai trò “{role}”; hãy dùng reader, editor hoặc admin.")
    return role


def _plain(name: str, what: str) -> str:
    if not _NAME.fullmatch(name):
        raise BadRequest(f"{what} “{name}” chỉ được gồm chữ thường không dấu, số, dấu chấm, gạch nối.")
    return name


@cache
def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher

    return PasswordHasher()


def _hashed(password: str) -> str:
    if not _SHORTEST <= len(password) <= _LONGEST:
        raise BadRequest(f"Mật khẩu cần từ {_SHORTEST} ký tự trở lên.")
    return _hasher().hash(password)


@cache
def _nobody() -> str:
    return _hasher().hash(secrets.token_urlsafe(16))


def _fits(hashed: str | None, password: str) -> bool:
    """Whether a password is the one of the hash; as long for a name that nobody has, so that time tells nothing."""
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        return _hasher().verify(hashed or _nobody(), password[:_LONGEST]) and hashed is not None
    except (VerificationError, InvalidHashError):
        return False


def _sha256(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


def _now() -> datetime:
    return datetime.now(UTC)


def _iso(moment: datetime) -> str:
    return moment.isoformat(timespec="microseconds")


def _system_user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a service account without a name
        return "?"
