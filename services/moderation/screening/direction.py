"""Letters that are shown in another order than they are written in: readers see another text."""

import re
from dataclasses import replace

from services.moderation.domain.screening import Screening, Verdict

DIRECTION_RULE = "direction-override"
"""Stands among a result's rules when what is shown is worse than what is written."""

_OVERRIDE = "\u202e"
_OVERRIDDEN = re.compile(f"{_OVERRIDE}([^\u202c\n\r\u2029]*)\u202c?")


def is_turned_round(text: str) -> bool:
    """Tell whether some of the text is shown from right to left, whatever its letters."""
    return _OVERRIDE in text


def as_shown(text: str) -> str:
    """Return the text in the order in which it is shown."""
    return _OVERRIDDEN.sub(lambda found: found[1][::-1], text)


def with_shown(written: Screening, shown: Screening) -> Screening:
    """Return the result of a text as it is written, with the scores of what readers see.

    The machine then approves only what it approves of both, and rejects nothing by what is shown.
    """
    scores = {
        name: None if one is None or (other := shown.scores[name]) is None else max(one, other)
        for name, one in written.scores.items()
    }
    if shown.verdict is Verdict.APPROVE or written.verdict is not Verdict.APPROVE:
        return replace(written, scores=scores)
    policy = replace(written.policy, rules=(*written.policy.rules, DIRECTION_RULE))
    return replace(written, verdict=Verdict.REVIEW, scores=scores, policy=policy)
