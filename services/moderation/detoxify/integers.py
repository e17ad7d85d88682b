"""Any Detoxify checkpoint as int8 for onnxruntime: several times faster on a processor."""

import warnings
from pathlib import Path

import torch
from detoxify import Detoxify
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from services.moderation.detoxify.release import CHECKPOINT, LABELS, ONNX, Release, write_manifest


class _Logits(nn.Module):
    """A classifier whose answer is the logits alone, as the exporter wants it."""

    def __init__(self, model: nn.Module) -> None:
        super().__init__()
        self.model = model

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        logits: Tensor = self.model(input_ids=ids, attention_mask=mask).logits
        return logits


def write_onnx(folder: Path) -> None:
    """Write `model.onnx` beside a prepared checkpoint, with the names of its outputs."""
    release = Release.open(folder)
    loaded = Detoxify(checkpoint=str(folder / CHECKPOINT), huggingface_config_path=str(folder))
    loaded.model.set_attn_implementation("eager")
    loaded.model.eval()
    example = (torch.full((2, 16), 5), torch.ones(2, 16, dtype=torch.int64))
    axes = {name: {0: "text", 1: "piece"} for name in ("input_ids", "attention_mask")}
    plain = folder / "fp32.onnx"
    with torch.no_grad(), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Of the exporter about itself, and of shapes it traces.
        torch.onnx.export(
            _Logits(loaded.model),
            example,
            str(plain),
            input_names=["input_ids", "attention_mask"],
            output_names=["logits"],
            dynamic_axes=axes | {"logits": {0: "text"}},
            opset_version=17,
            dynamo=False,
        )
    # Unsigned weights: signed ones overflow 16 bits on processors without VNNI.
    quantize_dynamic(plain, folder / ONNX, per_channel=True, weight_type=QuantType.QUInt8)
    plain.unlink()
    loaded.tokenizer.save_pretrained(folder)
    (folder / LABELS).write_text("\n".join(loaded.class_names) + "\n", encoding="utf-8")
    write_manifest(folder, version=release.version)
