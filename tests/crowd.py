"""Two processes that write and ten that read an archive at once: nobody fails, nobody sees half a document.

By hand: `python -m tests.crowd --documents 400`; the suite runs a small one.  Writers bring in documents, sync, remove
and restore; readers search in every way, list, and open what they find.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import tempfile
import time
from pathlib import Path

from directives.errors import UnknownDocument
from directives.models import Filters
from tests.kills import Place, forked, waited, write

WRITERS, READERS, SETTLED = 2, 10, 8


def write_all(place: Place, writer: int, documents: int) -> None:
    """Bring documents in, ten at a time, and take some out again."""
    dice = random.Random(writer)
    with place.open() as library:
        for begin in range(0, documents, 10):
            folder = place.root / f"vào {writer}"
            for number in range(begin, min(begin + 10, documents)):
                write(folder, 10_000 * writer + number)
            library.ingest([folder], sync=True)
            victim = 10_000 * writer + dice.randrange(begin, min(begin + 10, documents))
            library.remove(f"{victim}/KH-LĐLĐ")
            if dice.random() < 0.5:
                library.bin.restore(f"{victim}/KH-LĐLĐ")
            if dice.random() < 0.3:
                library.upkeep.backup(place.root / "sao" / f"{writer}.zip")


def read_until(place: Place, reader: int, end: Path) -> int:
    """Search until the file `end` is there; return how many searches were answered."""
    dice = random.Random(100 + reader)
    done = 0
    with place.open() as library:
        while not end.exists():
            settled = dice.randint(1, SETTLED)
            mode = dice.choice(("lexical", "dense", "hybrid"))
            # The stand-in's dense ranking knows no single words, so that a restriction has to do for them.
            (own,) = library.find(f"{settled}/KH-LĐLĐ")
            within = Filters(document=own.id) if mode == "dense" else Filters()
            hits = library.search(f"công tác riêng{settled}", 20, within, mode=mode).hits
            assert f"{settled}/KH-LĐLĐ" in {hit.document.number for hit in hits}, (mode, settled)
            assert [card.number for card in library.find(f"{settled}/KH-LĐLĐ")] == [f"{settled}/KH-LĐLĐ"]
            hit = dice.choice(library.search("nội dung việc cần làm", 20, mode=mode).hits)
            try:
                document = library.document(hit.document.id)
            except UnknownDocument:
                pass  # removed since
            else:
                assert document.text[hit.passage.start : hit.passage.end] == hit.passage.text
            number = 10_000 * dice.randint(1, WRITERS) + dice.randrange(400)
            trace = library.trace(f"{number}/KH-LĐLĐ", depth=1, k=3)
            assert (trace.status == "RESOLVED") == bool(trace.documents)
            done += 1
    return done


def run(documents: int, root: Path) -> dict[str, float | int]:
    place = Place(root)
    for number in range(1, SETTLED + 1):
        write(place.files, number)

    def settle() -> None:
        with place.open() as library:
            library.ingest([place.files])

    if waited(forked(settle)) != 0:
        raise SystemExit("the archive could not be made")
    end = root / "hết"
    started = time.perf_counter()
    searches = root / "lượt"
    searches.mkdir()
    readers = [
        forked(lambda reader=reader: (searches / str(reader)).write_text(str(read_until(place, reader, end))))
        for reader in range(READERS)
    ]
    writers = [forked(lambda writer=writer: write_all(place, writer, documents)) for writer in range(1, WRITERS + 1)]
    written = [waited(pid) for pid in writers]
    end.touch()
    read = [waited(pid) for pid in readers]

    def at_the_end() -> None:
        with place.open() as library:
            assert library.upkeep.doctor().ok, library.upkeep.doctor()
            numbers = {card.number for card in library.documents()}
            binned = {entry.number for entry in library.bin.entries()}
            assert not numbers & binned
            expected = {f"{n}/KH-LĐLĐ" for n in range(1, SETTLED + 1)}
            expected |= {f"{10_000 * w + n}/KH-LĐLĐ" for w in range(1, WRITERS + 1) for n in range(documents)}
            assert numbers | binned == expected

    return {
        "documents": documents * WRITERS + SETTLED,
        "seconds": round(time.perf_counter() - started, 1),
        "searches": sum(int(path.read_text()) for path in searches.iterdir()),
        "failed_writers": sum(map(bool, written)),
        "failed_readers": sum(map(bool, read)),
        "not_whole": int(waited(forked(at_the_end)) != 0),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=400, help="for each writer")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        counts = run(chosen.documents, Path(folder))
    sys.stdout.write(json.dumps(counts) + "\n")
    sys.exit(bool(counts["failed_writers"] or counts["failed_readers"] or counts["not_whole"]))


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    main()
