"""Validation errors as sentences: both languages are whole."""

from enum import StrEnum
from typing import Literal

import pytest
from pydantic import BaseModel, ValidationError

from services.moderation.http.invalid import body_errors


class _Pair(StrEnum):
    ONE = "one"
    TWO = "two"


class _Body(BaseModel):
    alone: Literal["one"] = "one"
    pair: _Pair = _Pair.ONE
    several: Literal["one", "two", "three"] = "one"


@pytest.mark.parametrize(
    ("field", "english", "indonesian"),
    [
        ("alone", "Send one of: 'one'.", "Kirim salah satu dari: 'one'."),
        ("pair", "Send one of: 'one' or 'two'.", "Kirim salah satu dari: 'one' atau 'two'."),
        (
            "several",
            "Send one of: 'one', 'two' or 'three'.",
            "Kirim salah satu dari: 'one', 'two', atau 'three'.",
        ),
    ],
)
def test_a_choice_is_told_in_the_words_of_its_language(
    field: str, english: str, indonesian: str
) -> None:
    with pytest.raises(ValidationError) as raised:
        _Body.model_validate({field: "four"})
    (told,) = body_errors(raised.value)
    assert (told.sentence.en, told.sentence.id) == (english, indonesian)
