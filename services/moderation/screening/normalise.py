"""Normalise a text for matching, and map every normalised character back to the submitted text."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

# Longer compatibility forms (one Arabic ligature unfolds to 18 letters) would let a text of
# 20,000 characters grow tenfold; such a character stands for itself.
_LONGEST_UNFOLDING = 4

_LOOKALIKES = str.maketrans(
    "авекмнорстухіјѕԁһɡıαβεηικνορτυχᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ",
    "abekmhopctyxijsdhgiabenikvoptuxabcdefghijklmnoprstuvwyz",
)
"""Cyrillic, Greek and small-capital letters that are drawn like Latin ones."""

# Circled and squared letters on black and regional indicators have no compatibility form.
_LETTER_BLOCKS = (0x1F150, 0x1F170, 0x1F1E6)
_ALPHABET = 26

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")
_WHITE_SPACE = re.compile(r"\s+")
_STRETCHED = re.compile(r"([^\W\d_])\1{2,}")
_BETWEEN_SINGLE_LETTERS = re.compile(r"(?<=\b[^\W_])[ .,*·•|~/-]{1,2}(?=[^\W_]\b)")
# A digit inside a word, or one alone before it, stands for a letter; digits that end a word
# ("alexis17") and longer numbers ("17agustus") are what they are.
_DIGIT_AS_LETTER = re.compile(
    r"(?:(?<=[a-z])[0-9@$]{1,2}|(?<![a-z0-9])[0-9@$])(?=[a-z])",
)
_LEET = str.maketrans("013456789@$", "oieasgtbgas")


@dataclass(frozen=True, slots=True)
class Normalised:
    """A normalised text; `offsets[i]` is the code point of the submitted text behind character i.

    Offsets never fall. Several characters may come from one code point, and a code point may have
    left no character at all.
    """

    text: str
    offsets: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Map a non-empty span of the normalised text to code points of the submitted text."""
        return self.offsets[start], self.offsets[end - 1] + 1

    def shortened(self, pattern: re.Pattern[str], length: int, filling: str = "") -> "Normalised":
        """Cut every match of `pattern` to its first `length` characters, `filling` in their place.

        `filling` is empty (keep the characters as they are) or `length` characters long.
        """
        pieces: list[str] = []
        offsets: list[int] = []
        done = 0
        for match in pattern.finditer(self.text):
            start, end = match.span()
            pieces += (self.text[done:start], filling or self.text[start : start + length])
            offsets += self.offsets[done : start + length]
            done = end
        if done == 0:
            return self
        pieces.append(self.text[done:])
        return Normalised("".join(pieces), [*offsets, *self.offsets[done:]])


def as_seen(text: str) -> Normalised:
    """Return `text` as a reader sees it, in Latin letters and plain digits, capitals kept.

    Compatibility forms, look-alike letters and digits of all scripts become plain ones; accents,
    zero-width and other invisible characters go; white space becomes one space. Linear in time.
    """
    if text.isascii() and not _CONTROL.search(text):
        seen = Normalised(text, range(len(text)))
    else:
        unfolded = [_unfold(character) for character in text]
        offsets = [at for at, letters in enumerate(unfolded) for _ in letters]
        seen = Normalised("".join(unfolded), offsets)
    return seen.shortened(_WHITE_SPACE, 1, " ")


def in_small(seen: Normalised) -> Normalised:
    """Return what is seen in small letters, character by character."""
    return Normalised(seen.text.lower(), seen.offsets)


def fold(text: str) -> Normalised:
    """Return `text` as a reader sees it, in small letters."""
    return in_small(as_seen(text))


def match_form(folded: Normalised) -> Normalised:
    """Undo what is done to hide a word: b4ngs4t, b.a.n.g.s.a.t, baaangsat."""
    joined = folded.shortened(_BETWEEN_SINGLE_LETTERS, 0).shortened(_STRETCHED, 1)
    plain = _DIGIT_AS_LETTER.sub(lambda match: match.group().translate(_LEET), joined.text)
    return Normalised(plain, joined.offsets)


@lru_cache(maxsize=16_384)
def _unfold(character: str) -> str:
    """Return what a reader sees of one code point: none to a few characters."""
    small = _unfold_small(character)
    return small.upper() if character.isupper() and small.isascii() else small


def _unfold_small(character: str) -> str:
    code = ord(character)
    for first in _LETTER_BLOCKS:
        if first <= code < first + _ALPHABET:
            return chr(ord("a") + code - first)
    plain = unicodedata.normalize("NFKC", character).casefold()
    if len(plain) > _LONGEST_UNFOLDING:
        return character
    seen = (one for one in unicodedata.normalize("NFD", plain) if not _is_invisible(one))
    return "".join(_plain(one) for one in seen).translate(_LOOKALIKES)


def _is_invisible(character: str) -> bool:
    """Tell accents, variation selectors, zero-width and control characters, Hangul fillers."""
    category = unicodedata.category(character)
    if category == "Cc":
        return not character.isspace()
    return category in {"Mn", "Me", "Cf"} or character in "\u1160\u3164"


def _plain(character: str) -> str:
    """Return the digit for a digit of any script, a hyphen for a dash, else the character."""
    value = unicodedata.decimal(character, None)
    if value is not None:
        return str(value)
    return "-" if unicodedata.category(character) == "Pd" or character == "\u2212" else character
