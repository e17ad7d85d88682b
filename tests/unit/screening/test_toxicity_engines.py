"""Which models judge toxicity: what a policy may ask for, and how two of them are joined."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from services.moderation.domain.screening import TOXICITY_SCORES, Verdict
from services.moderation.screening.assembly import make_screener
from services.moderation.screening.checker import Passage
from services.moderation.screening.encoder import Encoder
from services.moderation.screening.policy_file import PolicyError, read_policy_file
from services.moderation.screening.toxicity import Beside, ToxicityChecker

ENCODER = Encoder()
CALM = Passage("Jalan di depan pasar sudah diperbaiki dan warga merasa senang.")


@dataclass
class Sure:
    """An engine that knows some labels and gives the same for every text."""

    found: Mapping[str, float] = field(default_factory=lambda: {"toxicity": 1.0, "insult": 1.0})
    version: str = "other-1"
    asked: list[str] = field(default_factory=list)

    def probabilities(self, text: str) -> Mapping[str, float]:
        self.asked.append(text)
        return self.found


def written(tmp_path: Path, toxicity: str) -> Path:
    path = tmp_path / "policy.yaml"
    path.write_text(f"name: kantor\nversion: '1'\nrules: []\ntoxicity: {toxicity}\n")
    return path


@pytest.mark.parametrize(
    ("toxicity", "language", "share"),
    [
        ("{}", "id", 0.0),
        ("{engines: [saring]}", "en", 0.0),
        ("{engines: [detoxify]}", "jv", 1.0),
        ("{engines: [saring, detoxify], weights: {en: 0.4}}", "en", 0.4),
        ("{engines: [saring, detoxify], weights: {en: 0.4}}", "id", 0.0),
        ("{engines: [detoxify, saring], weights: {default: 0.2, id: 0}}", "su", 0.2),
        ("{engines: [detoxify, saring], weights: {default: 0.2, id: 0}}", "id", 0.0),
    ],
)
def test_a_policy_says_how_much_the_other_model_counts(
    tmp_path: Path, toxicity: str, language: str, share: float
) -> None:
    policy, _ = read_policy_file(written(tmp_path, toxicity))
    assert policy.toxicity.share(language) == share


@pytest.mark.parametrize(
    ("toxicity", "problem"),
    [
        ("{engines: []}", "name saring, detoxify, or both"),
        ("{engines: [saring, saring]}", "name saring, detoxify, or both"),
        ("{engines: [saring, detoxify]}", "weights belong to"),
        ("{engines: [saring], weights: {en: 0.4}}", "weights belong to"),
        ("{engines: [perspective]}", "engines"),
        ("{engines: [saring, detoxify], weights: {xx: 0.4}}", "weights"),
        ("{engines: [saring, detoxify], weights: {en: 1.4}}", "weights.en"),
    ],
)
def test_a_policy_that_cannot_be_meant_is_refused(
    tmp_path: Path, toxicity: str, problem: str
) -> None:
    with pytest.raises(PolicyError, match=problem):
        read_policy_file(written(tmp_path, toxicity))


def test_scores_are_joined_by_weight_and_unknown_labels_stay_ours() -> None:
    own = ToxicityChecker(ENCODER).check(CALM).scores
    joined = ToxicityChecker(ENCODER, Beside(Sure(), lambda _: 0.5)).check(CALM).scores
    for name in TOXICITY_SCORES:
        other = Sure().found.get(name, own[name])
        assert joined[name] == pytest.approx((own[name] + other) / 2, abs=2e-4)


def test_the_language_of_the_text_chooses_the_weight() -> None:
    engine = Sure()
    checker = ToxicityChecker(ENCODER, Beside(engine, {"id": 0.0, "en": 1.0}.__getitem__))
    assert checker.check(CALM).scores["toxicity"] < 0.5
    assert engine.asked == []
    english = Passage("The road in front of the market has been repaired, thank you all.")
    assert checker.check(english).scores["toxicity"] == 1.0
    assert checker.version == f"{ENCODER.version}+other-1"


@pytest.mark.parametrize("folder", [None, "nowhere"])
def test_an_engine_that_is_not_there_leaves_the_post_to_a_person(
    tmp_path: Path, folder: str | None
) -> None:
    policy = written(tmp_path, "{engines: [detoxify]}")
    screener = make_screener(policy, detoxify=tmp_path / folder if folder else None)
    found = screener.screen(CALM.text)
    screener.close()
    assert found.verdict is Verdict.REVIEW
    assert [one.checker for one in found.failures] == ["toxicity"]
