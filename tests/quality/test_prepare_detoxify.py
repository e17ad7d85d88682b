"""Detoxify's own format: a checkpoint made ready is loaded offline, and judges beside ours."""

import hashlib
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from services.cli.models_command import command
from services.moderation.domain.screening import TOXICITY_SCORES
from services.moderation.screening.assembly import make_screener
from services.moderation.screening.detoxify_engine import open_detoxify
from services.moderation.screening.missing import CheckerMissingError

pytestmark = [pytest.mark.quality, pytest.mark.timeout(300)]

torch = pytest.importorskip("torch")

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "you", "are", "kind", "bad", "salam"]
TEXT = "you are bad"
FRIENDLY = "Terima kasih, jalan di dusun kami sekarang sudah mulus. Salam dari warga."


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a very small base model, as a hub would give it."""
    from transformers import BertConfig, BertTokenizer  # noqa: PLC0415 - an extra

    folder = tmp_path_factory.mktemp("base")
    (folder / "vocab.txt").write_text("\n".join(WORDS))
    tokenizer = BertTokenizer(str(folder / "vocab.txt"))
    BertConfig(
        vocab_size=len(WORDS),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
    ).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


@pytest.fixture(scope="module")
def checkpoint(config: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a checkpoint as Detoxify's training writes one: its base is a name on the hub."""
    from transformers import BertConfig, BertForSequenceClassification  # noqa: PLC0415

    torch.manual_seed(1)
    labels = len(TOXICITY_SCORES)
    model = BertForSequenceClassification(BertConfig.from_pretrained(config, num_labels=labels))
    for weights in model.parameters():
        torch.nn.init.normal_(weights, std=0.5)
    path = tmp_path_factory.mktemp("published") / "toxic.ckpt"
    arguments = {
        "num_classes": len(TOXICITY_SCORES),
        "model_type": "no-such-base-uncased",
        "model_name": "BertForSequenceClassification",
        "tokenizer_name": "BertTokenizer",
    }
    facts = {
        "arch": {"args": arguments},
        "dataset": {"args": {"classes": list(TOXICITY_SCORES)}},
    }
    torch.save({"config": facts, "state_dict": model.state_dict()}, path)
    return path


@pytest.fixture(scope="module")
def prepared(checkpoint: Path, config: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("prepared")
    result = prepare(checkpoint, config, out)
    assert result.exit_code == 0, result.output
    return out


@pytest.fixture(scope="module")
def integers(checkpoint: Path, config: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("integers")
    result = prepare(checkpoint, config, out, "--onnx")
    assert result.exit_code == 0, result.output
    return out


def prepare(checkpoint: Path, config: Path, out: Path, *options: str, sha: str = "") -> Result:
    digest = sha or hashlib.sha256(checkpoint.read_bytes()).hexdigest()
    arguments = ["prepare-detoxify", str(checkpoint), "--sha256", digest]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HF_HUB_OFFLINE", "1")
        return CliRunner().invoke(
            command, [*arguments, "--config", str(config), *options, str(out)]
        )


def test_a_checkpoint_with_another_digest_is_not_opened(
    checkpoint: Path, config: Path, tmp_path: Path
) -> None:
    result = prepare(checkpoint, config, tmp_path / "out", sha="0" * 64)
    assert result.exit_code != 0
    assert "was not opened" in str(result.exception)
    assert not (tmp_path / "out").exists()


def test_a_base_model_without_its_configuration_is_named(checkpoint: Path, tmp_path: Path) -> None:
    result = prepare(checkpoint, tmp_path, tmp_path / "out")
    assert "config.json" in str(result.exception)


def test_both_forms_give_the_scores_of_the_class_itself(prepared: Path, integers: Path) -> None:
    published, integer = (open_detoxify(one).probabilities(TEXT) for one in (prepared, integers))
    assert set(published) == set(integer) == set(TOXICITY_SCORES)
    assert integer == pytest.approx(published, abs=0.05)


def test_a_long_text_is_what_its_worst_part_is(integers: Path, prepared: Path) -> None:
    for folder in (integers, prepared):
        engine = open_detoxify(folder)
        long = engine.probabilities(f"{' ' * 5_000}{'you are kind. ' * 40}{TEXT}")
        parts = [engine.probabilities(one) for one in ("you are kind. " * 20, TEXT)]
        for name in TOXICITY_SCORES:
            assert long[name] >= min(one[name] for one in parts) - 0.1


def test_a_folder_that_holds_something_is_left_alone(
    checkpoint: Path, config: Path, prepared: Path
) -> None:
    assert "is not empty" in str(prepare(checkpoint, config, prepared).exception)


def test_a_model_that_was_moved_needs_the_integers(
    prepared: Path, integers: Path, tmp_path: Path
) -> None:
    shutil.copytree(prepared, tmp_path / "prepared")
    shutil.copytree(integers, tmp_path / "integers")
    with pytest.raises(CheckerMissingError, match="was moved"):
        open_detoxify(tmp_path / "prepared")
    assert open_detoxify(tmp_path / "integers").probabilities(TEXT)


def test_an_altered_model_is_not_used(prepared: Path, tmp_path: Path) -> None:
    for path in prepared.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "config.json").write_text("{}")
    with pytest.raises(CheckerMissingError, match="altered"):
        open_detoxify(tmp_path)


@pytest.mark.parametrize("engines", ["detoxify", "saring, detoxify"])
def test_it_judges_as_the_policy_says(prepared: Path, tmp_path: Path, engines: str) -> None:
    weights = ", weights: {default: 1.0}" if "," in engines else ""
    policy = tmp_path / "policy.yaml"
    policy.write_text(
        f"name: kantor\nversion: '1'\nrules: []\ntoxicity: {{engines: [{engines}]{weights}}}\n"
    )
    screener = make_screener(policy, detoxify=prepared)
    found = screener.screen(FRIENDLY)
    screener.close()
    assert found.complete
    wanted = open_detoxify(prepared).probabilities(FRIENDLY)
    scores = {name: found.scores[name] for name in TOXICITY_SCORES}
    assert scores == pytest.approx(wanted, abs=0.001)
