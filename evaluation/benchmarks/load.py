"""Load: programs that search steadily through `danchieu serve`, people at the pages, an ingest at the same time.

    python -m evaluation.benchmarks.load --library DIR [--users 20] [--browsers 3] [--seconds 60] [--pause 1.0]
        [--queries FILE.jsonl ...] [--ingest]

The server is a process of its own over DIR, an archive that may be changed: the ingest adds invented documents and
removes them again; so are the pages, which `--browsers` Chromiums open.  Queries are the `text` of each line of the
files, each user's own order; without files a few invented ones, whose vectors are soon remembered.  Prints one JSON
line: requests, errors, percentiles of the time to an answer, and to the hits on a page.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path

import httpx2

from evaluation.benchmarks import load_pages
from evaluation.benchmarks.loads import Measured, free_port

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


def user(number: int, url: str, queries: Sequence[str], until: float, pause: float, measured: Measured) -> None:
    """Search, read and wait, until the time is over."""
    chance = random.Random(number)
    with httpx2.Client(base_url=url, timeout=60) as client:
        time.sleep(chance.random() * pause)
        while time.monotonic() < until:
            began = time.perf_counter()
            try:
                answer = client.get("/api/search", params={"q": chance.choice(queries), "k": 10})
                wrong = "" if answer.status_code == 200 else f"{answer.status_code} {answer.text[:200]}"
            except httpx2.HTTPError as error:
                wrong = repr(error)
            measured.add(time.perf_counter() - began, wrong)
            time.sleep(chance.uniform(0.5, 1.5) * pause)


def run(options: argparse.Namespace, url: str, pages: str, queries: Sequence[str]) -> dict[str, object]:
    """Let users and people search for a while; what they found by."""
    searching, looking = Measured(), Measured()
    until = time.monotonic() + options.seconds
    threads = [
        threading.Thread(target=user, args=(n, url, queries, until, options.pause, searching))
        for n in range(options.users)
    ]
    for thread in threads:
        thread.start()
    # A person reads longer than a program.
    threads += load_pages.people(options.browsers, pages, queries, until, 5 * options.pause, looking)
    for thread in threads:
        thread.join()
    found: dict[str, object] = {"searching": searching.summary()}
    return found | ({"pages": looking.summary()} if options.browsers else {})


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


def _texts(files: Sequence[Path]) -> tuple[str, ...]:
    lines = [line for path in files for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return tuple(dict.fromkeys(json.loads(line)["text"] for line in lines))


def main() -> None:
    """Serve, load, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--library", type=Path, required=True)
    parser.add_argument("--users", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--pause", type=float, default=1.0, help="seconds between a user's requests, on average")
    parser.add_argument("--ingest", action="store_true")
    parser.add_argument("--browsers", type=int, default=0)
    parser.add_argument("--queries", type=Path, nargs="*", default=[])
    options = parser.parse_args()
    queries = _texts(options.queries) or WORDS
    port = free_port()
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
        report: dict[str, object] = {"users": options.users, "queries": len(queries), "load": os.getloadavg()[0]}
        with load_pages.pages(options.library) if options.browsers else nullcontext("") as pages:
            report["alone"] = run(options, url, pages, queries)
            if options.ingest:
                stop, done = threading.Event(), [0]
                writer = threading.Thread(target=ingesting, args=(url, stop, done))
                writer.start()
                report["while_ingesting"] = run(options, url, pages, queries)
                stop.set()
                writer.join()
                report["documents_ingested"] = done[-1]
        print(json.dumps(report, ensure_ascii=False))
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(60)


if __name__ == "__main__":
    main()
