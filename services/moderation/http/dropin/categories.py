"""Categories as /v1/moderations names them, in our scores."""

from collections.abc import Mapping, Sequence

from services.moderation.domain.screening import FLAGGED

SCORES_OF: dict[str, tuple[str, ...]] = {
    "harassment": ("toxicity", "insult"),
    "harassment/threatening": ("threat",),
    "hate": ("identity_attack",),
    "hate/threatening": ("identity_attack", "threat"),
    "illicit": (),
    "illicit/violent": (),
    "self-harm": (),
    "self-harm/instructions": (),
    "self-harm/intent": (),
    "sexual": ("sexual_explicit",),
    "sexual/minors": (),
    "violence": ("threat",),
    "violence/graphic": (),
}
"""Category → the scores it is made of; one with none is not judged: never true, score 0."""

NEEDED = frozenset(score for scores in SCORES_OF.values() for score in scores)

_TAKES_BOTH = {"hate/threatening"}
"""Both must be high: hate that threatens is neither hate alone nor a threat to anybody."""


def category_scores(texts: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """Return the score of every category: of several texts, the worst."""
    return {name: max(_score(name, scores) for scores in texts) for name in SCORES_OF}


def is_flagged(scores: Mapping[str, float]) -> bool:
    """Tell whether any category is.

    Harassment is never below `toxicity` and hate is `identity_attack`, so what the product calls
    flagged toxic is always flagged here.
    """
    return any(score >= FLAGGED for score in scores.values())


def _score(category: str, scores: Mapping[str, float]) -> float:
    values = [scores[name] for name in SCORES_OF[category]]
    if category in _TAKES_BOTH:
        return min(values)
    return max(values, default=0.0)
