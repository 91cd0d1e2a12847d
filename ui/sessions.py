"""Sessions as cookies that no script can read: the server sets them for whoever brings a ticket that a page has given.

A page of Streamlit cannot set a cookie.  So it gives its browser a ticket, good once and for a minute, and the browser
takes it to an address of the same server, which answers with the cookie.
"""

from __future__ import annotations

import secrets
import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

COOKIE = "dan_chieu_phien"
ADDRESS = "/phien"
TICKET = "x-phien"  # the header that brings the ticket; other sites cannot send it
_GOOD_FOR_S = 60.0
_MOST = 1_000  # tickets at a time


@dataclass
class Tickets:
    """Tickets given and not yet used, with the session that each stands for; "": one that has ended."""

    _given: dict[str, tuple[str, float]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def give(self, session: str) -> str:
        """Return a new ticket."""
        ticket, now = secrets.token_urlsafe(24), time.monotonic()
        with self._lock:
            self._given = {t: (kept, until) for t, (kept, until) in self._given.items() if until > now}
            while len(self._given) >= _MOST:
                del self._given[next(iter(self._given))]
            self._given[ticket] = session, now + _GOOD_FOR_S
        return ticket

    def take(self, ticket: str) -> str | None:
        """Return what a ticket stands for, once; None for one that is not good."""
        with self._lock:
            session, until = self._given.pop(ticket, (None, 0.0))
        return session if until > time.monotonic() else None


TICKETS = Tickets()


async def _answer(request: Request) -> Response:
    from starlette.responses import Response

    session = TICKETS.take(request.headers.get(TICKET, ""))
    if session is None:
        return Response(status_code=403)
    answer = Response(status_code=204, headers={"Cache-Control": "no-store"})
    secure = request.url.scheme == "https"  # as a proxy on this machine says that the browser came
    if session:
        answer.set_cookie(COOKIE, session, path="/", secure=secure, httponly=True, samesite="strict")
    else:
        answer.delete_cookie(COOKIE, path="/", secure=secure, httponly=True, samesite="strict")
    return answer


def routes() -> list[Route]:
    """Return the route at which browsers exchange tickets."""
    from starlette.routing import Route

    return [Route(ADDRESS, _answer, methods=["POST"])]
