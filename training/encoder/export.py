"""Write the encoder as ONNX, and see that it answers as before."""

from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from torch import Tensor, nn

from training.encoder.network import Encoder

OUTPUTS = ("binary", "language", "entities", "words", "vector")
_TOLERANCE = 1e-3


class _Plain(nn.Module):
    """The encoder with a tuple for an answer, as the exporter wants it."""

    def __init__(self, model: Encoder) -> None:
        super().__init__()
        self.model = model

    def forward(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, ...]:
        found = self.model(ids, mask)
        return tuple(getattr(found, name) for name in OUTPUTS)


def export_onnx(model: Encoder, path: Path) -> None:
    """Write `model` in fp32: int64 `input_ids` and `attention_mask` (text x piece) → `OUTPUTS`."""
    model.bert.set_attn_implementation("eager")
    model.eval()
    example = (torch.full((2, 16), 5), torch.ones(2, 16, dtype=torch.int64))
    names = ("input_ids", "attention_mask")
    axes = {name: {0: "text", 1: "piece"} for name in (*names, "entities", "words")}
    axes |= {name: {0: "text"} for name in ("binary", "language", "vector")}
    with torch.no_grad():
        torch.onnx.export(
            _Plain(model),
            example,
            str(path),
            input_names=list(names),
            output_names=list(OUTPUTS),
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
        )
    name_weights(path)


def name_weights(path: Path) -> None:
    """Give the matrices that the exporter transposed and numbered the names of their layers."""
    model = onnx.load(str(path))
    stored = {one.name: one for one in model.graph.initializer}
    for node in model.graph.node:
        if node.op_type == "MatMul" and node.input[1] in stored:
            layer = node.name.removeprefix("/").removesuffix("/MatMul").replace("/", ".")
            stored[node.input[1]].name = f"{layer}.weight_Transposed"
            node.input[1] = stored[node.input[1]].name
    onnx.save(model, str(path))


def check_export(model: Encoder, path: Path) -> None:
    """Raise ValueError when the ONNX file does not answer as the model does, padding and all."""
    numbers = np.random.default_rng(0)
    ids = numbers.integers(5, 1000, (3, 23))
    mask = np.ones_like(ids)
    mask[1, 9:], mask[2, 20:] = 0, 0
    # The exporter leaves a model as the module around it was: in training.
    model.eval()
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    answers = session.run(list(OUTPUTS), {"input_ids": ids, "attention_mask": mask})
    with torch.no_grad():
        found = model(torch.from_numpy(ids), torch.from_numpy(mask))
    for name, answer in zip(OUTPUTS, answers, strict=True):
        expected = getattr(found, name).numpy()
        read = mask > 0 if name in {"entities", "words"} else slice(None)
        if not np.allclose(answer[read], expected[read], atol=_TOLERANCE):
            message = f"the exported {name} differ from the model's"
            raise ValueError(message)
