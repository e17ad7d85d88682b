"""One submission: its words, what was found in them, and what can be done."""

from uuid import UUID

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from services.moderation.console.context import moderation
from services.moderation.console.highlight import segments
from services.moderation.console.pages.just_decided import just_decided
from services.moderation.domain.screening import SCORES
from services.moderation.domain.states import PublicationState, SubmissionState
from services.moderation.screening.reasons import REJECTION_REASONS, finding_reason, statement
from services.moderation.workflow.queue import WAITING, Item, open_item
from services.moderation.workflow.screen import CREDIT_RULE

_GONE = {PublicationState.RECALLING, PublicationState.RECALLED}


def show(item_id: UUID) -> ResponseReturnValue:
    """Show an item."""
    return render(item_id)


def missing(_address: str) -> ResponseReturnValue:
    """Answer an address that leads nowhere."""
    abort(404)


def render(item_id: UUID, *, problem: str | None = None, typed: str = "") -> ResponseReturnValue:
    """Show an item as it stands now; with `problem`, say why an action was refused (409).

    `typed` is given back in the recall form. Raises NotFoundError.
    """
    item = open_item(moderation(), str(item_id))
    findings = item.screening.findings if item.screening else ()
    page = render_template(
        "console/item.html",
        item=item,
        findings=findings,
        segments=segments(item.words.text, findings),
        finding_reason=finding_reason,
        statement=statement,
        scores=SCORES,
        reasons=REJECTION_REASONS,
        masked=_masked(item),
        credit_in_doubt=bool(item.screening and CREDIT_RULE in item.screening.policy.rules),
        can_decide=item.submission.state in WAITING,
        can_recall=_can_recall(item),
        problem=problem,
        typed=typed,
        last=None if problem else just_decided(),
    )
    return page, 409 if problem else 200


def _masked(item: Item) -> str | None:
    """Return the masked text if masking would change anything."""
    if item.screening is None or item.screening.redacted_text == item.words.text:
        return None
    return item.screening.redacted_text


def _can_recall(item: Item) -> bool:
    states = {publication.state for publication in item.submission.publications}
    return item.submission.state is SubmissionState.APPROVED and not states <= _GONE
