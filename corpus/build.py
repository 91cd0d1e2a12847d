"""Build corpus/samples from corpus/sources.  For developers: `python -m corpus.build`; PDF needs LibreOffice."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from corpus.pages import build_html, build_markdown, build_text
from corpus.source import Source, read_source
from corpus.word import build_docx

HERE = Path(__file__).resolve().parent
SOURCES = HERE / "sources"
SAMPLES = HERE / "samples"
_MADE = b"20240101000000"  # the time written into every PDF


def build(sources: Path, samples: Path) -> int:
    """Write every sample to the folder `samples` and return their number; files of sources that went are removed."""
    documents = [read_source(path) for path in sorted(sources.glob("*.txt"))]
    names = [document.file for document in documents]
    if len(set(names)) != len(names):
        raise ValueError("two sources name the same file")
    samples.mkdir(parents=True, exist_ok=True)
    for path in samples.iterdir():
        if path.name not in names:
            path.unlink()
    for document in documents:
        content = _content(document)
        if content is not None:
            (samples / document.file).write_bytes(content)
    _build_pdfs([document for document in documents if document.file.endswith(".pdf")], samples)
    return len(documents)


def _content(document: Source) -> bytes | None:
    """The bytes of a sample, None for a PDF."""
    suffix = Path(document.file).suffix
    if suffix == ".pdf":
        return None
    if suffix == ".docx":
        return build_docx(document)
    builders = {".html": build_html, ".txt": build_text, ".md": build_markdown}
    return builders[suffix](document).encode()


def _build_pdfs(documents: Sequence[Source], samples: Path) -> None:
    """Convert by LibreOffice, which embeds the fonts it prints with; times and the file's identity are then fixed."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise SystemExit("LibreOffice (soffice) is needed to build the PDF samples; install libreoffice-writer.")
    with tempfile.TemporaryDirectory() as folder:
        words = Path(folder)
        for document in documents:
            (words / document.file).with_suffix(".docx").write_bytes(build_docx(document))
        command = [program, f"-env:UserInstallation={(words / 'profile').as_uri()}", "--headless"]
        command += ["--convert-to", "pdf", "--outdir", str(words), *map(str, sorted(words.glob("*.docx")))]
        subprocess.run(command, check=True, capture_output=True)
        for document in documents:
            data = (words / document.file).read_bytes()
            (samples / document.file).write_bytes(_timeless(data))


def _timeless(data: bytes) -> bytes:
    """Overwrite time, random identity and checksum of a PDF by constants of the same length, so that offsets hold."""

    def zeros(match: re.Match[bytes]) -> bytes:
        return re.sub(rb"[0-9A-F]", b"0", match.group())

    data = re.sub(rb"/ID\s*\[\s*<[0-9A-F]+>\s*<[0-9A-F]+>\s*\]", zeros, data)
    data = re.sub(rb"(?<=/DocChecksum /)[0-9A-F]{32}", zeros, data)
    return re.sub(rb"(?<=/CreationDate\(D:)\d{14}", _MADE, data)


if __name__ == "__main__":
    sys.stdout.write(f"{build(SOURCES, SAMPLES)} samples in {SAMPLES}\n")
