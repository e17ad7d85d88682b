"""What the encoder says of a text's language."""

from collections import Counter

import numpy as np

from services.moderation.domain.screening import Language
from services.moderation.screening.encoder import Encoder, Floats, Reading

_OTHER = "other"
_LIKELY = 0.5
_MIXED = 0.15
"""Share of the words above which a language is mixed in."""

_TOLD_APART = frozenset({"id", "jv", "en"})
"""Languages whose words are told apart; in a text of another, its own words are none of them."""

_OF_WORDS = {
    "ID": ("id",),
    "JV": ("jv",),
    "EN": ("en",),
    "MIX_ID_EN": ("id", "en"),
    "MIX_ID_JV": ("id", "jv"),
    "MIX_JV_EN": ("jv", "en"),
}


def spoken(encoder: Encoder, reading: Reading) -> Language | None:
    """Return the language of a text that is long enough to tell, None for one it does not know."""
    chances = _softmax(reading.language)
    best = int(np.argmax(chances))
    code, chance = encoder.languages[best], round(float(chances[best]), 3)
    if code == _OTHER or chance < _LIKELY:
        return None
    return Language(code, chance, mixed_in(encoder, reading, code))


def mixed_in(encoder: Encoder, reading: Reading, main: str) -> tuple[str, ...]:
    """Return the languages of a good part of the words beside the main one, most words first."""
    if main not in _TOLD_APART:
        return ()
    words: Counter[str] = Counter()
    total = 0
    for window in reading.windows:
        for begins, logits in zip(window.begins, window.words, strict=True):
            if begins:
                total += 1
                words.update(_OF_WORDS.get(encoder.word_languages[int(np.argmax(logits))], ()))
    least = total * _MIXED
    return tuple(code for code, count in words.most_common() if count >= least and code != main)


def _softmax(logits: Floats) -> Floats:
    raised = np.exp(logits - logits.max())
    chances: Floats = raised / raised.sum()
    return chances
