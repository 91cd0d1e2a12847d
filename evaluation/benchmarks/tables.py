"""How tables come out of PDF: `python -m evaluation.benchmarks.tables FILE.docx…`, each made a PDF by LibreOffice.

Prints of the rows that the Word file has (a line of cells) how many the PDF has as a line too, of the cells of four
words and more how many are whole in it, and of the paragraphs of eight words and more how many are a line of it.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from ingest import soffice
from ingest.extract import extract
from ingest.options import Options
from ingest.tables import CELL


def _plain(text: str) -> str:
    return " ".join(text.split())


def compared(wanted: str, got: str) -> tuple[tuple[int, int], ...]:
    """Return (found, all) for rows, cells and paragraphs of the text `wanted` in the text `got`."""
    lines = {_plain(line) for line in got.split("\n")}
    whole = _plain(got.replace(CELL, " "))
    rows = [line for line in wanted.split("\n") if CELL in line]
    cells = [_plain(cell) for row in rows for cell in row.split(CELL) if len(cell.split()) >= 4]
    rest = [_plain(line) for line in wanted.split("\n") if CELL not in line and len(line.split()) >= 8]
    return (
        (sum(_plain(row) in lines for row in rows), len(rows)),
        (sum(cell in whole for cell in cells), len(cells)),
        (sum(line in lines for line in rest), len(rest)),
    )


def printed(files: list[Path], folder: Path) -> None:
    """Write the files as PDF into `folder`, by LibreOffice."""
    program = soffice.program()
    if program is None:
        raise SystemExit("LibreOffice is needed.")
    profile = f"-env:UserInstallation={(folder / 'profile').absolute().as_uri()}"
    command = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *map(str, files)]
    if subprocess.run(command, stdout=subprocess.DEVNULL).returncode:  # a fresh profile asks for a second start
        subprocess.run(command, stdout=subprocess.DEVNULL, check=True)


def main(files: list[Path]) -> None:
    """Print the figures of each file and of all."""
    found: list[tuple[tuple[int, int], ...]] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        printed(files, folder)
        for file in files:
            made = (folder / file.name).with_suffix(".pdf").read_bytes()
            wanted = extract(file.read_bytes(), file.name).text
            found.append(compared(wanted, extract(made, "a.pdf", Options("never")).text))
            print(file.name, *(f"{a}/{b}" for a, b in found[-1]), flush=True)
    print("all", *(f"{sum(f[k][0] for f in found)}/{sum(f[k][1] for f in found)}" for k in range(3)))


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
