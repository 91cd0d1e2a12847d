"""The pages served for a browser, by the tests and by docs/screenshots.py."""

import os
import socket
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGES = ROOT / "tests" / "pages"
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "chrome")
# Without the last four Chromium looks for its makers' hosts at every start.
FLAGS = ("--no-sandbox", "--disable-gpu", "--no-first-run") + (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
)


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@contextmanager
def served(script, port=None, **environment):
    """Run a Streamlit script on 127.0.0.1, by default on a free port, and give its address.

    Raises RuntimeError where it ends.
    """
    port = port or free_port()
    options = {"server.port": port, "server.headless": "true", "server.address": "127.0.0.1", "logger.level": "info"}
    command = [sys.executable, "-m", "streamlit", "run", str(script), *(f"--{k}={v}" for k, v in options.items())]
    server = subprocess.Popen(
        command, cwd=ROOT, env=os.environ | {"PYTHONUNBUFFERED": "1"} | environment,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8",
    )  # fmt: skip
    try:
        said = []
        for line in server.stdout:
            said.append(line)
            if "URL:" in line:
                break
        else:
            raise RuntimeError("the server ended: " + "".join(said))
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.communicate()


def invented(library, **environment):
    """Serve the pages over one of the invented libraries of tests/fake_library.py, by name."""
    return served(PAGES / "fake_app.py", FAKE_LIBRARY=library, **environment)
