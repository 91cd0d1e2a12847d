"""Killed before any step on the disk of an addition, an archive is the old one or the new one, never a mixture."""

import os
import shutil
import signal
import sys
from pathlib import Path

import pytest

from library import Library
from settings import Settings
from tests.fakes import FakeEncoder
from tests.kills import forked, waited

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")
_STEPS = frozenset({"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate", "sqlite3.connect"})
NAMES = ("cũ", "mới")


def _open(root: Path) -> Library:
    return Library.open(root / "kho", Settings(catalogue=root / "none.csv", jobs=1), FakeEncoder())


def _text(name: str) -> str:
    return (
        f"KẾ HOẠCH\nVề công tác riêng{'một' if name == 'cũ' else 'hai'}\n"
        + "1. Nội dung việc cần làm trong năm.\n" * 40
    )


def _add(root: Path, name: str) -> None:
    with _open(root) as library:
        library.add_texts([(name, f"Kế hoạch {name}", _text(name))])


def _stopped(root: Path, step: int, count: Path | None = None) -> int:
    """Add the second text in a process that is killed before its step number `step`; return its status."""

    def work() -> None:
        seen = 0

        def hook(event: str, arguments: tuple) -> None:
            nonlocal seen
            if event not in _STEPS or not str(arguments[0]).startswith(str(root / "kho")):
                return
            seen += 1
            if seen == step:
                os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(hook)
        _add(root, "mới")
        if count:
            count.write_text(str(seen))

    return waited(forked(work))


def _held(root: Path) -> set[str]:
    """Return the sources held, which every channel must agree on."""
    with _open(root) as library:
        held = {card.source for card in library.documents()}
        assert library.upkeep.doctor().ok, library.upkeep.doctor()
        for name in NAMES:
            words = "công tác riêngmột" if name == "cũ" else "công tác riênghai"
            for mode in ("lexical", "dense", "hybrid"):
                hits = library.search(words, 50, mode=mode).hits
                assert {hit.document.source for hit in hits} & {name} == held & {name}, (name, mode)
    return held


def test_killed_before_any_step_of_an_addition_nothing_is_half_there(tmp_path):
    base, root = tmp_path / "gốc", tmp_path / "chạy"
    _add(root, "cũ")
    root.rename(base)

    def fresh() -> None:
        shutil.rmtree(root, ignore_errors=True)
        shutil.copytree(base, root)

    fresh()
    assert _stopped(root, 0, tmp_path / "bước") == 0
    assert _held(root) == set(NAMES)
    steps = int((tmp_path / "bước").read_text())
    assert steps > 8
    ends = []
    for step in range(1, steps + 1):
        fresh()
        assert _stopped(root, step) == -signal.SIGKILL
        held = _held(root)
        ends.append(held == set(NAMES))
        assert held in ({"cũ"}, set(NAMES))
        if held == {"cũ"}:
            _add(root, "mới")
        assert _held(root) == set(NAMES)
    assert ends == sorted(ends) and len(set(ends)) == 2  # the old state, from some step on the new one
