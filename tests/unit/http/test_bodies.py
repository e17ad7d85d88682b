"""Strict reading of JSON bodies."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.moderation.http.bodies import child_pointer, read_object
from services.moderation.http.problem import Problem, ProblemError

UNICODE = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
JSON_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | UNICODE,
    lambda inner: st.lists(inner) | st.dictionaries(UNICODE, inner),
    max_leaves=20,
)


def _refusal(raw: bytes) -> Problem:
    with pytest.raises(ProblemError) as caught:
        read_object(raw)
    return caught.value.problem


@given(st.dictionaries(UNICODE, JSON_VALUES), st.booleans())
def test_any_json_object_of_whole_unicode_is_read_as_it_was_written(
    value: dict[str, object],
    escaped: bool,  # noqa: FBT001 - hypothesis passes it by position
) -> None:
    assert read_object(json.dumps(value, ensure_ascii=escaped).encode()) == value


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"text=halo", id="a form"),
        pytest.param(b'{"text": "halo"', id="cut off"),
        pytest.param(b'{"text": "halo"} {}', id="two values"),
        pytest.param(b"{\"text\": 'halo'}", id="single quotes"),
        pytest.param(b'{"text": "a\nb"}', id="a raw line break in a string"),
        pytest.param(b'{"a": 1, "a": 2}', id="a name twice"),
        pytest.param(b'{"a": {"b": 1, "b": 1}}', id="a name twice, further in"),
        pytest.param(b'{"a": NaN}', id="NaN"),
        pytest.param(b'{"a": -Infinity}', id="infinity"),
        pytest.param(b'{"a": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", id="nested too deeply"),
        pytest.param(b'{"a": ' + b"9" * 10_000 + b"}", id="an integer of ten thousand digits"),
        pytest.param('{"a": "é"}'.encode("latin-1"), id="not UTF-8"),
        pytest.param('{"a": 1}'.encode("utf-16"), id="UTF-16"),
    ],
)
def test_what_is_not_one_json_value_is_answered_with_400(raw: bytes) -> None:
    problem = _refusal(raw)
    assert (problem.status, problem.name) == (400, "invalid-json")
    assert problem.sentence.id


@pytest.mark.parametrize("raw", [b"[]", b'"{}"', b"1", b"null", b"true"])
def test_another_value_than_an_object_is_answered_with_422_for_the_whole_body(raw: bytes) -> None:
    problem = _refusal(raw)
    assert problem.status == 422
    assert [error.pointer for error in problem.errors] == [""]


@pytest.mark.parametrize(
    ("raw", "pointer"),
    [
        (rb'{"text": "a\u0000b"}', "/text"),
        (rb'{"text": "\ud83d"}', "/text"),
        (rb'{"author": {"ref": "\udc00"}}', "/author/ref"),
        (rb'{"channels": ["site", "\udfff"]}', "/channels/1"),
        (rb'{"metadata": {"\u0000": "x"}}', "/metadata"),
        (rb'{"\ud800": 1}', ""),
    ],
)
def test_strings_that_no_database_can_keep_are_named_wherever_they_stand(
    raw: bytes,
    pointer: str,
) -> None:
    problem = _refusal(raw)
    assert problem.status == 422
    assert [error.pointer for error in problem.errors] == [pointer]


def test_a_pair_of_surrogates_is_one_character() -> None:
    assert read_object(rb'{"text": "\ud83d\ude00"}') == {"text": "😀"}


def test_a_name_that_may_hold_words_is_not_repeated_in_a_pointer() -> None:
    assert child_pointer("/metadata", "Bu Sari, 0812") == "/metadata"
    assert child_pointer("/metadata", "a" * 65) == "/metadata"
    assert child_pointer("/metadata", "form_id") == "/metadata/form_id"
