"""The encoder as a Detoxify checkpoint: the real class loads it, and answers as ours does."""

from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from numpy.typing import NDArray

from services.cli.models_command import command
from services.moderation.domain.screening import FLAGGED, TOXICITY_SCORES
from services.moderation.screening.encoder import FOLDER, Encoder
from tests.functional_language.functional_rows import rows

pytestmark = [pytest.mark.quality, pytest.mark.timeout(600)]

torch = pytest.importorskip("torch")

TEXTS = [row.text for row in rows()][:500]
PARITY = 0.001
USUALLY = 0.005
FLIPPED_BY_INTEGERS = 0.02
_BATCH = 20

Floats = NDArray[np.float64]


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Export the encoder with the command that users have."""
    out = tmp_path_factory.mktemp("detoxify") / "model"
    result = CliRunner().invoke(command, ["export-detoxify", str(out)])
    assert result.exit_code == 0, result.output
    return out


@pytest.fixture(scope="module")
def by_detoxify(exported: Path) -> Floats:
    """Return what Detoxify says of the texts (text x label), without any network."""
    from detoxify import Detoxify  # noqa: PLC0415 - it belongs to an extra

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HF_HUB_OFFLINE", "1")
        model = Detoxify(
            checkpoint=str(exported / "saring.ckpt"), huggingface_config_path=str(exported)
        )
        assert tuple(model.class_names) == TOXICITY_SCORES
        found = [model.predict(part) for part in _parts(TEXTS)]
    return np.array([[float(x) for one in found for x in one[name]] for name in TOXICITY_SCORES]).T


def test_the_dequantised_weights_answer_as_detoxify_does(by_detoxify: Floats) -> None:
    assert np.abs(_dequantised(TEXTS) - by_detoxify).max() <= PARITY


def test_the_integers_that_are_served_answer_nearly_the_same(by_detoxify: Floats) -> None:
    """The served session is another way through other numbers: it would show wrong weights."""
    encoder = Encoder()
    logits = [encoder.read(text).binary[: len(TOXICITY_SCORES)] for text in TEXTS]
    served = _sigmoid(np.array(logits, np.float64))
    assert np.median(np.abs(served - by_detoxify)) <= USUALLY
    for label in ("toxicity", "identity_attack"):
        at = TOXICITY_SCORES.index(label)
        flips = (served[:, at] >= FLAGGED) != (by_detoxify[:, at] >= FLAGGED)
        assert flips.mean() <= FLIPPED_BY_INTEGERS, label


def _dequantised(texts: list[str]) -> Floats:
    """Return what the training's own network says with the weights that are shipped, in fp32."""
    from tokenizers import Tokenizer  # noqa: PLC0415
    from transformers import BertConfig  # noqa: PLC0415

    from services.moderation.detoxify.weights import fp32_weights  # noqa: PLC0415 - an extra
    from training.encoder.network import Encoder as Network  # noqa: PLC0415

    state = {
        name: torch.from_numpy(one)
        for name, one in fp32_weights((FOLDER / "encoder.onnx").read_bytes()).items()
    }
    width = state["bert.embeddings.word_embeddings.weight"].shape
    network = Network(
        BertConfig(
            vocab_size=width[0],
            hidden_size=width[1],
            num_hidden_layers=12,
            num_attention_heads=12,
            intermediate_size=len(state["bert.encoder.layer.0.intermediate.dense.bias"]),
            layer_norm_eps=1e-12,
            pad_token_id=1,
        )
    )
    missing, unexpected = network.load_state_dict(state, strict=False)
    assert not unexpected
    assert {name.partition(".")[0] for name in missing} <= {"language", "entities", "words"}
    network.eval()
    tokenizer = Tokenizer.from_file(str(FOLDER / "tokenizer.json"))
    tokenizer.enable_truncation(512)
    found = []
    with torch.no_grad():
        for text in texts:
            ids = torch.tensor([tokenizer.encode(text).ids])
            found.append(network(ids, torch.ones_like(ids)).binary[0, : len(TOXICITY_SCORES)])
    return _sigmoid(torch.stack(found).numpy().astype(np.float64))


def _sigmoid(logits: Floats) -> Floats:
    return 1 / (1 + np.exp(-logits))


def _parts(texts: list[str]) -> list[list[str]]:
    return [texts[at : at + _BATCH] for at in range(0, len(texts), _BATCH)]
