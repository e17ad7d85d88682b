"""Screen a claimed submission; no fault turns into an approval."""

from dataclasses import replace

import structlog
from structlog.contextvars import bound_contextvars

from services.moderation.domain.screening import FLAGGED, Screening, Verdict
from services.moderation.store.contents import Words, load_words
from services.moderation.wiring import Moderation
from services.moderation.workflow.claim import MAX_ATTEMPTS, Claim, claim_due, release
from services.moderation.workflow.settle import give_to_person, settle

CREDIT_RULE = "credit-line"
_log = structlog.get_logger()


def screen_next(app: Moderation, worker: str) -> bool:
    """Claim the next due submission and screen it; return whether there was one."""
    held = claim_due(app, worker)
    if held is None:
        return False
    screen_claimed(app, held)
    return True


def screen_claimed(app: Moderation, held: Claim) -> None:
    """Screen what the claim holds; after the last attempt without a result a person gets it."""
    with bound_contextvars(request_id=held.request_id, submission=held.submission_id):
        _screen(app, held)


def _screen(app: Moderation, held: Claim) -> None:
    if held.attempts > MAX_ATTEMPTS:
        give_to_person(app, held)
        return
    try:
        with app.database.reading() as session:
            words = load_words(session, app.cipher, held.submission_id, held.revision)
        result = screen_words(app, words, language_hint=held.language_hint)
    except Exception:  # noqa: BLE001 - one submission must not stop the others, whatever it is
        _log.exception("screening_failed", attempts=held.attempts)
        give_up = give_to_person if held.attempts == MAX_ATTEMPTS else release
        give_up(app, held)
        return
    settle(app, held, result, words)
    _log.info("screened", verdict=result.verdict, complete=result.complete)


def screen_words(app: Moderation, words: Words, *, language_hint: str | None = None) -> Screening:
    """Screen everything that would be published: the text, and the credit line under it.

    The result is the text's; a credit line that is not clean takes an approval to review, and is
    pointed out to whoever decides on a text that is held for its own sake.
    """
    result = app.screener.screen(words.text, language_hint=language_hint)
    if credit_is_clean(app, words, result):
        return result
    policy = replace(result.policy, rules=(*result.policy.rules, CREDIT_RULE))
    verdict = Verdict.REVIEW if result.verdict is Verdict.APPROVE else result.verdict
    return replace(result, verdict=verdict, policy=policy)


def credit_is_clean(app: Moderation, words: Words, of_text: Screening) -> bool:
    """Return whether the credit line holds nobody up; none at all is clean.

    It is screened by itself, and together with the text above it, of which `of_text` is the result:
    what is harmless apart may be a telephone number in two halves.
    """
    if words.credit is None:
        return True
    alone = app.screener.screen(words.credit)
    if alone.verdict is not Verdict.APPROVE or any(
        score is None or score >= FLAGGED for score in alone.scores.values()
    ):
        return False
    if of_text.verdict is not Verdict.APPROVE:
        return True
    together = (f"{words.text}{joint}{words.credit}" for joint in ("\n", ""))
    return all(app.screener.screen(one).verdict is Verdict.APPROVE for one in together)
