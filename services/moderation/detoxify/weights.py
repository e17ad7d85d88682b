"""The weights of a released encoder in fp32, by their names in PyTorch."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import numpy_helper

Floats = NDArray[np.float32]

_MODEL = "model."
_TRANSPOSED = "_Transposed"


def fp32_weights(content: bytes) -> dict[str, Floats]:
    """Return every weight of the ONNX file, dequantised, as PyTorch's layers hold it."""
    model = onnx.load_from_string(content)
    stored = {one.name: numpy_helper.to_array(one) for one in model.graph.initializer}
    found = {}
    for name, values in _dequantised(stored):
        if not name.startswith(_MODEL):
            continue
        plain = name.removeprefix(_MODEL)
        held = values.T if plain.endswith(_TRANSPOSED) else values
        found[plain.removesuffix(_TRANSPOSED)] = np.ascontiguousarray(held, np.float32)
    return found


def _dequantised(stored: dict[str, NDArray[Any]]) -> Iterator[tuple[str, Floats]]:
    """Yield each weight with its name; there are three ways of storing one as integers."""
    for name, values in stored.items():
        if name.endswith("_quantized"):  # onnxruntime's: unsigned, a scale and a zero per column.
            base = name.removesuffix("_quantized")
            zero = stored[f"{base}_zero_point"].astype(np.float32)
            yield base, (values.astype(np.float32) - zero) * stored[f"{base}_scale"]
        elif name.endswith("_int8"):  # Dequantised on loading: a scale per column.
            base = name.removesuffix("_int8")
            yield base, values.astype(np.float32) * stored[f"{base}_scale"]
        elif values.dtype == np.int8 and f"{name}_scale" in stored:  # A table: a scale per row.
            yield name, values.astype(np.float32) * stored[f"{name}_scale"]
        elif values.dtype == np.float32 and not name.endswith("_scale"):
            yield name, values.astype(np.float32)
