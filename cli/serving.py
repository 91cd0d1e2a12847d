"""Commands that serve: the pages, HTTP, MCP."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from cli.common import LibraryOption, app, opened, say
from directives.errors import BadRequest


@app.command("app", help="Mở giao diện trên trình duyệt (chỉ trên máy này).")
def app_(
    port: Annotated[int, typer.Option(min=1, max=65535, help="Cổng trên 127.0.0.1.")] = 8501,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Không tự mở trình duyệt.")] = False,
    library: LibraryOption = None,
) -> None:
    """Run the Streamlit app until interrupted."""
    import subprocess

    from settings import ROOT, load_settings

    _check_port(port)
    # The app runs in the program's folder, so a path relative to this one must not travel as it is.
    folder = (library or load_settings().library).absolute()
    options = {
        "server.address": "127.0.0.1",
        "server.port": str(port),
        "server.headless": str(no_browser or not _has_screen()).lower(),
        "browser.gatherUsageStats": "false",
    }
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py")]
    command += [f"--{name}={value}" for name, value in options.items()]
    environment = {**os.environ, "DANCHIEU_LIBRARY": str(folder)}
    say(f"Dẫn Chiếu: http://127.0.0.1:{port} (nhấn Ctrl+C để dừng)")
    if os.name == "nt":
        sys.exit(subprocess.call(command, env=environment, cwd=ROOT))
    os.chdir(ROOT)
    os.execve(sys.executable, command, environment)  # so that stopping this process stops the app


@app.command(help="Mở giao diện HTTP (JSON) và MCP cho chương trình khác.")
def serve(
    host: Annotated[str, typer.Option(help="Địa chỉ lắng nghe; ngoài máy này thì cần cấu hình auth.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Cổng.")] = 8502,
    library: LibraryOption = None,
) -> None:
    """Serve the archive over HTTP until interrupted."""
    from api.serving import serve

    _check_port(port)
    with opened(library) as archive:
        say(f"Dẫn Chiếu: http://{host}:{port}/api/openapi.json (nhấn Ctrl+C để dừng)")
        serve(archive, host, port)


@app.command(help="Nói giao thức MCP trên đầu vào, đầu ra chuẩn, cho trợ lý AI chạy trên máy này.")
def mcp(library: LibraryOption = None) -> None:
    """Serve the archive as MCP tools over standard input and output."""
    from api.mcp import serve_stdio

    with opened(library) as archive:
        serve_stdio(archive)


def _check_port(port: int) -> None:
    import socket

    with socket.socket() as probe:
        if os.name != "nt":  # there the option would let two servers share the port
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise BadRequest(
                f"Cổng {port} trên máy này không dùng được ({error.strerror}); nếu Dẫn Chiếu đang mở sẵn, hãy vào "
                f"http://127.0.0.1:{port}, nếu không, hãy chọn cổng khác bằng --port."
            ) from error


def _has_screen() -> bool:
    """Whether a browser window can be shown and someone is likely to be there to see it."""
    graphical = os.name == "nt" or sys.platform == "darwin"
    return sys.stdout.isatty() and (graphical or any(os.environ.get(n) for n in ("DISPLAY", "WAYLAND_DISPLAY")))
