"""Toxicity: abuse is caught in whatever dress, and anger at officials is lawful."""

import pytest

from services.moderation.domain.screening import FLAGGED, TOXICITY_SCORES
from services.moderation.screening.checker import Passage
from services.moderation.screening.encoder import Encoder
from services.moderation.screening.toxicity import ToxicityChecker

CHECKER = ToxicityChecker(Encoder())


def flagged(text: str) -> float:
    """Return what a text is flagged toxic by: the worse of toxicity and identity_attack."""
    scores = CHECKER.check(Passage(text)).scores
    return max(scores["toxicity"], scores["identity_attack"])


@pytest.mark.parametrize(
    "text",
    [
        "dasar anjing goblok bangsat",
        "b4ngs4t lu, t0lol",
        "Dasar a.n.j.i.n.g kamu",
        "kowe ki goblok tenan, asu",
        "You are a stupid idiot",
    ],
)
def test_plain_insults_are_sure(text: str) -> None:
    assert flagged(text) >= 0.95


@pytest.mark.parametrize(
    "text",
    [
        "Wong cina kudu diusir saka kene",
        "kafir harus mati semua",
        "Saya akan bunuh kamu nanti malam",
    ],
)
def test_hate_and_threats_are_flagged(text: str) -> None:
    assert flagged(text) >= FLAGGED


@pytest.mark.parametrize(
    "text",
    [
        "Terima kasih banyak Pak Camat, jalannya sudah bagus",
        "Matur nuwun Pak Lurah, pelayanane apik tenan",
        "Hatur nuhun pisan, jalan tos sae",
        "Pemerintah gagal total mengurus sampah",
        "Pelayanan kelurahan payah, petugasnya malas dan tidak sopan",
        "Saya kecewa berat, bupati harus mundur kalau begini terus",
        "Tolong bunuh nyamuk di kampung kami, banyak yang demam berdarah",
        "Ada anjing liar di pasar, mohon ditangkap",
        "😂😂😂",
    ],
)
def test_thanks_and_harsh_but_lawful_criticism_pass(text: str) -> None:
    assert flagged(text) < FLAGGED


def test_an_insult_does_not_drown_in_a_long_post() -> None:
    calm = "Jalan di depan pasar sudah diperbaiki dan warga merasa senang. " * 20
    assert flagged(calm) < FLAGGED
    assert flagged(f"{calm} dasar bupati anjing goblok bangsat {calm}") >= FLAGGED


def test_every_score_is_given_and_a_finding_for_each_that_is_flagged() -> None:
    result = CHECKER.check(Passage("dasar anjing goblok bangsat"))
    assert set(result.scores) == set(TOXICITY_SCORES)
    assert {one.label for one in result.findings} == {
        label for label, score in result.scores.items() if score >= FLAGGED
    }
