"""Who may do what: people and their roles, how they sign in, tokens of their programs."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Literal, cast

from directives.errors import AccessDenied, BadRequest, SignInFailed, TooManyRequests, UnknownDocument
from index.store import access
from index.store.access import User
from index.store.restricted import Scope
from library.passwords import fits, hashed

if TYPE_CHECKING:
    from library.core import Library

__all__ = ["ROLE_NAMES", "People", "Role", "User", "Viewer", "denied"]

Role = Literal["reader", "editor", "admin"]
_RANK: dict[str, int] = {"reader": 0, "editor": 1, "admin": 2}
ROLE_NAMES = {"reader": "người đọc", "editor": "người biên tập", "admin": "người quản trị"}
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
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
    """The people who may use an archive; what they do is kept in its audit log."""

    def __init__(self, library: Library) -> None:
        """Use `Library.people`; where that is somebody's view, they must be an admin."""
        self._library = library
        self._db = library.whole.db

    # --- people ---

    def users(self) -> tuple[User, ...]:
        """Return everybody who may sign in."""
        self._library.require("admin", "xem danh sách người dùng")
        return access.users(self._db)

    def add(self, name: str, role: str, password: str | None = None, email: str | None = None) -> None:
        """Add somebody who signs in with a password, or elsewhere by the e-mail address."""
        name = plain_name(name, "Tên người dùng")
        if password is None and not email:
            raise BadRequest("Cần mật khẩu, hoặc địa chỉ thư (--email) để đăng nhập qua hệ thống của cơ quan.")
        kept = hashed(password) if password is not None else None
        with self._library.audit.changing("user add", name, f"{_role(role)} {email or ''}".strip()):
            if access.user(self._db, name):
                raise BadRequest(f"Đã có người dùng “{name}”; hãy chọn tên khác.")
            if email and access.user_of_email(self._db, email):
                raise BadRequest(f"Địa chỉ thư “{email}” đã là của người dùng khác.")
            access.add_user(self._db, name, role, kept, email.lower() if email else None, _iso(_now()))

    def set_role(self, name: str, role: str) -> None:
        """Change what somebody may do."""
        self._change(name, "role", _role(role), "user role", role)

    def set_password(self, name: str, password: str) -> None:
        """Give somebody a new password; their sessions end."""
        self._change(name, "password", hashed(password), "user password", "")

    def disable(self, name: str, disabled: bool = True) -> None:
        """Let somebody sign in no more, or again."""
        self._change(name, "disabled", int(disabled), "user disable" if disabled else "user enable", "")

    def remove(self, name: str) -> None:
        """Remove somebody with their sessions, tokens and desk; drafts stay, for admins to see."""
        with self._library.audit.changing("user remove", name, ""):
            self._held(name)
            access.remove_user(self._db, name)

    def set_groups(self, name: str, groups: Sequence[str]) -> None:
        """Put somebody into exactly these groups."""
        plain = [plain_name(group, "Tên nhóm") for group in groups]
        with self._library.audit.changing("user groups", name, ", ".join(plain)):
            self._held(name)
            access.set_groups(self._db, name, plain)

    def _change(self, name: str, column: str, value: str | int, action: str, detail: str) -> None:
        with self._library.audit.changing(action, name, detail):
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
        with self._library.audit.changing("token add", name, label):
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
        with self._library.audit.changing("token revoke", id_, ""):
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
                self._library.audit.note("sign-in refused", name, address, actor=name)
                raise TooManyRequests("Đăng nhập sai quá nhiều lần; hãy thử lại sau 15 phút.")
        found = access.user(self._db, name) if _NAME.fullmatch(name) else None
        if not fits(access.password_of(self._db, name) if found else None, password) or found is None or found.disabled:
            with self._db.atomic_notes():
                access.note_failure(self._db, subjects, _iso(now), since)
            self._library.audit.note("sign-in failed", name, address, actor=name)
            raise SignInFailed("Tên hoặc mật khẩu không đúng.")
        with self._db.atomic_notes():
            access.forget_failures(self._db, subjects[0])
        return self._viewer(found), self._session(found, address)

    def sign_in_by_email(self, email: str, address: str) -> Viewer:
        """Return whom an organisation's own sign-in has vouched for.  Raises SignInFailed, and logs it."""
        try:
            return self.of_email(email)
        except SignInFailed:
            self._library.audit.note("sign-in failed", email, address, actor=email)
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
        self._library.audit.note("sign-in", user.name, address, actor=user.name)
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


def denied(role: Role, doing: str) -> AccessDenied:
    """Return the error for somebody who lacks a role."""
    return AccessDenied(f"Chỉ {ROLE_NAMES[role]} mới được {doing}; hãy nhờ người quản trị.")


def _role(role: str) -> str:
    if role not in _RANK:
        raise BadRequest(f"Không có vai trò “{role}”; hãy dùng reader, editor hoặc admin.")
    return role


def plain_name(name: str, what: str) -> str:
    """Return the name of a person, group or collection.  Raises BadRequest where it is none."""
    if not _NAME.fullmatch(name):
        raise BadRequest(f"{what} “{name}” chỉ được gồm chữ thường không dấu, số, dấu chấm, gạch nối.")
    return name


def _sha256(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


def _now() -> datetime:
    return datetime.now(UTC)


def _iso(moment: datetime) -> str:
    return moment.isoformat(timespec="microseconds")
