"""Reading a request's JSON body: strictly, so that two readers cannot understand it differently."""

import json
import re
from collections.abc import Iterator
from typing import Any, NoReturn

from flask import Request

from services.moderation.http.problem import (
    FieldError,
    Problem,
    ProblemError,
    Sentence,
    invalid_fields,
    invalid_json,
)

JSON = "application/json"

_PLAIN_NAME = re.compile(r"[A-Za-z0-9_-]{1,64}", re.ASCII)

WRONG_TYPE = Problem(
    415,
    "unsupported-media-type",
    "The body is not declared as JSON.",
    Sentence(
        "Send the body as JSON, uncompressed, with `Content-Type: application/json`.",
        "Kirim isi sebagai JSON tanpa kompresi dengan `Content-Type: application/json`.",
    ),
)
_NOT_UTF8 = invalid_json("Encode the body as UTF-8.", "Gunakan pengodean UTF-8 untuk isi.")
NOT_JSON = invalid_json(
    "Send one complete JSON value as the body.",
    "Kirim satu nilai JSON yang lengkap sebagai isi.",
)
_TOO_DEEP = invalid_json(
    "Nest arrays and objects less deeply.",
    "Kurangi kedalaman larik dan objek yang bersarang.",
)
_TWICE = invalid_json(
    "Send each name at most once in an object.",
    "Kirim setiap nama paling banyak satu kali dalam satu objek.",
)
_NO_NUMBER = invalid_json(
    "Send no NaN and no Infinity; they are not JSON.",
    "Jangan kirim NaN atau Infinity; keduanya bukan JSON.",
)
_NO_OBJECT = Sentence("Send a JSON object as the body.", "Kirim objek JSON sebagai isi.")
_NUL = Sentence("Remove the NUL character (U+0000).", "Hapus karakter NUL (U+0000).")
_SURROGATE = Sentence(
    "Remove the lone surrogate (U+D800 to U+DFFF); it stands for no character.",
    "Hapus surogat tunggal (U+D800 sampai U+DFFF); ia tidak mewakili karakter apa pun.",
)
_NAMES = Sentence(
    "Send object names of valid Unicode without NUL.",
    "Kirim nama objek dalam Unicode yang sah tanpa NUL.",
)


class StrictRequest(Request):
    """A request whose JSON is read by the rules of this module, whoever asks for it."""

    json_types: frozenset[str] = frozenset({JSON})
    """How a body may be declared; an endpoint group may widen it before the body is read."""

    body_is_optional: bool = False
    """Whether no body at all is read as an empty object."""

    strings_are_checked: bool = True
    """Whether unusable strings refuse the whole body; if not, the endpoint looks for them."""

    def get_json(self, force: bool = False, silent: bool = False, cache: bool = True) -> Any:  # noqa: ANN401, FBT001, FBT002 - Flask's own signature
        """Return the body, a JSON object. Raises ProblemError, also when `silent`."""
        del force, silent, cache
        if self.body_is_optional and not self.get_data():
            return {}
        encoding = self.headers.get("Content-Encoding", "identity")
        if self.mimetype not in self.json_types or encoding != "identity":
            raise ProblemError(WRONG_TYPE)
        return read_object(self.get_data(), check_strings=self.strings_are_checked)


def read_object(raw: bytes, *, check_strings: bool = True) -> dict[str, Any]:
    """Return the JSON object that `raw` holds; its strings are whole Unicode without NUL.

    Raises ProblemError: 400 for what is not JSON (RFC 8259) or says a name twice, 422 for another
    value than an object and, if they are checked, for strings that no database can keep.
    """
    try:
        value = json.loads(
            raw.decode("utf-8"),
            object_pairs_hook=_without_duplicates,
            parse_constant=_refuse_constant,
        )
    except UnicodeDecodeError:
        raise ProblemError(_NOT_UTF8) from None
    except RecursionError:
        raise ProblemError(_TOO_DEEP) from None
    except ValueError:
        # Includes an integer of more digits than Python converts.
        raise ProblemError(NOT_JSON) from None
    if not isinstance(value, dict):
        raise ProblemError(invalid_fields((FieldError(_NO_OBJECT, pointer=""),)))
    problem = invalid_fields(unusable_strings(value) if check_strings else ())
    if problem.errors:
        raise ProblemError(problem)
    return value


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ProblemError(_TWICE)
    return found


def _refuse_constant(_name: str) -> NoReturn:
    raise ProblemError(_NO_NUMBER)


def unusable_strings(body: Any) -> Iterator[FieldError]:  # noqa: ANN401 - any JSON value
    """Yield an error for each string in a JSON value that holds NUL or a lone surrogate.

    Walks with a stack of its own: the body may nest as deeply as the JSON reader allows.
    """
    stack: list[tuple[str, Any]] = [("", body)]
    while stack:
        pointer, value = stack.pop()
        if isinstance(value, str):
            if (sentence := _fault(value)) is not None:
                yield FieldError(sentence, pointer=pointer)
        elif isinstance(value, list):
            stack += [(f"{pointer}/{index}", item) for index, item in enumerate(value)]
        elif isinstance(value, dict):
            if any(_fault(name) for name in value):
                yield FieldError(_NAMES, pointer=pointer)
                continue
            stack += [(child_pointer(pointer, name), item) for name, item in value.items()]


def _fault(text: str) -> Sentence | None:
    if "\0" in text:
        return _NUL
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return _SURROGATE
    return None


def child_pointer(parent: str, name: str) -> str:
    """Return the JSON pointer of a member; the parent's if the name is not a plain identifier.

    A name that the client chose freely may hold a citizen's words, which no answer repeats.
    """
    return f"{parent}/{name}" if _PLAIN_NAME.fullmatch(name) else parent
