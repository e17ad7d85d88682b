"""Write texts the way people hide words, without changing what the texts say."""

import random
import re
from collections.abc import Callable
from dataclasses import replace

from services.moderation.screening.normalise import fold, match_form
from training.coarse import COARSE
from training.examples import Example

_WORD = re.compile(r"[^\W\d_]{3,}")
_LEET = {
    "a": "4@", "b": "8", "e": "3", "g": "9", "i": "1!", "o": "0", "s": "5$", "t": "7", "z": "2",
}  # fmt: skip
_CYRILLIC = dict(zip("aceopxyikmhtb", "асеорхуікмнтв", strict=True))
_SMALL_CAPITALS = dict(zip("abcdefghijklmnopqrtuvwyz", "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀᴛᴜᴠᴡʏᴢ", strict=True))
_FANCY_FIRSTS = (0x1D41A, 0x1D44E, 0x1D482, 0x1D4EA, 0x1D5BA, 0x1D5EE, 0x1D68A, 0xFF41, 0x24D0)
"""Code points of `a` in alphabets that run on to `z` without a gap (but the italic h)."""
_ITALIC_H_GAP = 0x1D455
_SEPARATORS = (".", " ", "-", "_", "*", "·")
_ZERO_WIDTH = ("\u200b", "\u200c", "\u2060", "\u00ad")
_VOWELS = "aiueo"
_ORDINARY_SHARE = 0.25
_MOST_ORDINARY = 4

Disguise = Callable[[str, random.Random], str]


def _leet(word: str, choice: random.Random) -> str:
    shown = [choice.choice(_LEET[one]) if one in _LEET else one for one in word.lower()]
    kept = [new if choice.random() < 0.7 else old for new, old in zip(shown, word, strict=True)]  # noqa: PLR2004 - most letters, not all
    return "".join(kept)


def _separated(word: str, choice: random.Random) -> str:
    return choice.choice(_SEPARATORS).join(word)


def _stretched(word: str, choice: random.Random) -> str:
    at = choice.randrange(1, len(word))
    return word[:at] + word[at] * choice.randint(2, 6) + word[at + 1 :]


def _fancy(word: str, choice: random.Random) -> str:
    first = choice.choice(_FANCY_FIRSTS)
    return "".join(_in_alphabet(one, first) for one in word.lower())


def _in_alphabet(letter: str, first: int) -> str:
    code = first + ord(letter) - ord("a")
    return chr(code) if "a" <= letter <= "z" and code != _ITALIC_H_GAP else letter


def _lookalike(word: str, choice: random.Random) -> str:
    table = choice.choice((_CYRILLIC, _SMALL_CAPITALS))
    return "".join(table.get(one, one) for one in word.lower())


def _invisible(word: str, choice: random.Random) -> str:
    at = choice.randrange(1, len(word))
    return word[:at] + choice.choice(_ZERO_WIDTH) + word[at:]


def _starred(word: str, choice: random.Random) -> str:
    places = [at for at, one in enumerate(word) if at and one.lower() in _VOWELS]
    if not places:
        return word
    at = choice.choice(places)
    return word[:at] + choice.choice("*.#") + word[at + 1 :]


DISGUISES: dict[str, Disguise] = {
    "leet": _leet,
    "separated": _separated,
    "stretched": _stretched,
    "fancy": _fancy,
    "lookalike": _lookalike,
    "invisible": _invisible,
    "starred": _starred,
}


def obfuscated(text: str, kind: str, choice: random.Random) -> str:
    """Disguise the coarse words of `text`, and a few ordinary ones in texts of every kind.

    Ordinary words too, in harmless texts too: else the disguise itself would look like abuse.
    """
    words = list(_WORD.finditer(text))
    coarse = {word.start() for word in words if COARSE.search(word.group().lower())}
    ordinary = [word.start() for word in words if word.start() not in coarse]
    count = min(_MOST_ORDINARY, round(len(ordinary) * _ORDINARY_SHARE) + (not coarse))
    chosen = coarse | set(choice.sample(ordinary, min(count, len(ordinary))))
    disguise = DISGUISES[kind]

    def written(word: re.Match[str]) -> str:
        return disguise(word.group(), choice) if word.start() in chosen else word.group()

    return _WORD.sub(written, text)


def augmented(example: Example, choice: random.Random, *, hidden: float, recased: float) -> Example:
    """Return the example, by chance in a disguise or in other letters; its labels stay.

    A text whose words are labelled keeps every character's place. A disguised text no longer
    teaches the language head: its letters are not those of the language.
    """
    draw = choice.random()
    if draw < hidden and not example.has_spans:
        kind = choice.choice([*DISGUISES, "undone"])
        if kind == "undone":
            return replace(example, text=match_form(fold(example.text)).text, spoken=None)
        return replace(example, text=obfuscated(example.text, kind, choice), spoken=None)
    if hidden <= draw < hidden + recased:
        text = example.text.upper() if choice.random() < 0.3 else example.text.lower()  # noqa: PLR2004 - shouting is the rarer
        return replace(example, text=text) if len(text) == len(example.text) else example
    return example
