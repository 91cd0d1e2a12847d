"""The server: routes, gate and workers around one archive."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import uvicorn
from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from api import http, mcp, problems
from api.guard import LOOPBACK, Admit, Guard, everyone, people
from api.jobs import Jobs
from api.limits import Limits
from api.workers import Workers, set_up_log
from directives.errors import BadRequest, DanChieuError

if TYPE_CHECKING:
    from library import Library

_log = logging.getLogger(__name__)
_DESCRIPTION = """Các lệnh của `danchieu` qua HTTP: cùng tên, cùng JSON. Lỗi trả về dạng RFC 9457
(`application/problem+json`), `detail` nói nguyên nhân và cách xử lý. Công cụ MCP ở `/api/mcp`."""


def application(archive: Library, admit: Admit | None = None) -> FastAPI:
    """Return the ASGI application over `archive`; the caller closes the archive when the server has ended."""
    settings = archive.settings
    limits = Limits.of(settings)
    workers = Workers(settings.api_threads)
    tools = mcp.server(mcp.from_request, workers, limits)
    mounted = tools.streamable_http_app(
        streamable_http_path="/api/mcp",
        json_response=True,
        stateless_http=True,  # a session would outlive the admission of the request that began it
        max_request_body_size=limits.json_bytes,
        host="",  # names of hosts are the gate's business
    )

    @asynccontextmanager
    async def running(app: FastAPI) -> AsyncIterator[None]:
        workers.start(lambda: _warm(archive))
        async with tools.session_manager.run():
            yield
        app.state.jobs.close()
        workers.close()

    app = FastAPI(title="Dẫn Chiếu", version=http.VERSION, docs_url=None, redoc_url=None, lifespan=running)
    app.state.jobs, app.state.limits, app.state.workers = Jobs(), limits, workers
    app.include_router(http.router)
    app.router.routes.extend(mounted.routes)
    problems.install(app)
    app.openapi = lambda: _openapi(app)  # type: ignore[method-assign]
    app.add_api_route("/api/openapi.json", lambda: app.openapi(), include_in_schema=False)
    hosts = LOOPBACK | {name.strip().lower() for name in settings.api_hosts.split(",") if name.strip()}
    usual = people(archive) if settings.auth else everyone(archive, settings.api_token)
    app.add_middleware(Guard, admit or usual, hosts, limits)
    return app


def _openapi(app: FastAPI) -> dict[str, object]:
    """Return the OpenAPI document: errors as problems, and the token where one is asked for."""
    if app.openapi_schema is None:
        document = get_openapi(title=app.title, version=app.version, description=_DESCRIPTION, routes=app.routes)
        schemas = document["components"]["schemas"]
        problem = http.schema_of_problems()
        schemas.update(problem.pop("$defs", {}))
        schemas["ProblemDetail"] = problem
        for unused in ("HTTPValidationError", "ValidationError"):
            schemas.pop(unused, None)
        document["components"]["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
        document["security"] = [{"token": []}, {}]
        app.openapi_schema = document
    return app.openapi_schema


def _warm(archive: Library) -> None:
    """Open the encoder and the caches before the first request asks for them."""
    try:
        archive.search("công đoàn", 1)
    except DanChieuError as error:  # told to whoever asks; the server can still list, show and parse
        _log.warning("%s", error)


def serve(archive: Library, host: str, port: int) -> None:
    """Answer requests until interrupted.  Raises BadRequest for an address beyond this machine without `auth`."""
    if host not in LOOPBACK and not archive.settings.auth:
        raise BadRequest(
            f"Không mở máy chủ ở {host}: ngoài máy này ai cũng gọi được. Hãy để 127.0.0.1 và đặt sau proxy có TLS, "
            "hoặc đặt mục cấu hình auth và tạo người dùng bằng “danchieu user add” trước."
        )
    set_up_log()
    config = uvicorn.Config(
        application(archive),
        host=host,
        port=port,
        log_level="warning",
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=30,
        timeout_graceful_shutdown=15,
        limit_concurrency=1_000,
    )
    uvicorn.Server(config).run()
