"""Store an exported encoder's weights as integers, in four ways."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

_LARGE = 10_000
_SENSITIVE = "output/dense"
_ATTENTION_OUTPUT = "attention/output/dense"


@dataclass(frozen=True)
class Variant:
    """One way of making integers of the weights."""

    name: str
    dynamic: bool
    """Whether activations too become integers, in every layer but the sensitive ones."""
    spares_sensitive: bool = False
    seven_bits: bool = False
    """Whether weights use half the range: their products then fit 16 bits on any processor."""


VARIANTS = (
    Variant("dynamic", dynamic=True),
    Variant("spared", dynamic=True, spares_sensitive=True),
    Variant("seven", dynamic=True, seven_bits=True),
    Variant("weights", dynamic=False),
)


def export_variant(fp32: Path, path: Path, variant: Variant) -> None:
    """Write a variant of the fp32 model. Every large weight is stored as int8 in all of them."""
    model = onnx.load(str(fp32))
    _quantise_embeddings(model)
    if variant.dynamic:
        spared = [node.name for node in model.graph.node if _is_sensitive(node)]
        plain = path.with_suffix(".plain.onnx")
        onnx.save(model, str(plain))
        quantize_dynamic(
            plain,
            path,
            op_types_to_quantize=["MatMul", "Gemm"],
            nodes_to_exclude=spared if variant.spares_sensitive else [],
            per_channel=True,
            # Signed weights of eight bits would overflow 16 bits on processors without VNNI.
            weight_type=QuantType.QInt8 if variant.seven_bits else QuantType.QUInt8,
            reduce_range=variant.seven_bits,
        )
        plain.unlink()
        model = onnx.load(str(path))
    _store_as_integers(model)
    onnx.checker.check_model(model)
    onnx.save(model, str(path))


def _is_sensitive(node: onnx.NodeProto) -> bool:
    is_output = _SENSITIVE in node.name and _ATTENTION_OUTPUT not in node.name
    return node.op_type == "MatMul" and is_output


def _quantise_embeddings(model: onnx.ModelProto) -> None:
    """Gather integers and their rows' scales, so that the table stays small in memory too."""
    graph = model.graph
    stored = {one.name: one for one in graph.initializer}
    for node in [one for one in graph.node if one.op_type == "Gather"]:
        table = stored.get(node.input[0])
        if table is None or len(table.dims) != 2 or np.prod(table.dims) < _LARGE:  # noqa: PLR2004 - a table has rows and columns
            continue
        integers, scales = _rounded(numpy_helper.to_array(table), axis=0)
        name, output = table.name, node.output[0]
        graph.initializer.remove(table)
        graph.initializer.append(numpy_helper.from_array(integers, name))
        graph.initializer.append(numpy_helper.from_array(scales[:, None], f"{name}_scale"))
        at = list(graph.node).index(node)
        node.output[0] = f"{output}_int8"
        scale = helper.make_node("Gather", [f"{name}_scale", node.input[1]], [f"{output}_scale"])
        cast = helper.make_node(
            "Cast", [f"{output}_int8"], [f"{output}_float"], to=TensorProto.FLOAT
        )
        product = helper.make_node("Mul", [f"{output}_float", f"{output}_scale"], [output])
        for offset, new in enumerate((scale, cast, product), 1):
            graph.node.insert(at + offset, new)


def _store_as_integers(model: onnx.ModelProto) -> None:
    """Store every large fp32 matrix as int8, a scale per column, and dequantise it on loading."""
    graph = model.graph
    for tensor in list(graph.initializer):
        large = len(tensor.dims) == 2 and np.prod(tensor.dims) >= _LARGE  # noqa: PLR2004 - a matrix has rows and columns
        if tensor.data_type != TensorProto.FLOAT or not large:
            continue
        if not any(
            tensor.name in node.input and node.op_type in {"MatMul", "Gemm"} for node in graph.node
        ):
            continue
        integers, scales = _rounded(numpy_helper.to_array(tensor), axis=1)
        name = tensor.name
        graph.initializer.remove(tensor)
        for array, suffix in (
            (integers, "_int8"),
            (scales, "_scale"),
            (np.zeros(len(scales), np.int8), "_zero"),
        ):
            graph.initializer.append(numpy_helper.from_array(array, name + suffix))
        inputs = [name + suffix for suffix in ("_int8", "_scale", "_zero")]
        graph.node.insert(0, helper.make_node("DequantizeLinear", inputs, [name], axis=1))


def _rounded(
    values: NDArray[np.float32], axis: int
) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Return int8 values and the scale of each row (axis 0) or column (axis 1)."""
    largest = np.abs(values).max(axis=1 - axis)
    scales = (np.maximum(largest, 1e-8) / 127).astype(np.float32)
    spread = scales[:, None] if axis == 0 else scales[None, :]
    return np.clip(np.round(values / spread), -127, 127).astype(np.int8), scales
