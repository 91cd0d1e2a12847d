"""Texts to vectors: one Protocol, an int8 ONNX encoder for every day and a sentence-transformers one for the rest.

`OnnxEncoder` imports no torch.  It takes one text at a time, so that on one machine a text always has the same vector;
another machine's arithmetic may differ a little: compare vectors by cosine, never for equality.
"""

from __future__ import annotations

import hashlib
import json
import os
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from directives.errors import DanChieuError
from index.pieces import open_pieces
from index.registry import DEFAULT_MODEL, MANIFEST, ONNX_FILE, PIECES_FILE, ModelSpec, read_manifest, spec_of

if TYPE_CHECKING:
    import numpy as np
    import onnxruntime
    from numpy.typing import NDArray
    from sentence_transformers import SentenceTransformer

    from settings import Settings

    Vectors = NDArray[np.float32]

_MOST_THREADS = 8
_SETUP = "hãy chạy `python3 run.py setup`"


class Encoder(Protocol):
    """Turns texts into L2-normalised float32 vectors of shape (n, spec.dimension).

    `identity` names the model, its version and its dimension; vectors of one identity may be compared.
    """

    @property
    def spec(self) -> ModelSpec:
        """How the model is fed."""

    @property
    def identity(self) -> str:
        """What is stored beside the vectors."""

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of texts that are to be found."""

    def queries(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of texts that search."""


def open_encoder(settings: Settings) -> Encoder:
    """Return the encoder of `settings.model`; nothing heavy is loaded before the first text.

    The model is a folder, a name under `settings.models_dir`, or the id of a model hub, which alone may be downloaded.
    Raises DanChieuError with the remedy when the model is absent or damaged.
    """
    folder = _local(settings)
    # A folder of an earlier build has a manifest and not this file: it is told to be built again.
    if folder is not None and ((folder / ONNX_FILE).is_file() or (folder / MANIFEST).is_file()):
        return OnnxEncoder(folder, settings.threads)
    if folder is None and "/" in settings.model and not Path(settings.model).is_absolute():
        folder = _from_hub(settings.model)
    if folder is None or not (folder / "config.json").is_file():
        where = settings.models_dir / DEFAULT_MODEL if settings.model == DEFAULT_MODEL else settings.model
        raise DanChieuError(f"Chưa có mô hình {settings.model} ({where}); {_SETUP} hoặc sửa mục cấu hình “model”.")
    return SentenceTransformerEncoder(folder, settings.threads, settings.model)


def _local(settings: Settings) -> Path | None:
    for folder in (settings.models_dir / settings.model, Path(settings.model)):
        if folder.is_dir():
            return folder.resolve()
    return None


def _from_hub(model: str) -> Path:
    """Return the folder of a hub model, from the hub's cache on this machine or, if it is not there, downloaded."""
    from huggingface_hub import snapshot_download

    try:
        return Path(snapshot_download(model, local_files_only=True))
    except Exception:  # whatever the reason, the next attempt says it
        try:
            return Path(snapshot_download(model))
        except Exception as error:
            raise DanChieuError(
                f"Không tải được mô hình {model} ({type(error).__name__}); hãy kiểm tra tên và kết nối mạng, "
                "hoặc đặt mục cấu hình “model” là một thư mục trên máy."
            ) from error


def identity_of(spec: ModelSpec, folder: Path) -> str:
    """Return the identity of the vectors that the model in `folder` makes, whatever the engine and its precision."""
    manifest = read_manifest(folder)
    return f"{spec.id}@{manifest.version if manifest else _fingerprint(folder)}/{spec.dimension}/float"


def _fingerprint(folder: Path) -> str:
    """Digest of the names and sizes of a folder's files and of the first and last megabyte of each."""
    digest = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.suffix in (".json", ".txt", ".model", ".safetensors", ".bin")):
        size = path.stat().st_size
        digest.update(f"{path.relative_to(folder).as_posix()} {size}\n".encode())
        with path.open("rb") as file:
            digest.update(file.read(1 << 20))
            file.seek(max(0, size - (1 << 20)))
            digest.update(file.read())
    return digest.hexdigest()[:16]


class OnnxEncoder:
    """Encoder over an int8 ONNX file and a sentencepiece model; usable from several threads.

    Each of its threads takes one text after the other through a session that has no threads of its own.
    """

    def __init__(self, folder: Path, threads: int = 0) -> None:
        manifest = read_manifest(folder)
        sizes = dict(manifest.files) if manifest else {}
        whole = {ONNX_FILE, PIECES_FILE} <= sizes.keys() and all(_has_size(folder / n, s) for n, s in sizes.items())
        if manifest is None or not whole:
            raise DanChieuError(f"Mô hình trong {folder} chưa hoàn chỉnh hoặc bị hỏng; {_SETUP}.")
        self.folder = folder
        self.spec = _spec(folder, manifest.model)
        self.identity = identity_of(self.spec, folder)
        self._threads = threads or min(_MOST_THREADS, usable_cores())
        self._lock = threading.Lock()
        self._numbers: Callable[[str], list[int]] | None = None
        self._session: onnxruntime.InferenceSession | None = None
        self._preparing = False
        self._pool = ThreadPoolExecutor(self._threads, "encoder")  # starts its threads when there is work

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of passages, (n, dimension)."""
        return self._encode([self.spec.passage_prefix + text for text in texts])

    def queries(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of queries, (n, dimension)."""
        return self._encode([self.spec.query_prefix + text for text in texts])

    def prepare(self) -> None:
        """Begin to load the model in the background; what goes wrong there is told at the first use."""
        if self._numbers is None and not self._preparing:
            self._preparing = True
            self._pool.submit(self._load)

    def _load(self) -> tuple[Callable[[str], list[int]], onnxruntime.InferenceSession]:
        with self._lock:
            if self._numbers is None or self._session is None:
                # Each takes a good part of a second, and they need not wait for one another.
                with ThreadPoolExecutor(1) as beside:
                    coming = beside.submit(self._open_session)
                    self._numbers = open_pieces(self.folder / PIECES_FILE, self.spec.max_tokens)
                    self._session = coming.result()
            return self._numbers, self._session

    def _open_session(self) -> onnxruntime.InferenceSession:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        # Two threads for a lone query take .75 of the time on idle cores, and three to six times as long on busy ones.
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        # The file is optimised already, and once more would put slower operators in.
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
        file = str(self.folder / ONNX_FILE)
        return onnxruntime.InferenceSession(file, options, providers=["CPUExecutionProvider"])

    def _encode(self, texts: list[str]) -> Vectors:
        import numpy as np

        vectors = np.zeros((len(texts), self.spec.dimension), np.float32)
        if not texts:
            return vectors
        numbers, session = self._load()
        tokens = [numbers(text) for text in texts]

        def encode(i: int) -> None:
            vectors[i] = session.run(["embedding"], {"input_ids": np.array([tokens[i]], np.int64)})[0][0]

        if len(texts) == 1:
            encode(0)
        else:
            # Longest first, so that no thread is left with a long text when the others have done.
            list(self._pool.map(encode, sorted(range(len(texts)), key=lambda i: -len(tokens[i]))))
        return vectors


def _has_size(path: Path, size: int) -> bool:
    return path.is_file() and path.stat().st_size == size


def usable_cores() -> int:
    """Return the number of processor cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class SentenceTransformerEncoder:
    """Encoder over any sentence-transformers folder, on a GPU if there is one; segments words for models that want it.

    `model` is the name that the registry is asked for; the folder's own last part by default.
    """

    def __init__(self, folder: Path, threads: int = 0, model: str = "") -> None:
        manifest = read_manifest(folder)
        self.folder = folder
        self.spec = _spec(folder, manifest.model if manifest else model or folder.name)
        self.identity = identity_of(self.spec, folder)
        self._threads = threads
        self._lock = threading.Lock()
        self._model: SentenceTransformer | None = None

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of passages, (n, dimension)."""
        return self._encode(self.spec.passage_prefix, texts)

    def queries(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of queries, (n, dimension)."""
        return self._encode(self.spec.query_prefix, texts)

    def _load(self) -> SentenceTransformer:
        if self._model is None:
            # A local folder needs nothing from a hub, and the libraries would ask all the same.
            os.environ.setdefault("HF_HUB_OFFLINE", "1")
            os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")
            if self._threads:
                os.environ.setdefault("OMP_NUM_THREADS", str(self._threads))
            from sentence_transformers import SentenceTransformer

            model = SentenceTransformer(str(self.folder), local_files_only=True)  # chooses a GPU by itself
            model.max_seq_length = self.spec.max_tokens
            self._model = model
        return self._model

    def _encode(self, prefix: str, texts: Sequence[str]) -> Vectors:
        import numpy as np

        if not texts:
            return np.zeros((0, self.spec.dimension), np.float32)
        if self.spec.needs_segmentation:
            from index.words import segment_text

            texts = [segment_text(text) for text in texts]
        with self._lock:  # one model, one pass at a time
            model = self._load()
            vectors = model.encode(
                [prefix + text for text in texts],
                prompt="",  # the prefixes are the registry's
                batch_size=16 if model.device.type == "cpu" else 64,
                normalize_embeddings=True,
                show_progress_bar=False,
            )
        return np.asarray(vectors, dtype=np.float32)


def _spec(folder: Path, model: str) -> ModelSpec:
    """Return the registry's spec of `model` with the sizes that the folder's own configuration states."""
    config = _json(folder / "config.json")
    limit = _number(_json(folder / "sentence_bert_config.json"), "max_seq_length")
    positions = _number(config, "max_position_embeddings")
    if config.get("model_type") in ("roberta", "xlm-roberta", "camembert"):
        positions -= 2  # these count positions from their padding id on
    limits = [n for n in (limit, positions) if n > 0]
    spec = spec_of(model, min(limits, default=512), _dimension(folder) or _number(config, "hidden_size"))
    prompts = _json(folder / "config_sentence_transformers.json").get("prompts")
    if not spec.query_prefix and not spec.passage_prefix and isinstance(prompts, dict):
        passage = prompts.get("passage") or prompts.get("document") or ""
        spec = replace(spec, query_prefix=str(prompts.get("query") or ""), passage_prefix=str(passage))
    return spec


def _dimension(folder: Path) -> int:
    """Return the size of the vectors that the folder's last sizing module gives; 0 when none says."""
    for path in sorted(folder.glob("[0-9]*_*/config.json"), reverse=True):
        config = _json(path)
        for key in ("out_features", "word_embedding_dimension", "embedding_dimension"):
            if size := _number(config, key):
                return size
    return 0


def _number(config: dict[str, object], key: str) -> int:
    value = config.get(key)
    return value if isinstance(value, int) else 0


def _json(path: Path) -> dict[str, object]:
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return value if isinstance(value, dict) else {}
