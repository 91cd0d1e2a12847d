"""Headers that tell browsers what a page of ours may do: Streamlit sends none."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.middleware import Middleware
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Scripts are files of this server, the modules that its own scripts make of our components (blob:), the one script that
# stands in Streamlit's page, known by its hash, and WebAssembly; a script that stood in a text shown would not run.
# Styles stand in elements all over.
_POLICY = (
    "default-src 'self'; script-src 'self' blob: 'wasm-unsafe-eval'{scripts}; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'{sockets}; worker-src 'self' blob:; "
    "object-src 'none'; frame-src 'none'; frame-ancestors 'none'; base-uri 'self'; form-action 'self'"
)
_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_HOST = re.compile(r"[A-Za-z0-9.-]+(:\d{1,5})?|\[[0-9A-Fa-f:]+\](:\d{1,5})?")


def policy(host: str) -> str:
    """Return the Content-Security-Policy for a page at `host`.

    Its sockets are named beside 'self', which not every browser takes to mean them.
    """
    sockets = f" ws://{host} wss://{host}" if _HOST.fullmatch(host) else ""
    return _POLICY.format(scripts=_inline_scripts(), sockets=sockets)


@cache
def _inline_scripts() -> str:
    """Return the hashes of the scripts that stand in the page that Streamlit sends, each after a space."""
    import streamlit

    page = (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    hashes = (hashlib.sha256(script.encode()).digest() for script in _SCRIPT.findall(page))
    return "".join(f" 'sha256-{b64encode(digest).decode()}'" for digest in hashes)


class Guarded:
    """Middleware that puts the headers on every answer."""

    def __init__(self, app: ASGIApp) -> None:
        """Take what answers."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        host = dict(scope["headers"]).get(b"host", b"").decode("latin-1")
        added = (
            (b"content-security-policy", policy(host).encode()),
            (b"x-content-type-options", b"nosniff"),
            (b"referrer-policy", b"same-origin"),
        )

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", []), *added]
            await send(message)

        await self._app(scope, receive, sent)


def middleware() -> list[Middleware]:
    """Return what the server puts around every answer."""
    from starlette.middleware import Middleware

    return [Middleware(Guarded)]
