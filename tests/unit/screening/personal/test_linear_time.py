"""No text of 20,000 characters, however nasty, keeps the checker busy for long."""

import time

import pytest

from services.moderation.screening.checker import Passage
from tests.unit.screening.personal.found import CHECKER

LONGEST = 20_000
# Far above what is measured (up to about 2 s), far below what backtracking would take.
BOUND_SECONDS = 15

NASTY = [
    "1", " ", "(", "((", "-", ".", "@", "a", "A", "a@", "a.", "0 ", "08 ", "1-", "1.", "(0",
    "+6 2 ", "RT ", "RT 1 ", "RT 01/02, ", "Jl. A ", "Dusun A, ", "No. 1 ", "A ", "Aa ",
    "Pak ", "Pak Aa ", "NIK ", "nik 1 ", "KK 34 ", "340401 ", "npwp 1 ", "sim ", "bpjs 0 ",
    "bpjs 0001 ", "paspor a1 ", "rekening ", "BCA ", "BCA 1 ", "dana ", "ovo 08", "lahir ",
    "lahir 1 ", "kantor ", "kantor 0274", "posko a ", "(0274) 868405 ", "081234567890 ",
    "nol ", "satu dua ", "7° ", "1.1234 ", "::", "1:", "1 . ", "t.me/", "akun ", "akun a_",
    "utang ", "punya utang di bank ", "Siti sakit ", "kena ", "Siti umur ", "kelas 1 ",
    "Siti kelas 1 ", "dihukum ", "gaji satu ", "{[(", "\"'", "a.n. ", "\n", "3️⃣",
    "anak saya ", "Bupati ", "no resi ", "AB 1 ", "blok A ", "nama ", "saya, ", "(at)",
    " dot ",
]  # fmt: skip


@pytest.mark.parametrize("part", NASTY)
def test_a_long_nasty_text_is_read_in_time(part: str) -> None:
    passage = Passage((part * LONGEST)[:LONGEST])
    began = time.monotonic()
    CHECKER.check(passage)
    assert time.monotonic() - began < BOUND_SECONDS
