"""Gambling and chain messages: promotion is told from complaint, alarm from honest appeal."""

import pytest

from services.moderation.domain.screening import FLAGGED
from services.moderation.screening.chain_message import ChainMessageChecker
from services.moderation.screening.checker import Passage
from services.moderation.screening.gambling import GamblingChecker


@pytest.mark.parametrize(
    "text",
    [
        "Slot gacor hari ini maxwin di DORA77, daftar sekarang",
        "s l o t g a c o r zeus88 bonus new member",
        "𝗣𝗟𝗨𝗧𝗢𝟴𝟴 gampang menang",
        "Main di ⭐ A L E X I S 1 7 ⭐ langsung cair",
        "Bandar togel terpercaya, depo 10 ribu, wd cepat",
        "M4xw1n terus di g4cor88, modal receh",
    ],
)
def test_promotion_of_gambling_is_flagged_with_a_span(text: str) -> None:
    result = GamblingChecker().check(Passage(text))
    (finding,) = result.findings
    assert result.scores["spam"] == finding.score >= FLAGGED
    assert (finding.category, finding.label) == ("spam", "online_gambling")
    assert finding.start is not None


@pytest.mark.parametrize(
    "text",
    [
        "tolong judi online di kampung saya ditertibkan",
        "Anak saya kecanduan slot online, mohon penyuluhan",
        "Polisi menangkap bandar togel di pasar",
        "Beli parfum 77 ribu di pasar",
        "SMAN77 menang lomba, bonus dari bupati",
        "Lantai 18 restoran ini nyaman, harga 88 ribu",
    ],
)
def test_complaints_about_gambling_and_ordinary_figures_are_not(text: str) -> None:
    result = GamblingChecker().check(Passage(text))
    assert result.scores["spam"] < FLAGGED
    assert result.findings == ()


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        (
            "Copas dari grup sebelah: air PDAM beracun, sebarkan sebelum dihapus!!",
            {"forward_chain", "urgency"},
        ),
        ("VIRALKAN!!! Penculik keliling desa, bagikan ke semua grup", {"forward_chain"}),
        ("Sebarkan! vaksin berisi chip, media bungkam", {"forward_chain"}),
    ],
)
def test_chain_messages_are_flagged_by_what_gives_them_away(text: str, labels: set[str]) -> None:
    result = ChainMessageChecker().check(Passage(text))
    assert result.scores["misinformation"] >= FLAGGED
    assert {finding.label for finding in result.findings} == labels


@pytest.mark.parametrize(
    "text",
    [
        "Dibutuhkan donor darah O segera di RSUD Sleman, mohon sebarkan",
        "Anak hilang di pasar Gamping, tolong share",
        "Kerja bakti hari Minggu, tolong sebarkan ke warga",
        "Hoaks: pesan berantai soal gempa itu tidak benar, jangan sebarkan",
        "Hati-hati jalan licin malam ini",
    ],
)
def test_honest_appeals_and_corrections_are_not(text: str) -> None:
    assert ChainMessageChecker().check(Passage(text)).scores["misinformation"] < FLAGGED
