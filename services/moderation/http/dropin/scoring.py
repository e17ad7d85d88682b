"""Scores for clients that know no null: without one there is no answer."""

from collections.abc import Iterable, Mapping

from services.moderation.domain.screening import Screening
from services.moderation.http.problem import Problem, ProblemError, Sentence

UNSCORED = Problem(
    503,
    "not-scored",
    "A checker gave no score for this text.",
    Sentence(
        "Let a person judge it, or send the request again after the seconds that Retry-After says.",
        "Serahkan kepada petugas, atau kirim ulang setelah jumlah detik pada Retry-After.",
    ),
    headers={"Retry-After": "5"},
)


def scores_of(screening: Screening, names: Iterable[str]) -> Mapping[str, float]:
    """Return the scores of these names. Raises ProblemError when one is null.

    Any number in its place would be read as a verdict.
    """
    found = {}
    for name in names:
        score = screening.scores[name]
        if score is None:
            raise ProblemError(UNSCORED)
        found[name] = score
    return found
