"""What is said of a finding: reason, severity, kind under the law; never the value."""

import re

import pytest

from services.moderation.domain.screening import Finding, Severity
from services.moderation.screening.checker import Passage
from services.moderation.screening.personal.reason_words import PERSONAL_REASONS
from services.moderation.screening.reasons import finding_reason
from tests.unit.screening.examples import NIK
from tests.unit.screening.personal.found import CHECKER

ALL = (
    f"Nama saya Budi Santoso, NIK {NIK}, KK 3404010101100002, paspor A1234567, SIM 14341405000112,"
    " BPJS 0001234567890, rekening BCA 1234567890, kartu 4111111111111111, DANA 081234567890, telp"
    " 085712345678, budi@gmail.com, @budi_s99, plat AB 1234 CD, IP 36.72.215.104, lokasi"
    " -7.797068, 110.370529, lahir 12 Maret 1985, Jl. Damai No. 5, NPWP 09.254.294.3-407.000"
)


def one(text: str) -> Finding:
    """Return the only finding in a text."""
    (finding,) = CHECKER.check(Passage(text)).findings
    return finding


def test_the_reason_of_a_nik_names_district_and_date_but_no_digit_of_it() -> None:
    assert finding_reason(one("NIK 3404071203850001")) == {
        "id": "NIK: 16 digit, wilayah Kec. Depok, Kab. Sleman, tanggal valid.",
        "en": "NIK: 16 digits, region Kec. Depok, Kab. Sleman, valid date.",
    }


def test_no_reason_holds_a_value() -> None:
    findings = CHECKER.check(Passage(ALL)).findings
    assert len({one.label for one in findings}) == 18  # Every label but the four stated ones.
    for finding in findings:
        value = re.sub(r"\W", "", ALL[finding.start : finding.end])
        for sentence in finding_reason(finding).values():
            assert value not in re.sub(r"\W", "", sentence)


def test_every_reason_code_has_words_in_both_languages() -> None:
    codes = {finding.reason_code for finding in CHECKER.check(Passage(ALL)).findings}
    assert codes <= set(PERSONAL_REASONS)
    assert all(indonesian != english for indonesian, english in PERSONAL_REASONS.values())


@pytest.mark.parametrize(
    ("text", "severity", "kind"),
    [
        (f"NIK {NIK}", Severity.CRITICAL, "general"),
        ("kartu 4111111111111111", Severity.CRITICAL, "specific"),
        ("telp 081234567890", Severity.HIGH, "general"),
        ("rekening BCA 1234567890", Severity.HIGH, "specific"),
        ("plat AB 1234 CD", Severity.MEDIUM, "general"),
        ("Terima kasih Bu Endang", Severity.LOW, "general"),
    ],
)
def test_severity_is_the_harm_it_can_do_and_the_law_tells_the_kind(
    text: str, severity: Severity, kind: str
) -> None:
    finding = one(text)
    assert (finding.severity, finding.pdp) == (severity, kind)


def test_a_lone_name_does_not_count_in_the_score() -> None:
    assert CHECKER.check(Passage("Terima kasih Bu Endang")).scores == {"personal_data": 0.0}
