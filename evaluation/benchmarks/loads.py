"""What the benchmarks of load share: times and errors from several threads, and a free port."""

from __future__ import annotations

import socket
import statistics
import threading


class Measured:
    """Times of answers and what went wrong, from several threads."""

    def __init__(self) -> None:
        """Start empty."""
        self._times: list[float] = []
        self._errors: list[str] = []
        self._guard = threading.Lock()

    def add(self, seconds: float, error: str = "") -> None:
        """Count an answer that came after `seconds`; `error` says what was wrong with it."""
        with self._guard:
            self._times.append(seconds)
            if error:
                self._errors.append(error)

    def summary(self) -> dict[str, float | int | list[str]]:
        """Return counts, percentiles in milliseconds and the first errors."""
        cuts = statistics.quantiles(self._times, n=100) if len(self._times) > 1 else [0.0] * 99
        return {
            "requests": len(self._times), "errors": len(self._errors), "p50_ms": round(cuts[49] * 1000, 1),
            "p95_ms": round(cuts[94] * 1000, 1), "p99_ms": round(cuts[98] * 1000, 1), "said": self._errors[:3],
        }  # fmt: skip


def free_port() -> int:
    """Return a port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port
