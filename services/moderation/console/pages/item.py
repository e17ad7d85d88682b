"""One submission: its words, what was found in them, and what can be done."""

from uuid import UUID
from zoneinfo import ZoneInfo

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from services.moderation.console.context import actor, moderation
from services.moderation.console.highlight import segments
from services.moderation.console.pages.just_decided import just_decided
from services.moderation.console.redaction_draft import Draft, first_draft
from services.moderation.console.redaction_editor import editor_of
from services.moderation.domain.screening import SCORES
from services.moderation.domain.states import PublicationState, SubmissionState
from services.moderation.screening.reasons import REJECTION_REASONS, Sentences, finding_reason
from services.moderation.screening.statement import preview
from services.moderation.workflow.appeal import may_decide
from services.moderation.workflow.explain import explained
from services.moderation.workflow.queue import WAITING, Item, open_item
from services.moderation.workflow.screen import CREDIT_RULE

_GONE = {PublicationState.RECALLING, PublicationState.RECALLED}


def show(item_id: UUID) -> ResponseReturnValue:
    """Show an item."""
    return render(item_id)


def missing(_address: str) -> ResponseReturnValue:
    """Answer an address that leads nowhere."""
    abort(404)


def render(
    item_id: UUID, *, problem: str | None = None, typed: str = "", draft: Draft | None = None
) -> ResponseReturnValue:
    """Show an item as it stands now; with `problem`, say why an action was refused (409).

    `typed` is given back in the recall form, `draft` in the redaction editor if it is about the
    text that is shown. Raises NotFoundError.
    """
    item = open_item(moderation(), str(item_id))
    if draft is None or draft.selection.revision != item.submission.revision:
        draft = first_draft(item)
    findings = item.screening.findings if item.screening else ()
    page = render_template(
        "console/item.html",
        item=item,
        findings=findings,
        segments=segments(item.words.text, findings),
        finding_reason=finding_reason,
        preview=preview,
        statement=_statement(item),
        scores=SCORES,
        reasons=REJECTION_REASONS,
        masked=_masked(item),
        editor=editor_of(item, draft),
        credit_in_doubt=bool(item.screening and CREDIT_RULE in item.screening.policy.rules),
        can_decide=item.submission.state in WAITING and not _is_own_rejection(item),
        own_rejection=_is_own_rejection(item),
        can_recall=_can_recall(item),
        problem=problem,
        typed=typed,
        last=None if problem else just_decided(),
    )
    return page, 409 if problem or draft.problems else 200


def _masked(item: Item) -> str | None:
    """Return the masked text if masking would change anything."""
    if item.screening is None or item.screening.redacted_text == item.words.text:
        return None
    return item.screening.redacted_text


def _is_own_rejection(item: Item) -> bool:
    """Return whether an appeal waits here that another person must decide on."""
    appeal = item.appeal
    return appeal is not None and appeal.open and not may_decide(appeal.against, actor())


def _statement(item: Item) -> Sentences | None:
    """Return what the citizen was told of the decision in force."""
    if item.decision is None:
        return None
    return explained(item.decision, item.screening, ZoneInfo(moderation().settings.timezone))


def _can_recall(item: Item) -> bool:
    states = {publication.state for publication in item.submission.publications}
    return item.submission.state is SubmissionState.APPROVED and not states <= _GONE
