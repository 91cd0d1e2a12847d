"""The models that the program knows, and the manifest of a model folder built here.

Prefixes, segmentation and limits are those of each model's card.  A model outside the registry is used as its own
sentence-transformers configuration says, without prefixes and without segmentation.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

DEFAULT_MODEL = "multilingual-e5-small"
MANIFEST = "danchieu.json"
ONNX_FILE = "onnx/encoder_int8.onnx"
PIECES_FILE = "onnx/pieces.model"
WORDS_FILE = "onnx/words.int4"  # the part of it that is mapped into memory


@dataclass(frozen=True, slots=True)
class ModelSpec:
    """How texts are fed to a model; `max_tokens` counts the special tokens, 0 in `dimension` means as loaded."""

    id: str
    dimension: int
    query_prefix: str = ""
    passage_prefix: str = ""
    needs_segmentation: bool = False
    max_tokens: int = 512


# PhoBERT reads 256 tokens of word-segmented text.  The card of vietnamese-sbert feeds it raw text all the same; that of
# vietnamese-embedding names 512 tokens, but PhoBERT has positions for 256 only.
_KNOWN = (
    ModelSpec(DEFAULT_MODEL, 384, "query: ", "passage: "),
    ModelSpec("intfloat/multilingual-e5-small", 384, "query: ", "passage: "),
    ModelSpec("intfloat/multilingual-e5-base", 768, "query: ", "passage: "),
    ModelSpec("BAAI/bge-m3", 1024, max_tokens=8192),
    ModelSpec("bkai-foundation-models/vietnamese-bi-encoder", 768, needs_segmentation=True, max_tokens=256),
    ModelSpec("keepitreal/vietnamese-sbert", 768, max_tokens=256),
    ModelSpec("dangvantuan/vietnamese-embedding", 768, needs_segmentation=True, max_tokens=256),
)
SPECS: dict[str, ModelSpec] = {spec.id: spec for spec in _KNOWN}


def spec_of(model: str, max_tokens: int, dimension: int) -> ModelSpec:
    """Return the registry's spec of `model`, a name or a folder whose last part is one; else a plain one.

    `max_tokens` and `dimension` are those of the loaded model; the smaller limit holds.
    """
    names = {spec.id.rsplit("/", 1)[-1]: spec for spec in _KNOWN}
    known = SPECS.get(model) or names.get(Path(model).name)
    if known is None:
        return ModelSpec(Path(model).name, dimension, max_tokens=max_tokens)
    return ModelSpec(
        known.id,
        dimension,
        known.query_prefix,
        known.passage_prefix,
        known.needs_segmentation,
        min(known.max_tokens, max_tokens),
    )


@dataclass(frozen=True, slots=True)
class Manifest:
    """Marks a finished model folder: `files` with their sizes in bytes, `sha256` in the same order."""

    model: str
    version: str
    files: tuple[tuple[str, int], ...]
    sha256: tuple[str, ...]

    def to_json(self) -> dict[str, object]:
        """Return the manifest as it is written to disk."""
        return asdict(self)


def read_manifest(folder: Path) -> Manifest | None:
    """Return the manifest of `folder`; None when it has none or it cannot be read."""
    try:
        data = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        files = tuple((str(name), int(size)) for name, size in data["files"])
        return Manifest(str(data["model"]), str(data["version"]), files, tuple(map(str, data["sha256"])))
    except (OSError, ValueError, KeyError, TypeError):
        return None
