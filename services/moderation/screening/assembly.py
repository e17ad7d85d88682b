"""Put the screener together: its checkers, its models, its policy."""

from collections.abc import Callable
from pathlib import Path

import structlog

from services.moderation.domain.screening import TOXICITY_SCORES
from services.moderation.screening.chain_message import ChainMessageChecker
from services.moderation.screening.checker import Checker, MissingChecker
from services.moderation.screening.encoder import Encoder
from services.moderation.screening.gambling import GamblingChecker
from services.moderation.screening.language import LanguageChecker
from services.moderation.screening.missing import CheckerMissingError
from services.moderation.screening.personal_data import PersonalDataChecker
from services.moderation.screening.pipeline import Screener
from services.moderation.screening.policy import load_policy
from services.moderation.screening.toxicity import ToxicityChecker

_log = structlog.get_logger()


def make_screener(policy_file: Path | None = None) -> Screener:
    """Load models and policy, and return a screener with all checkers.

    Raise PolicyError when the policy cannot be used. A checker whose model cannot be loaded fails
    on every text, so that a person sees each.
    """
    policy = load_policy(policy_file)
    checkers: tuple[Checker, ...] = (
        _load(LanguageChecker, "language", frozenset()),
        PersonalDataChecker(),
        GamblingChecker(),
        ChainMessageChecker(),
        _load(_toxicity, "toxicity", frozenset(TOXICITY_SCORES)),
    )
    return Screener(checkers, policy)


def _toxicity() -> Checker:
    return ToxicityChecker(Encoder())


def _load(make: Callable[[], Checker], name: str, scores: frozenset[str]) -> Checker:
    try:
        return make()
    except CheckerMissingError as error:
        _log.error("checker_missing", checker=name, problem=str(error))
        return MissingChecker(name, scores)
