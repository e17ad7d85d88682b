"""Language of a text: by the encoder; where it is unsure, by langdetect with profiles added.

The profiles are of Java's languages and their neighbours', which langdetect does not have.
"""

import json
import re
import unicodedata
from pathlib import Path

import langdetect
from langdetect.detector import Detector
from langdetect.detector_factory import DetectorFactory
from langdetect.lang_detect_exception import LangDetectException

from services.moderation.domain.screening import Language
from services.moderation.screening.checker import Passage, Result
from services.moderation.screening.encoder import Encoder
from services.moderation.screening.missing import CheckerMissingError
from services.moderation.screening.spoken import spoken

COVERED = frozenset({"id", "jv", "su", "ms", "en", "min", "mad", "ban", "bjn"})
"""Languages the other checkers were made for; only a confident other one leads to review."""

UNKNOWN = Language("und", 0.0)

_UNNAMED = Language("mis", 1.0)
"""Letters that no checker knows, of a language that cannot be told, such as Javanese script."""

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
_SURE_OF_ENCODER = 0.99
"""It takes some German for Indonesian with nine tenths, and a mixed text for one of the two."""

# Indonesian's near relatives look like it; a short text is theirs only when nothing else is likely.
_NEIGHBOURS = frozenset({"min", "mad", "ban", "bjn"})
_FEWEST_LETTERS_NEIGHBOUR = 60
_FEWEST_LETTERS_UNCOVERED = 40
_FEWEST_ARABIC = 60
"""More than a greeting: those are common in Indonesian posts."""
_LIKELY = 0.4
_MIXED = 0.15

_NO_WORDS = re.compile(r"https?://\S+|www\.\S+|[@#]\w+|[\d_]+")


class LanguageChecker:
    """Names the language of a text; gives no score. Deterministic, and safe in many threads."""

    name = "language"
    scores: frozenset[str] = frozenset()

    def __init__(self, encoder: Encoder, profiles: Path = _PROFILES) -> None:
        """Read the profiles. Raise CheckerMissingError when they are absent or damaged."""
        self._encoder = encoder
        self.version = f"langdetect-1.0.9+{encoder.version}"
        try:
            own = [json.dumps(profile) for profile in json.loads(profiles.read_text("utf-8"))]
            self._latin = _factory(own + _published(_LATIN))
            self._other = _factory(_published(_OTHER))
        except (OSError, ValueError, LangDetectException) as error:
            message = "the language profiles cannot be read"
            raise CheckerMissingError(message) from error

    def check(self, passage: Passage) -> Result:
        """Return the language; `und` when the text is too short or the answer unsure.

        An uncovered language anywhere in the text is the answer: what is in it was not judged.
        """
        # Fancy alphabets are the letters that they stand for.
        text = _NO_WORDS.sub(" ", unicodedata.normalize("NFKC", passage.text).lower())
        later_parts = (text[at : at + _LONGEST] for at in range(_LONGEST, len(text), _LONGEST))
        main = self._main_language(passage, text)
        foreign = self._foreign(_in_other_scripts(text))
        later = map(self._latin_language, later_parts)
        others = (one for one in (foreign, *later) if one is not None and is_uncovered(one))
        uncovered = next(others, None)
        if uncovered is None or is_uncovered(main):
            return Result(language=main)
        mixed = () if main is UNKNOWN else (main.code, *main.mixed)
        return Result(language=Language(uncovered.code, uncovered.confidence, mixed))

    def _main_language(self, passage: Passage, text: str) -> Language:
        """Ask the encoder, and langdetect, which takes as long, only where that is not sure."""
        if sum(map(_is_latin, text)) < _FEWEST_LETTERS:
            return UNKNOWN
        read = spoken(self._encoder, passage.read_by(self._encoder))
        if read is not None and read.confidence >= _SURE_OF_ENCODER:
            return read
        detected = self._latin_language(text[:_LONGEST])
        # The encoder tells no neighbours and no foreign languages apart.
        if read is None or detected.code in _NEIGHBOURS or is_uncovered(detected):
            return detected
        heard = (detected.code, *detected.mixed)
        mixed = tuple(code for code in heard if code not in {read.code, UNKNOWN.code, *_NEIGHBOURS})
        return Language(read.code, read.confidence, read.mixed or mixed)

    def _latin_language(self, text: str) -> Language:
        letters = sum(map(_is_latin, text))
        if letters < _FEWEST_LETTERS:
            return UNKNOWN
        detector = self._latin.create()
        detector.n_trial = _TRIALS
        detector.set_prior_map(_PRIOR)
        detector.append(text)
        return _judge(_candidates(detector), letters)

    def _foreign(self, text: str) -> Language | None:
        """Return the language of letters that are not Latin, None if there are few."""
        enough = _FEWEST_ARABIC if _is_arabic(text) else _FEWEST_LETTERS
        if len(text.replace(" ", "")) < enough:
            return None
        detector = self._other.create()
        detector.n_trial = _TRIALS
        detector.append(text[:_LONGEST])
        found = _candidates(detector)
        return found[0] if found and found[0].confidence >= _SURE else _UNNAMED


def _candidates(detector: Detector) -> list[Language]:
    try:
        return [Language(one.lang, round(one.prob, 3)) for one in detector.get_probabilities()]
    except LangDetectException:
        return []


def _is_latin(character: str) -> bool:
    in_a_block = character < "\u0250" or "\u1e00" <= character < "\u1f00"
    return in_a_block and character.isalpha()


def _in_other_scripts(text: str) -> str:
    """Return the words of a text that have letters of another script than Latin."""
    kept = (one if one.isalpha() and not _is_latin(one) else " " for one in text)
    return " ".join("".join(kept).split())


def _is_arabic(text: str) -> bool:
    letters = text.replace(" ", "")
    return sum("\u0600" <= one <= "\u06ff" for one in letters) * 2 > len(letters)


def _judge(found: list[Language], letters: int) -> Language:
    """Choose among the candidates, likeliest first, by how much text there is to tell by."""
    sure = [one for one in found if _is_sure(one, letters)]
    if not sure:
        return UNKNOWN
    first = sure[0]
    mixed = tuple(one.code for one in found if one.confidence >= _MIXED and one is not first)
    return Language(first.code, first.confidence, mixed)


def _is_sure(one: Language, letters: int) -> bool:
    if one.code in _NEIGHBOURS:
        return one.confidence >= _SURE and letters >= _FEWEST_LETTERS_NEIGHBOUR
    if one.code in COVERED:
        return one.confidence >= _LIKELY
    return one.confidence >= _SURE and letters >= _FEWEST_LETTERS_UNCOVERED


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
