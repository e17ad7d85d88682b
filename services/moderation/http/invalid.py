"""From pydantic's validation errors to sentences that say how to mend the request."""

from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from services.moderation.http.bodies import child_pointer
from services.moderation.http.fields import Fault
from services.moderation.http.problem import FieldError, Sentence

_DEFAULT = Sentence("Correct this value.", "Perbaiki nilai ini.")

_SENTENCES: dict[str, Sentence] = {
    "missing": Sentence("Add this field; it is required.", "Tambahkan bidang ini; wajib diisi."),
    "extra_forbidden": Sentence(
        "Remove this field; it is not known.",
        "Hapus bidang ini; bidang ini tidak dikenal.",
    ),
    "string_type": Sentence("Send a string.", "Kirim sebuah string."),
    "string_too_short": Sentence(
        "Send at least {min_length} character(s).",
        "Kirim sedikitnya {min_length} karakter.",
    ),
    "string_too_long": Sentence(
        "Send at most {max_length} characters.",
        "Kirim paling banyak {max_length} karakter.",
    ),
    "bool_type": Sentence("Send true or false.", "Kirim true atau false."),
    "int_type": Sentence("Send a whole number.", "Kirim bilangan bulat."),
    "float_type": Sentence("Send a number.", "Kirim bilangan."),
    "list_type": Sentence("Send an array.", "Kirim sebuah larik."),
    "dict_type": Sentence("Send an object.", "Kirim sebuah objek."),
    "model_type": Sentence("Send an object.", "Kirim sebuah objek."),
    "too_short": Sentence(
        "Send at least {min_length} item(s).",
        "Kirim sedikitnya {min_length} butir.",
    ),
    "too_long": Sentence(
        "Send at most {max_length} items.",
        "Kirim paling banyak {max_length} butir.",
    ),
    "int_parsing": Sentence("Send a whole number.", "Kirim bilangan bulat."),
    "greater_than_equal": Sentence(
        "Send a number of at least {ge}.",
        "Kirim bilangan minimal {ge}.",
    ),
    "less_than_equal": Sentence("Send a number of at most {le}.", "Kirim bilangan maksimal {le}."),
    "literal_error": Sentence("Send one of: {expected}.", "Kirim salah satu dari: {expected_id}."),
    "enum": Sentence("Send one of: {expected}.", "Kirim salah satu dari: {expected_id}."),
    Fault.BLANK: Sentence(
        "Send text with at least one visible character.",
        "Kirim teks dengan sedikitnya satu karakter yang terlihat.",
    ),
    Fault.CONTROL_CHARACTER: Sentence(
        "Remove line breaks and other control characters.",
        "Hapus pergantian baris dan karakter kontrol lain.",
    ),
    Fault.LANGUAGE_TAG: Sentence(
        "Send a BCP 47 language tag such as `id`, `jv` or `su`.",
        "Kirim tanda bahasa BCP 47 seperti `id`, `jv`, atau `su`.",
    ),
    Fault.INSTANT: Sentence(
        "Send an RFC 3339 instant with offset, such as 2026-01-31T09:30:00+07:00.",
        "Kirim waktu RFC 3339 dengan offset, misalnya 2026-01-31T09:30:00+07:00.",
    ),
    Fault.INSTANT_RANGE: Sentence(
        "Send an instant between the years 2000 and 2100.",
        "Kirim waktu antara tahun 2000 dan 2100.",
    ),
    Fault.NOT_UNIQUE: Sentence("Name each channel once.", "Sebut setiap kanal satu kali saja."),
    Fault.METADATA_TOO_LARGE: Sentence(
        "Shorten the metadata to 4,096 bytes of names and values in all.",
        "Ringkas metadata menjadi paling banyak 4.096 bita nama dan nilai.",
    ),
    Fault.CREDIT_WITHOUT_NAME: Sentence(
        "Send the name to credit, or leave `credit` false.",
        "Kirim nama yang akan dicantumkan, atau biarkan `credit` bernilai false.",
    ),
    Fault.NO_TEXT_INPUT: Sentence(
        "Send a string, an array of strings, or an array of `text` parts.",
        "Kirim sebuah string, larik string, atau larik bagian `text`.",
    ),
    Fault.IMAGE: Sentence(
        "Remove the image; only text is judged. Send `text` parts, and show images to a person.",
        "Hapus gambarnya; hanya teks yang dinilai. Kirim bagian `text`; gambar dinilai petugas.",
    ),
    Fault.ATTACHMENTS_RESERVED: Sentence(
        "Remove `attachments`; the name is reserved and files are not accepted yet.",
        "Hapus `attachments`; nama ini dicadangkan dan berkas belum diterima.",
    ),
}


def body_errors(error: ValidationError) -> Iterator[FieldError]:
    """Yield what is wrong with a body, by JSON pointer; repeats nothing that was sent."""
    for entry in _entries(error):
        yield FieldError(_sentence(entry), pointer=_pointer(entry["loc"]))


def query_errors(error: ValidationError) -> Iterator[FieldError]:
    """Yield what is wrong with a query string, by parameter; repeats no value that was sent."""
    for entry in _entries(error):
        yield FieldError(_sentence(entry), parameter=_pointer(entry["loc"]).lstrip("/"))


def _entries(error: ValidationError) -> list[Any]:
    return error.errors(include_url=False, include_input=False)


def _sentence(entry: Any) -> Sentence:  # noqa: ANN401 - pydantic's ErrorDetails, whose ctx is free
    values = dict(entry.get("ctx", {}))
    if "expected" in values:
        values["expected_id"] = _choice_in_indonesian(values["expected"])
    return _SENTENCES.get(entry["type"], _DEFAULT).format(**values)


def _choice_in_indonesian(expected: str) -> str:
    """Return pydantic's `'a', 'b' or 'c'` with the Indonesian word before the last."""
    others, choice, last = expected.rpartition(" or ")
    if not choice:
        return expected
    return f"{others}, atau {last}" if ", " in others else f"{others} atau {last}"


def _pointer(location: tuple[int | str, ...]) -> str:
    pointer = ""
    for part in location:
        if part != "[key]":  # Pydantic's mark for a name, as opposed to its value.
            pointer = child_pointer(pointer, str(part))
    return pointer
