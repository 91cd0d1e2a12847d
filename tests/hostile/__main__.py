"""`python -m tests.hostile [WORD]`: the table of hostile files (those whose kind holds WORD) and the answer of each."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from settings import Settings
from tests.hostile.run import CASES, possible, run

SHOWN = {"read": "đọc được", "failed": "không nạp, có lý do", "refused": "từ chối", "absent": "bỏ qua"}


def main(words: list[str]) -> int:
    """Print the table; return 1 where an answer is not what it must be."""
    cases = [c for c in CASES if possible(c) and all(word in c.kind for word in words)]
    wrong = 0
    with tempfile.TemporaryDirectory(prefix="danchieu-thu-") as folder:
        for i, result in enumerate(run(cases, Path(folder), Settings(jobs=2, time_limit_s=60)), 1):
            wrong += not result.right
            outcome, text = result.answers[0] if result.answers else ("absent", "")
            told = "" if outcome == "read" else text
            sign = " " if result.right else "!"
            print(f"{sign} {i:3} {result.case.kind} | {SHOWN.get(outcome, outcome)} | {told}")
    print(f"{len(cases)} loại, {wrong} sai; {len(CASES) - len(cases)} loại không thử được trên máy này")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
