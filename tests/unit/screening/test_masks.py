"""What may stand in place of personal data: fixed words, or the value with its middle hidden."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.moderation.domain.screening import PERSON_JUDGES
from services.moderation.screening.labels import LABELS
from services.moderation.screening.masks import (
    ANY,
    HIDDEN,
    KINDS,
    Style,
    full_mask,
    mask,
    partial_mask,
    whole_characters,
)
from services.moderation.screening.redaction import redact
from tests.unit.screening.examples import NIK, personal


def test_every_label_of_personal_data_can_be_masked_and_what_has_no_label() -> None:
    assert set(KINDS) == {*LABELS["personal_data"], ANY}


@pytest.mark.parametrize("kind", KINDS)
def test_a_full_mask_and_a_role_tell_nothing_of_the_value(kind: str) -> None:
    for style in (Style.FULL, Style.ROLE):
        masks = {mask(style, kind, value) for value in (NIK, "Siti Aminah", "x")}
        assert len(masks) == 1
        (placeholder,) = masks
        assert placeholder is not None
        assert placeholder.startswith("[")
        assert placeholder.endswith("]")


@pytest.mark.parametrize("kind", sorted(set(LABELS["personal_data"]) - PERSON_JUDGES))
def test_a_full_mask_is_the_machines(kind: str) -> None:
    assert full_mask(kind) == redact("abc", [personal(0, 3, kind)])


@pytest.mark.parametrize("kind", sorted(PERSON_JUDGES))
def test_what_only_a_person_masks_has_a_full_mask_too(kind: str) -> None:
    assert full_mask(kind) == full_mask(ANY)


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        # The first four digits stay; of the last ones as many as half of them all allows.
        ("PHONE_NUMBER", "0812-3456-7890", "0812-••••-7890"),
        ("PHONE_NUMBER", "+62 812-3456-7890", "+62 81•-••••-7890"),
        ("PHONE_NUMBER", "(0274) 868504", "(0274) •••••4"),
        ("ID_NIK", NIK, "3404••••••••0001"),
        ("ID_KK", "3404 0112 0385 0001", "3404 •••• •••• 0001"),
        ("ID_BANK_ACCOUNT", "0123456789", "0123•••••9"),
        ("E_WALLET", "０８１２３４５６７８９０", "０８１２••••７８９０"),
        # Of an address, the first letters of the name and the last part of the host.
        ("EMAIL_ADDRESS", "siti.aminah@gmail.com", "si••.••••••@•••••.com"),
        ("EMAIL_ADDRESS", "a@b.co", "•@•.co"),
        ("EMAIL_ADDRESS", "ab@c.id", "a•@•.••"),
        ("EMAIL_ADDRESS", "s.a@warga.desa.id", "s.•@•••••.••••.id"),
    ],
)
def test_a_partial_mask_hides_the_middle(kind: str, value: str, shown: str) -> None:
    assert partial_mask(kind, value) == shown


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        # Half of a name, of a place or of a date tells it.
        ("PERSON", "Siti Aminah"),
        ("ADDRESS", "Jl. Kaliurang Km 9"),
        ("DATE_OF_BIRTH", "12-03-1985"),
        # Too short to hide anything.
        ("PHONE_NUMBER", "110"),
        # Disguised: letters, zero-width characters, line breaks, keycaps.
        ("PHONE_NUMBER", "nol delapan satu dua 3456"),
        ("PHONE_NUMBER", "0812\u200b34567890"),
        ("PHONE_NUMBER", "0812\n34567890"),
        ("PHONE_NUMBER", "0\ufe0f\u20e38\ufe0f\u20e312345678"),
        ("EMAIL_ADDRESS", "budi [at] gmail dot com"),
        ("EMAIL_ADDRESS", "budi@localhost"),
    ],
)
def test_a_partial_mask_is_not_offered_where_it_makes_no_sense(kind: str, value: str) -> None:
    assert mask(Style.PARTIAL, kind, value) is None


@given(
    kind=st.sampled_from(KINDS),
    value=st.text(alphabet="0123456789 -.()+/@abc٣８•", min_size=1, max_size=40),
)
def test_a_partial_mask_never_shows_more_than_half(kind: str, value: str) -> None:
    shown = partial_mask(kind, value)
    if shown is None:
        return
    assert len(shown) == len(value)
    kept = [at for at, character in enumerate(shown) if character != HIDDEN and character.isalnum()]
    assert all(shown[at] == value[at] for at in kept)
    assert len(kept) * 2 <= sum(character.isalnum() for character in value)
    digits = [character for character in shown if character.isdecimal()]
    assert len(digits) <= 8


@pytest.mark.parametrize(
    ("text", "span", "whole"),
    [
        ("abc", (1, 2), (1, 2)),
        # An accent of its own goes with its letter, from either side.
        ("Rene\u0301 ya", (0, 4), (0, 5)),
        ("Rene\u0301 ya", (4, 6), (3, 6)),
        # So do the parts of one emoji.
        ("👨\u200d👩\u200d👧!", (0, 1), (0, 5)),
        ("👍🏽!", (0, 1), (0, 2)),
        ("❤\ufe0f!", (0, 1), (0, 2)),
    ],
)
def test_a_span_is_widened_to_whole_characters(
    text: str, span: tuple[int, int], whole: tuple[int, int]
) -> None:
    assert whole_characters(text, *span) == whole
