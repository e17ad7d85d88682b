"""Write our encoder as a checkpoint that the class `Detoxify` loads, without any network."""

from pathlib import Path

import torch
from transformers import BertConfig, BertForSequenceClassification, PreTrainedTokenizerFast

from services.moderation.detoxify.weights import Floats, fp32_weights
from services.moderation.domain.screening import TOXICITY_SCORES
from services.moderation.screening.released_files import ReleasedFiles

CHECKPOINT = "saring.ckpt"
_HEAD_WIDTH = 32
"""Of each attention head of multilingual-e5-small."""

_ENCODER = "encoder.onnx"
_TOKENIZER = "tokenizer.json"


def export_detoxify(model: Path, out: Path) -> Path:
    """Write checkpoint, configuration and tokenizer into `out`; return the checkpoint's path.

    `Detoxify(checkpoint=out / CHECKPOINT, huggingface_config_path=out)` gives the encoder's own
    probabilities: before calibration, n-gram heads and windows, which are Saring's.
    """
    files = ReleasedFiles(model)
    weights = fp32_weights(files.bytes(_ENCODER))
    config, state = _config(weights), _state(weights)
    # Raises an error for a weight that is absent, of which Detoxify would say nothing.
    BertForSequenceClassification(config).load_state_dict(state)
    out.mkdir(parents=True, exist_ok=True)
    config.save_pretrained(out)
    files.bytes(_TOKENIZER)
    _tokenizer(model / _TOKENIZER).save_pretrained(out)
    path = out / CHECKPOINT
    torch.save({"config": _facts(out), "state_dict": state}, path)
    return path


def _state(weights: dict[str, Floats]) -> dict[str, torch.Tensor]:
    state = {name: torch.from_numpy(one) for name, one in weights.items() if _is_bert(name)}
    rows = len(TOXICITY_SCORES)
    for part in ("weight", "bias"):
        state[f"classifier.{part}"] = torch.from_numpy(weights[f"binary.{part}"][:rows].copy())
    return state


def _is_bert(name: str) -> bool:
    return name.startswith("bert.")


def _config(weights: dict[str, Floats]) -> BertConfig:
    vocabulary, width = weights["bert.embeddings.word_embeddings.weight"].shape
    layers = {name.split(".")[3] for name in weights if name.startswith("bert.encoder.layer.")}
    return BertConfig(
        vocab_size=vocabulary,
        hidden_size=width,
        num_hidden_layers=len(layers),
        num_attention_heads=width // _HEAD_WIDTH,
        intermediate_size=len(weights["bert.encoder.layer.0.intermediate.dense.bias"]),
        max_position_embeddings=len(weights["bert.embeddings.position_embeddings.weight"]),
        type_vocab_size=len(weights["bert.embeddings.token_type_embeddings.weight"]),
        layer_norm_eps=1e-12,
        pad_token_id=1,
        num_labels=len(TOXICITY_SCORES),  # type: ignore[call-arg,unused-ignore] # of its parent
    )


def _tokenizer(path: Path) -> PreTrainedTokenizerFast:
    special = {"bos": "<s>", "eos": "</s>", "unk": "<unk>", "pad": "<pad>", "cls": "<s>"}
    special["sep"] = special["eos"]
    names = {f"{name}_token": token for name, token in special.items()}
    return PreTrainedTokenizerFast(  # type: ignore[no-untyped-call,unused-ignore]
        tokenizer_file=str(path), model_max_length=512, **names
    )


def _facts(out: Path) -> dict[str, object]:
    """Return what Detoxify reads of a checkpoint beside its weights."""
    return {
        "arch": {
            "args": {
                "num_classes": len(TOXICITY_SCORES),
                # Detoxify reads the configuration from here first, whatever path it is given.
                "model_type": str(out.resolve()),
                "model_name": "BertForSequenceClassification",
                "tokenizer_name": "PreTrainedTokenizerFast",
            }
        },
        "dataset": {"args": {"classes": list(TOXICITY_SCORES)}},
    }
