"""The default encoder as an ONNX graph for one text at a time: no padding, no mask, nothing but what is computed.

One text of 200 tokens keeps a core's arithmetic units busy and its intermediate values in the core's own cache; sixteen
texts together take half as long again per text on the same core, and each would be quantised by its neighbours' scale.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.nano import BLOCK, NanoModel

if TYPE_CHECKING:
    import onnx
    from numpy.typing import NDArray

    Values = NDArray[np.generic]

_OURS = "com.microsoft"  # operators of onnxruntime beyond the standard's
_EPSILON = 1e-12
_PAGE = 4096
WORDS = ("words", "word_scales")  # the two tables that stay outside the file


class _Graph:
    """Nodes and constants in the order of their coming."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, name: str, values: Values) -> str:
        from onnx import numpy_helper

        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def node(self, operator: str, inputs: list[str], name: str, **attributes: int | float | list[int]) -> str:
        from onnx import helper

        domain = _OURS if operator in ("GatherBlockQuantized", "MultiHeadAttention", "Gelu") else ""
        self.nodes.append(helper.make_node(operator, inputs, [name], domain=domain, **attributes))
        return name

    def linear(self, value: str, name: str, weights: Values, bias: Values) -> str:
        product = self.node("MatMul", [value, self.constant(f"{name}.w", weights.T)], f"{name}.product")
        return self.node("Add", [product, self.constant(f"{name}.b", bias)], name)

    def normalised(self, value: str, name: str, scale: Values, shift: Values) -> str:
        # Apart from the sum before it: the operator that does both at once is five times slower.
        constants = [self.constant(f"{name}.scale", scale), self.constant(f"{name}.shift", shift)]
        return self.node("LayerNormalization", [value, *constants], name, axis=-1, epsilon=_EPSILON)


def encoder_graph(nano: NanoModel) -> onnx.ModelProto:
    """Return the float graph: `input_ids` (1, length) to `embedding` (1, hidden), mean-pooled and normalised.

    Words stay in the source's own 4-bit blocks: an eighth of the size and nothing lost.
    """
    from onnx import TensorProto, helper

    # Weights pass through float16 because that is how the other file keeps them: both then hold the same model.
    tensors = {name: values.astype(np.float16).astype(np.float32) for name, values in nano.tensors.items()}
    graph = _Graph()
    value = _embedded(graph, nano, tensors)
    for layer in range(nano.shape.layers):
        value = _layer(graph, tensors, f"l{layer}", value, nano.shape.heads)
    pooled = graph.node("ReduceMean", [value], "pooled", axes=[1], keepdims=0)
    length = graph.node("ReduceL2", [pooled], "length_of_vector", axes=[1], keepdims=1)
    graph.node("Div", [pooled, length], "embedding")
    ids = helper.make_tensor_value_info("input_ids", TensorProto.INT64, [1, "length"])
    embedding = helper.make_tensor_value_info("embedding", TensorProto.FLOAT, [1, nano.shape.hidden])
    whole = helper.make_graph(graph.nodes, "encoder", [ids], [embedding], graph.constants)
    operators = [helper.make_opsetid("", 17), helper.make_opsetid(_OURS, 1)]
    return helper.make_model(whole, opset_imports=operators, ir_version=10)


def _embedded(graph: _Graph, nano: NanoModel, tensors: dict[str, NDArray[np.float32]]) -> str:
    from onnx import TensorProto, helper

    # Two's complement, low nibble first.
    packed = (nano.word_nibbles[:, 0::2] ^ 8) | ((nano.word_nibbles[:, 1::2] ^ 8) << 4)
    words, scales = WORDS
    graph.constants.append(
        helper.make_tensor(words, TensorProto.INT4, nano.word_nibbles.shape, packed.tobytes(), raw=True)
    )
    tables = [words, "input_ids", graph.constant(scales, nano.word_scales)]
    found = graph.node("GatherBlockQuantized", tables, "word", block_size=BLOCK, quantize_axis=1, gather_axis=0)
    # All texts are of the first type, so its vector goes in with that of each place.
    places = graph.constant("places", tensors["emb.pos"] + tensors["emb.type"][0])
    zero = graph.constant("zero", np.array([0], np.int64))
    count = graph.node("Shape", ["input_ids"], "count", start=1, end=2)
    place = graph.node("Slice", [places, zero, count, zero], "place")
    both = graph.node("Add", [found, place], "word_and_place")
    return graph.normalised(both, "embedded", tensors["emb.ln.w"], tensors["emb.ln.b"])


def _layer(graph: _Graph, tensors: dict[str, NDArray[np.float32]], layer: str, value: str, heads: int) -> str:
    def linear(source: str, part: str) -> str:
        return graph.linear(source, f"{layer}.{part}", tensors[f"{layer}.{part}.w"], tensors[f"{layer}.{part}.b"])

    def normalised(source: str, beside: str, part: str) -> str:
        both = graph.node("Add", [source, beside], f"{layer}.{part}.sum")
        return graph.normalised(both, f"{layer}.{part}", tensors[f"{layer}.{part}.w"], tensors[f"{layer}.{part}.b"])

    asked = [linear(value, part) for part in ("q", "k", "v")]
    seen = graph.node("MultiHeadAttention", asked, f"{layer}.seen", num_heads=heads)
    value = normalised(linear(seen, "ao"), value, "aln")
    inner = graph.node("Gelu", [linear(value, "fi")], f"{layer}.inner")
    return normalised(linear(inner, "fo"), value, "oln")


def write_encoder(nano: NanoModel, target: Path, words: Path, work: Path) -> None:
    """Write the int8 graph to `target` and its tables of words to `words` beside it, which is mapped, not read.

    `work` is an empty folder for what comes between.
    """
    import logging

    import onnx
    import onnxruntime
    from onnxruntime.quantization import QuantType, quantize_dynamic

    onnx.save(encoder_graph(nano), work / "float.onnx")
    logging.disable(logging.WARNING)  # the quantizer recommends a step that changes nothing here
    quantize_dynamic(
        work / "float.onnx",
        work / "int8.onnx",
        op_types_to_quantize=["MatMul"],
        per_channel=True,
        weight_type=QuantType.QInt8,
        reduce_range=True,  # seven bits: without VNNI instructions, pairs of eight-bit products overflow
        extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},  # it does not know all operators
    )
    logging.disable(logging.NOTSET)
    options = onnxruntime.SessionOptions()  # fused once here, so that each start of the program need not
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
    options.optimized_model_filepath = str(work / "fused.onnx")
    options.log_severity_level = 3
    onnxruntime.InferenceSession(
        str(work / "int8.onnx"),
        options,
        providers=["CPUExecutionProvider"],
        disabled_optimizers=["SkipLayerNormFusion"],
    )
    model = onnx.load(work / "fused.onnx")
    _move_words_out(model, words)
    onnx.save(model, target)


def _move_words_out(model: onnx.ModelProto, path: Path) -> None:
    """Move the tables of words into a file of their own, of which a start maps 60 MB and reads a few pages."""
    from onnx.external_data_helper import set_external_data

    tables = {table.name: table for table in model.graph.initializer}
    with path.open("wb") as file:
        for name in WORDS:
            file.write(b"\0" * (-file.tell() % _PAGE))
            data = tables[name].raw_data
            set_external_data(tables[name], path.name, file.tell(), len(data))
            tables[name].ClearField("raw_data")
            file.write(data)
