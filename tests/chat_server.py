"""A small server that speaks the chat API of OpenAI: it streams a script, or fails in a chosen way."""

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

ERRORS = {401: "invalid key", 403: "forbidden", 404: "no such model", 429: "slow down", 500: "out of memory"}


class ChatServer(ThreadingHTTPServer):
    """`script` holds the pieces to stream; `status` another answer; `fault` "cut", "garbage" or "silent"."""

    daemon_threads = True

    def __init__(self, script=(), status=200, fault=""):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.script, self.status, self.fault = script, status, fault
        self.asked = []
        self.done = threading.Event()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_port}/v1"

    def handle_error(self, request, client_address):
        """Say nothing of clients that hang up."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append((self.path, self.headers.get("Authorization"), body))
        if self.server.status != 200:
            self._send(json.dumps({"error": {"message": ERRORS[self.server.status]}}).encode(), "application/json")
        elif self.server.fault == "silent":
            self.server.done.wait(60)
            self.close_connection = True
        else:
            self._stream()

    def _stream(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for piece in self.server.script:
            self._chunk(b"data: " + json.dumps(_delta(piece)).encode() + b"\n\n")
        if self.server.fault == "cut":
            self.close_connection = True
            self.connection.close()
            return
        if self.server.fault == "garbage":
            self._chunk(b"data: {not json\n\n")
        self._chunk(b"data: [DONE]\n\n")
        self.wfile.write(b"0\r\n\r\n")

    def _chunk(self, data):
        self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
        self.wfile.flush()

    def _send(self, data, kind):
        self.send_response(self.server.status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_):
        pass


def _delta(piece):
    return {
        "id": "1",
        "object": "chat.completion.chunk",
        "created": 1,
        "model": "m",
        "choices": [{"index": 0, "delta": {"content": piece}, "finish_reason": None}],
    }


@contextmanager
def chat_server(script=(), status=200, fault=""):
    """Serve until the block ends."""
    server = ChatServer(script, status, fault)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.done.set()
        server.shutdown()
        server.server_close()
