"""Passwords: kept as hashes, and compared in a time that tells nothing."""

from __future__ import annotations

import secrets
from functools import cache
from typing import TYPE_CHECKING

from directives.errors import BadRequest

if TYPE_CHECKING:
    from argon2 import PasswordHasher

_SHORTEST = 10  # characters
_LONGEST = 1_000


@cache
def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher

    return PasswordHasher()


def hashed(password: str) -> str:
    """Return the hash of a new password.  Raises BadRequest for one that is too short or too long."""
    if not _SHORTEST <= len(password) <= _LONGEST:
        raise BadRequest(f"Mật khẩu cần từ {_SHORTEST} ký tự trở lên.")
    return _hasher().hash(password)


@cache
def _nobody() -> str:
    return _hasher().hash(secrets.token_urlsafe(16))


def fits(hashed: str | None, password: str) -> bool:
    """Whether a password is the one of the hash; as long for a name that nobody has, so that time tells nothing."""
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        return _hasher().verify(hashed or _nobody(), password[:_LONGEST]) and hashed is not None
    except (VerificationError, InvalidHashError):
        return False
