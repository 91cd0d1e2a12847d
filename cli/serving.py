"""Commands that serve: the pages."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from cli.common import LibraryOption, app, say
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
