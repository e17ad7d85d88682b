"""Ask one checker, and take nothing for an answer that is none."""

import structlog

from services.moderation.domain.screening import Failure, FailureKind, Finding
from services.moderation.screening.checker import Checker, Passage, Result
from services.moderation.screening.missing import CheckerMissingError

Outcome = Result | Failure

_log = structlog.get_logger()


class InvalidResultError(Exception):
    """A checker answered with other scores than its own, with no probability, or a span outside."""


def attempt(checker: Checker, passage: Passage) -> Outcome:
    """Return what `checker` makes of `passage`, or the kind of its failure. Never raises."""
    try:
        result = checker.check(passage)
        _verify(result, checker, len(passage.text))
    except CheckerMissingError:
        # Said once in the log, when the checker could not be loaded.
        return Failure(checker.name, FailureKind.MISSING)
    except BaseException as error:  # noqa: BLE001 (even SystemExit may not end the thread)
        # The message of an exception may quote the text: only its type is logged.
        _log.error("checker_failed", checker=checker.name, kind="error", error=type(error).__name__)
        return Failure(checker.name, FailureKind.ERROR)
    return result


def _verify(result: Result, checker: Checker, length: int) -> None:
    """Raise InvalidResultError unless `result` is whole."""
    whole = set(result.scores) == checker.scores and all(
        0 <= score <= 1 for score in result.scores.values()
    )
    if not (whole and all(_is_placed(finding, length) for finding in result.findings)):
        raise InvalidResultError


def _is_placed(finding: Finding, length: int) -> bool:
    """Tell whether the span lies in the text; only personal data must have one."""
    if finding.start is None or finding.end is None:
        return finding.start is finding.end and finding.category != "personal_data"
    return 0 <= finding.start < finding.end <= length
