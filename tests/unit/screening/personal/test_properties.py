"""What holds for any text, and for every invented value."""

from itertools import pairwise
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from services.moderation.domain.screening import FLAGGED
from services.moderation.screening.checker import Passage
from services.moderation.screening.redaction import redact
from tests.support import personal_values as values
from tests.unit.screening.personal.found import CHECKER, found

WORDS = """
    NIK KK NPWP BPJS SIM paspor rekening BCA DANA kartu Pak Bu Siti Jl. RT RW No. lahir umur
    kelas @ ( ) . , - : / + 0812 3404 081234567890 3404011203850001 4111111111111111 A1234567
    @budi_s9 AB 1234 CD kantor dinas posko hubungi -7.797068 110.370529 36.72.215.104
    budi@gmail.com 3️⃣ ３ punya utang 5 juta menderita stroke
    """
PIECES = st.sampled_from([*WORDS.split(), "\u200b", "\n"])
TEXTS = st.one_of(
    st.text(max_size=200),
    st.text(alphabet="0123456789 .-+()@a\u200b３👍", max_size=120),
    st.lists(PIECES, max_size=25).map(" ".join),
    st.lists(PIECES, max_size=25).map("".join),
)
NAMES_AND_STATEMENTS = {"PERSON", "HEALTH", "CHILD", "CRIMINAL_RECORD", "FINANCE"}
SEEDS = st.integers(0, 10**6).map(Random)


@given(TEXTS)
def test_spans_lie_in_the_text_and_those_of_a_label_do_not_overlap(text: str) -> None:
    spans: dict[str, list[tuple[int, int]]] = {}
    for one in CHECKER.check(Passage(text)).findings:
        assert one.start is not None
        assert one.end is not None
        assert 0 <= one.start < one.end <= len(text)
        spans.setdefault(one.label, []).append((one.start, one.end))
    for same in spans.values():
        assert all(left[1] <= right[0] for left, right in pairwise(sorted(same)))


@given(TEXTS)
def test_screening_the_redacted_text_finds_no_identifier_again(text: str) -> None:
    redacted = redact(text, CHECKER.check(Passage(text)).findings)
    again = CHECKER.check(Passage(redacted)).findings
    left = [one for one in again if one.score >= FLAGGED and one.label not in NAMES_AND_STATEMENTS]
    assert left == []


@given(SEEDS, st.sampled_from(["", " ", ".", "-"]))
def test_an_invented_nik_and_kk_are_found(random: Random, joint: str) -> None:
    nik, kk = values.nik(random), values.kk(random)
    written, card = (values.grouped(one, joint) for one in (nik, kk))
    assert found(f"Mohon cek NIK {written} dan KK {card}, matur nuwun") == [
        ("ID_NIK", written),
        ("ID_KK", card),
    ]


@given(SEEDS, st.sampled_from(["telp {}", "kabari aku neng {} yo", "({})", "WA:{}"]))
def test_an_invented_telephone_number_is_found(random: Random, frame: str) -> None:
    number = values.phone(random)
    for written in (number, "+62" + number[1:], values.grouped(number, "-"), " ".join(number)):
        assert found(frame.format(written)) == [("PHONE_NUMBER", written)]


@given(SEEDS)
def test_invented_numbers_of_cards_taxes_and_insurance_are_found(random: Random) -> None:
    card, tax, insurance = values.card(random), values.npwp(random), values.bpjs(random)
    assert found(f"kartu {values.grouped(card, ' ')} bocor") == [
        ("CREDIT_CARD", values.grouped(card, " "))
    ]
    assert found(f"NPWP saya {tax} ya") == [("ID_NPWP", tax)]
    assert found(f"kartu BPJS {insurance} mati") == [("ID_BPJS", insurance)]


@given(SEEDS)
def test_invented_plates_accounts_passports_and_licences_are_found(random: Random) -> None:
    plate, passport = values.plate(random), values.passport(random)
    licence, (bank, account) = values.driving_licence(random), values.bank_account(random)
    assert found(f"truk plat {plate} ngebut") == [("ID_VEHICLE_PLATE", plate)]
    assert found(f"paspor {passport} hilang") == [("ID_PASSPORT", passport)]
    assert found(f"SIM A nomor {licence} mati") == [("ID_DRIVING_LICENCE", licence)]
    assert found(f"ke {bank} {account} saja") == [("ID_BANK_ACCOUNT", account)]
