"""Every message of the console has its English, and the compiled catalogue is up to date."""

import io
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po

from services.moderation import console

ROOT = Path(console.__file__).parent
FOLDER = ROOT / "translations" / "en" / "LC_MESSAGES"
METHODS = [("**.py", "python"), ("templates/**.html", "jinja2")]
KEYWORDS = {"gettext": None, "ngettext": (1, 2), "_": None, "_l": None}


def _catalogue() -> Catalog:
    with (FOLDER / "messages.po").open("rb") as file:
        return read_po(file, locale="en")


def _used() -> set[object]:
    found = extract_from_dir(ROOT, method_map=METHODS, keywords=KEYWORDS)
    return {
        message if isinstance(message, str) else tuple(message) for _, _, message, _, _ in found
    }


def test_the_catalogue_has_every_message_and_no_other() -> None:
    assert {message.id for message in _catalogue() if message.id} == _used()


def test_no_message_is_untranslated_or_a_guess() -> None:
    """Plural forms count one by one; a fuzzy entry is a translator's guess."""
    unfinished = [
        message.id
        for message in _catalogue()
        if message.id and (message.fuzzy or not all(_forms(message)))
    ]
    assert unfinished == []


def _forms(message: Message) -> list[object]:
    string = message.string
    return list(string) if isinstance(string, (list, tuple)) else [string]


def test_no_placeholder_is_lost_in_translation() -> None:
    wrong = {message.id: list(message.check()) for message in _catalogue() if message.id}
    assert {identity: errors for identity, errors in wrong.items() if errors} == {}


def test_the_compiled_catalogue_is_the_written_one() -> None:
    fresh = io.BytesIO()
    write_mo(fresh, _catalogue())
    fresh.seek(0)
    with (FOLDER / "messages.mo").open("rb") as file:
        assert _entries(read_mo(file)) == _entries(read_mo(fresh))


def _entries(catalogue: Catalog) -> list[tuple[str, str]]:
    """Return ids and translations without the header, which holds a date."""
    return sorted((str(message.id), str(message.string)) for message in catalogue if message.id)
