"""Load on `danchieu serve`: users who search steadily over loopback, and an ingest at the same time.

    python evaluation/benchmarks/load.py --library DIR [--users 20] [--seconds 60] [--pause 1.0] [--ingest]

The server is a process of its own over DIR, an archive that may be changed: the ingest adds invented documents and
removes them again.  Prints one JSON line: requests, errors, percentiles of the time to an answer.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import socket
import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path

import httpx2

ROOT = Path(__file__).resolve().parents[2]
WORDS = (
    "an toàn vệ sinh lao động",
    "thang cong nhan",
    "nghị quyết về công tác cán bộ",
    "kế hoạch chuyển đổi số",
    "nq 35 tw",
    "hỗ trợ nhà ở cho công nhân",
    "tuyên truyền kỷ niệm ngày lễ lớn",
    "kinh phi thuc hien",
    "phòng, chống ma túy",
    "học tập suốt đời",
    "xây dựng nông thôn mới",
    "quyết định của ủy ban nhân dân tỉnh năm 2024",
    "bảo vệ nền tảng tư tưởng",
)


class Measured:
    """Times of answers and what went wrong, from several threads."""

    def __init__(self) -> None:
        """Start empty."""
        self.times: list[float] = []
        self.errors: list[str] = []
        self.guard = threading.Lock()

    def summary(self) -> dict[str, float | int | list[str]]:
        """Return counts and percentiles in milliseconds."""
        cuts = statistics.quantiles(self.times, n=100) if len(self.times) > 1 else [0.0] * 99
        return {
            "requests": len(self.times), "errors": len(self.errors), "p50_ms": round(cuts[49] * 1000, 1),
            "p95_ms": round(cuts[94] * 1000, 1), "p99_ms": round(cuts[98] * 1000, 1), "said": self.errors[:3],
        }  # fmt: skip


def user(number: int, url: str, until: float, pause: float, measured: Measured) -> None:
    """Search, read and wait, until the time is over."""
    chance = random.Random(number)
    with httpx2.Client(base_url=url, timeout=60) as client:
        time.sleep(chance.random() * pause)
        while time.monotonic() < until:
            began = time.perf_counter()
            try:
                answer = client.get("/api/search", params={"q": chance.choice(WORDS), "k": 10})
                wrong = "" if answer.status_code == 200 else f"{answer.status_code} {answer.text[:200]}"
            except httpx2.HTTPError as error:
                wrong = repr(error)
            with measured.guard:
                measured.times.append(time.perf_counter() - began)
                if wrong:
                    measured.errors.append(wrong)
            time.sleep(chance.uniform(0.5, 1.5) * pause)


def run(url: str, users: int, seconds: float, pause: float) -> Measured:
    """Let the users search for a while."""
    measured = Measured()
    until = time.monotonic() + seconds
    threads = [threading.Thread(target=user, args=(n, url, until, pause, measured)) for n in range(users)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return measured


def ingesting(url: str, stop: threading.Event, done: list[int]) -> None:
    """Ingest invented documents, one job after the other, and remove what came."""
    with httpx2.Client(base_url=url, timeout=120) as client:
        ids: list[str] = []
        number = 0
        while not stop.is_set():
            number += 1
            text = f"KẾ HOẠCH THỬ TẢI {os.getpid()} {number}\n" + "\n".join(
                f"{n}. Nội dung thử số {number}.{n} về {WORDS[n % len(WORDS)]}." for n in range(1, 60)
            )
            job = client.post("/api/ingest", files={"files": (f"thu-tai-{number}.txt", text.encode())}).json()["job"]
            while job["state"] in ("waiting", "running"):
                time.sleep(0.2)
                job = client.get(f"/api/jobs/{job['id']}").json()
            ids += [document["id"] for document in (job["report"] or {"documents": []})["documents"]]
            done.append(len(ids))
        for id_ in ids:
            client.delete("/api/remove", params={"document": id_})


def main() -> None:
    """Serve, load, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--library", type=Path, required=True)
    parser.add_argument("--users", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--pause", type=float, default=1.0, help="seconds between a user's requests, on average")
    parser.add_argument("--ingest", action="store_true")
    options = parser.parse_args()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "cli", "serve", "--port", str(port), "--library", str(options.library)]
    server = subprocess.Popen(command, cwd=ROOT)
    url = f"http://127.0.0.1:{port}"
    try:
        for _ in range(600):
            try:
                httpx2.get(f"{url}/api/health")
                break
            except httpx2.HTTPError:
                time.sleep(0.2)
        httpx2.get(f"{url}/api/search", params={"q": "công đoàn"}, timeout=300)
        report: dict[str, object] = {"users": options.users, "load": os.getloadavg()[0]}
        report["searching"] = run(url, options.users, options.seconds, options.pause).summary()
        if options.ingest:
            stop, done = threading.Event(), [0]
            writer = threading.Thread(target=ingesting, args=(url, stop, done))
            writer.start()
            report["searching_while_ingesting"] = run(url, options.users, options.seconds, options.pause).summary()
            stop.set()
            writer.join()
            report["documents_ingested"] = done[-1]
        print(json.dumps(report, ensure_ascii=False))
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(60)


if __name__ == "__main__":
    main()
