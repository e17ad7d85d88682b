"""Language of a text by langdetect, with profiles of Java's and its neighbours' languages added."""

import json
import re
from pathlib import Path

import langdetect
from langdetect.detector_factory import DetectorFactory
from langdetect.lang_detect_exception import LangDetectException

from services.moderation.domain.screening import Language
from services.moderation.screening.checker import CheckerMissingError, Passage, Result

COVERED = frozenset({"id", "jv", "su", "ms", "en", "min", "mad", "ban", "bjn"})
"""Languages the other checkers were made for; only a confident other one leads to review."""

UNKNOWN = Language("und", 0.0)

_PROFILES = Path(__file__).with_name("model") / "language_profiles.json"
_LANGDETECT = Path(langdetect.__file__).with_name("profiles")
# Fewer candidates make langdetect faster and stop short Indonesian texts from being called
# Swahili: the languages in Latin letters that a regency's office may truly meet.
_LATIN = ("en", "nl", "de", "fr", "es", "pt", "it", "tl", "vi", "tr")
_OTHER = ("ar", "zh-cn", "zh-tw", "ja", "ko", "th", "hi", "ta", "ru", "el", "he", "fa", "bn", "ur")
# Where the office is: Yogyakarta speaks Indonesian and Javanese.
_PRIOR = {"id": 0.4, "jv": 0.3, "en": 0.1, "su": 0.04} | dict.fromkeys(
    ("min", "mad", "ban", "bjn", *_LATIN[1:]), 0.012
)
# The seed makes langdetect, which samples n-grams, deterministic.
_SEED = 0
# Fewer trials than langdetect's seven, for speed; measured to cost no accuracy here.
_TRIALS = 5
_LONGEST = 400
_FEWEST_LETTERS = 12
_SURE = 0.9
# Indonesian's near relatives look like it; a short text is theirs only when nothing else is likely.
_NEIGHBOURS = frozenset({"min", "mad", "ban", "bjn"})
_FEWEST_LETTERS_NEIGHBOUR = 60
_FEWEST_LETTERS_UNCOVERED = 40
_LIKELY = 0.4
_MIXED = 0.15

_NO_WORDS = re.compile(r"https?://\S+|www\.\S+|[@#]\w+|[\d_]+")


class LanguageChecker:
    """Names the language of a text; gives no score. Deterministic, and safe in many threads."""

    name = "language"
    version = "langdetect-1.0.9+2026.11.1"
    scores: frozenset[str] = frozenset()

    def __init__(self, profiles: Path = _PROFILES) -> None:
        """Read the profiles. Raise CheckerMissingError when they are absent or damaged."""
        try:
            own = [json.dumps(profile) for profile in json.loads(profiles.read_text("utf-8"))]
            self._latin = _factory(own + _published(_LATIN))
            self._other = _factory(_published(_OTHER))
        except (OSError, ValueError, LangDetectException) as error:
            message = "the language profiles cannot be read"
            raise CheckerMissingError(message) from error

    def check(self, passage: Passage) -> Result:
        """Return the language; `und` when the text is too short or the answer unsure."""
        words = _NO_WORDS.sub(" ", passage.text[: _LONGEST * 4].lower())[:_LONGEST]
        letters = [letter for letter in words if letter.isalpha()]
        if len(letters) < _FEWEST_LETTERS:
            return Result(language=UNKNOWN)
        latin = sum(letter < "\u0250" for letter in letters) * 2 >= len(letters)
        detector = (self._latin if latin else self._other).create()
        detector.n_trial = _TRIALS
        if latin:
            detector.set_prior_map(_PRIOR)
        detector.append(words)
        try:
            found = [Language(one.lang, round(one.prob, 3)) for one in detector.get_probabilities()]
        except LangDetectException:
            return Result(language=UNKNOWN)
        return Result(language=_judge(found, len(letters), latin=latin))


def _judge(found: list[Language], letters: int, *, latin: bool) -> Language:
    """Choose among the candidates, likeliest first, by how much text there is to tell by."""
    sure = [one for one in found if _is_sure(one, letters, latin=latin)]
    if not sure:
        return UNKNOWN
    first = sure[0]
    mixed = tuple(one.code for one in found if one.confidence >= _MIXED and one is not first)
    return Language(first.code, first.confidence, mixed)


def _is_sure(one: Language, letters: int, *, latin: bool) -> bool:
    if one.code in _NEIGHBOURS:
        return one.confidence >= _SURE and letters >= _FEWEST_LETTERS_NEIGHBOUR
    if one.code in COVERED:
        return one.confidence >= _LIKELY
    return one.confidence >= _SURE and (not latin or letters >= _FEWEST_LETTERS_UNCOVERED)


def is_uncovered(language: Language) -> bool:
    """Tell whether the text is, with confidence, in a language no checker was made for."""
    return language.code not in COVERED | {"und"} and language.confidence >= _SURE


def _published(codes: tuple[str, ...]) -> list[str]:
    return [(_LANGDETECT / code).read_text("utf-8") for code in codes]


def _factory(profiles: list[str]) -> DetectorFactory:
    factory = DetectorFactory()
    factory.load_json_profile(profiles)
    factory.set_seed(_SEED)
    return factory
