"""The gate before every request: whose host name it is meant for, who asks, how much is sent and how slowly."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.limits import Limits
from api.problems import problem

if TYPE_CHECKING:
    from library import Library

OPEN = frozenset({"/api/health", "/api/openapi.json"})  # say nothing of the archive
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(frozen=True, slots=True)
class Admission:
    """Who was let in: the archive as they may see it, and their name (None where nobody signs in)."""

    archive: Library
    name: str | None


# Takes the bearer token (None: none was sent) and the asker's address; returns None for those who are not let in.
Admit = Callable[[str | None, str], Admission | None]


def everyone(archive: Library, token: str) -> Admit:
    """Return what lets in whoever reaches this machine's own address, or where a token is set whoever has it."""

    def admit(given: str | None, address: str) -> Admission | None:
        if token and not hmac.compare_digest(_digest(given or ""), _digest(token)):
            return None
        return Admission(archive, None)

    return admit


def people(archive: Library) -> Admit:
    """Return what lets in those who bring a token of a person, to the archive as that person may see it."""

    def admit(given: str | None, address: str) -> Admission | None:
        viewer = archive.people.of_token(given, address)
        return Admission(archive.as_viewer(viewer), viewer.name) if viewer else None

    return admit


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


class Guard:
    """ASGI middleware in front of all routes; what it lets through has `state.admission`."""

    def __init__(self, app: ASGIApp, admit: Admit, hosts: frozenset[str], limits: Limits) -> None:
        """Stand before `app`; `hosts` are the names, without ports, that the server answers to."""
        self._app = app
        self._admit = admit
        self._hosts = hosts
        self._limits = limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse a request, or pass it on with its body bounded."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        refused = self._foreign(headers)
        if refused:
            await problem(*refused)(scope, receive, send)
            return
        if scope["path"] not in OPEN:
            client = scope.get("client")
            admission = self._admit(_bearer(headers), client[0] if client else "")
            if admission is None:
                say = "Cần mã truy cập hợp lệ trong đầu mục Authorization (Bearer …); người quản trị cấp mã truy cập."
                await problem(401, say, headers={"WWW-Authenticate": "Bearer"})(scope, receive, send)
                return
            scope.setdefault("state", {})["admission"] = admission
        upload = headers.get("content-type", "").startswith("multipart/")
        most = self._limits.upload_bytes if upload else self._limits.json_bytes
        if _length(headers) > most:
            await problem(413, _too_big(most))(scope, receive, send)
            return
        await self._app(scope, _bounded(receive, most, self._limits.body_s), send)

    def _foreign(self, headers: Mapping[str, str]) -> tuple[int, str] | None:
        """Return why a request is not meant for this server: another host's name, or sent by another site's page."""
        if _name(headers.get("host", "")) not in self._hosts:
            return 421, "Máy chủ này không mang tên trong đầu mục Host; hãy thêm tên đó vào mục cấu hình api_hosts."
        origin = headers.get("origin")
        if origin is not None and _name(origin.partition("://")[2]) not in self._hosts:
            return 403, "Trang web khác không được gọi vào máy chủ này."
        return None


def _name(host: str) -> str:
    """Return a host name without its port, in lower case."""
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0].lower()


def _bearer(headers: Mapping[str, str]) -> str | None:
    scheme, _, token = headers.get("authorization", "").partition(" ")
    return token.strip() or None if scheme.lower() == "bearer" else None


def _length(headers: Mapping[str, str]) -> int:
    value = headers.get("content-length", "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 16 else 0


def _too_big(most: int) -> str:
    return f"Nội dung gửi lên quá {most // 1_000_000} MB; hãy chia nhỏ, hoặc đặt lại mục cấu hình file_limit_mb."


def _bounded(receive: Receive, most: int, seconds: float) -> Receive:
    """Return `receive` with a bound on the bytes of the body and on the time until its end."""
    taken = 0
    complete = False
    deadline = asyncio.get_running_loop().time() + seconds

    async def bounded() -> Message:
        nonlocal taken, complete
        if complete:  # from here on only the end of the connection is waited for
            return await receive()
        try:
            async with asyncio.timeout_at(deadline):
                message = await receive()
        except TimeoutError as error:
            raise HTTPException(408, "Nội dung gửi lên tới quá chậm; hãy gửi lại.") from error
        taken += len(message.get("body", b""))
        if taken > most:
            raise HTTPException(413, _too_big(most))
        complete = not message.get("more_body", False)
        return message

    return bounded
