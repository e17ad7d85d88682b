"""What waits for a person, most severe first, then oldest."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from services.moderation.console.context import actor, moderation
from services.moderation.console.pages.just_decided import just_decided
from services.moderation.workflow.queue import count_appeals, list_queue

APPEALS = "appeals"
"""What the address says to see appeals alone."""


def show() -> ResponseReturnValue:
    """Show a page of the queue, or of its appeals alone.

    Raises InvalidFieldError for a cursor that no page gave.
    """
    only_appeals = request.args.get("show") == APPEALS
    page = list_queue(moderation(), appeals=only_appeals, cursor=request.args.get("cursor"))
    return render_template(
        "console/queue.html",
        page=page,
        show=APPEALS if only_appeals else None,
        appeals=count_appeals(moderation()),
        me=actor(),
        last=just_decided(),
    )
