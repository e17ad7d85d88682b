"""How well the language checker names languages, as it is served."""

from collections.abc import Sequence

from sklearn.metrics import f1_score

from services.moderation.screening.checker import Passage
from services.moderation.screening.encoder import Encoder
from services.moderation.screening.language import LanguageChecker
from training.evaluate import pieces
from training.examples import Example
from training.tables import table

_ASKED = ("id", "jv", "su", "en")
_SET = "nusax_senti"


def served_language_table(dev: Sequence[Example], seed: int) -> str:
    """Return F1 by language on the dev part of NusaX, whole texts and five words of each."""
    known = [one for one in dev if one.source == _SET and one.spoken in _ASKED]
    checker = LanguageChecker(Encoder())
    rows = []
    for name, texts in (("whole texts", known), ("five words", pieces(known, seed))):
        truth = [one.spoken for one in texts]
        said = [_code(checker, one) for one in texts]
        by_language = f1_score(truth, said, labels=_ASKED, average=None, zero_division=0)
        macro = f1_score(truth, said, labels=_ASKED, average="macro", zero_division=0)
        rows.append([name, str(len(texts)), *(f"{one:.3f}" for one in (*by_language, macro))])
    return table(["NusaX dev", "texts", *_ASKED, "macro-F1"], rows)


def _code(checker: LanguageChecker, example: Example) -> str:
    found = checker.check(Passage(example.text)).language
    return found.code if found else "und"
