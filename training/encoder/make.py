"""Make the encoder's weights: vocabulary, training, export."""

import json
from collections.abc import Callable
from pathlib import Path

import torch

from training.configuration import Settings
from training.encoder.base_weights import read_base_weights
from training.encoder.export import check_export, export_onnx
from training.encoder.fit import Training, use_cores
from training.encoder.network import Encoder, pretrained
from training.encoder.quantise import VARIANTS, export_variant
from training.encoder.vocabulary import (
    build_tokenizer,
    pruned_embeddings,
    pruned_ids,
    pruned_pieces,
)
from training.epochs import Sampler
from training.examples import Example

Say = Callable[[str], None]

FP32_ONNX = "encoder.fp32.onnx"
FP32_WEIGHTS = "encoder.fp32.pt"
TOKENIZER = "tokenizer.json"


def make_encoder(
    train: list[Example], rows: dict[str, int], settings: Settings, folder: Path, say: Say
) -> None:
    """Train on `train` and write into `folder`: tokenizer, fp32 weights, ONNX in all variants."""
    use_cores()
    base = read_base_weights()
    kept_file = folder / "kept_pieces.json"
    if not kept_file.is_file():
        texts = [one.text for one in train][: settings.most_vocabulary_texts]
        kept_file.write_text(json.dumps(pruned_ids(base, texts)))
    kept = json.loads(kept_file.read_text())
    tokenizer = build_tokenizer(pruned_pieces(base, kept))
    tokenizer.save(str(folder / TOKENIZER))
    say(f"{tokenizer.get_vocab_size():,} pieces in the vocabulary")
    tokenizer.enable_truncation(settings.longest)
    model = pretrained(base, pruned_embeddings(base, kept, settings.seed), settings.seed)
    model.dropout.p = settings.dropout
    del base
    begun = 0
    for number, stage in enumerate(settings.of_stages(), 1):
        say(f"stage {number}")
        training = Training(model, tokenizer, Sampler(train, rows, stage, begun), stage)
        averaged = training.run(folder / f"stage-{number}.pt", say)
        begun += stage.epochs
    model.load_state_dict(averaged)
    state = {"config": model.bert.config.to_dict(), "state": model.state_dict()}
    torch.save(state, folder / FP32_WEIGHTS)
    export(model, folder, say)


def export(model: Encoder, folder: Path, say: Say) -> None:
    """Write the ONNX files."""
    export_onnx(model, folder / FP32_ONNX)
    check_export(model, folder / FP32_ONNX)
    for variant in VARIANTS:
        path = folder / f"encoder.{variant.name}.onnx"
        export_variant(folder / FP32_ONNX, path, variant)
        say(f"{path.name}: {path.stat().st_size / 1e6:.1f} MB")
