"""Put the screener together: its checkers, its models, its policy."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import structlog

from services.moderation.domain.screening import TOXICITY_SCORES
from services.moderation.screening.chain_message import ChainMessageChecker
from services.moderation.screening.checker import Checker, MissingChecker
from services.moderation.screening.detoxify_engine import open_detoxify
from services.moderation.screening.encoder import Encoder
from services.moderation.screening.gambling import GamblingChecker
from services.moderation.screening.language import LanguageChecker
from services.moderation.screening.missing import CheckerMissingError
from services.moderation.screening.personal.checker import PersonalDataChecker
from services.moderation.screening.personal.office_recognisers import open_registry
from services.moderation.screening.pipeline import Screener
from services.moderation.screening.policy import load_policy
from services.moderation.screening.policy_schema import Toxicity
from services.moderation.screening.toxicity import Beside, ToxicityChecker

_log = structlog.get_logger()


def make_screener(
    policy_file: Path | None = None,
    *,
    detoxify: Path | None = None,
    presidio: Path | None = None,
) -> Screener:
    """Load models and policy, and return a screener with all checkers.

    `detoxify` is the folder of a prepared model, which is read if the policy asks for that engine;
    `presidio` is a registry of recognisers that the office adds. Raise PolicyError or RegistryError
    when the policy or the registry cannot be used. A checker whose model cannot be loaded fails
    on every text, so that a person sees each.
    """
    policy = load_policy(policy_file)
    encoder = cache(Encoder)
    checkers: tuple[Checker, ...] = (
        _load(lambda: LanguageChecker(encoder()), "language", frozenset()),
        PersonalDataChecker(
            open_registry(presidio) if presidio else None,
            policy.content.personal_data.own_contacts,
        ),
        GamblingChecker(),
        ChainMessageChecker(),
        _load(
            lambda: _toxicity(encoder(), policy.content.toxicity, detoxify),
            "toxicity",
            frozenset(TOXICITY_SCORES),
        ),
    )
    return Screener(checkers, policy)


def _toxicity(encoder: Encoder, asked: Toxicity, detoxify: Path | None) -> Checker:
    if "detoxify" not in asked.engines:
        return ToxicityChecker(encoder)
    if detoxify is None:
        message = "SARING_DETOXIFY_MODEL must name the model that the policy asks for"
        raise CheckerMissingError(message)
    return ToxicityChecker(encoder, Beside(open_detoxify(detoxify), asked.share))


def _load(make: Callable[[], Checker], name: str, scores: frozenset[str]) -> Checker:
    try:
        return make()
    except CheckerMissingError as error:
        _log.error("checker_missing", checker=name, problem=str(error))
        return MissingChecker(name, scores)
