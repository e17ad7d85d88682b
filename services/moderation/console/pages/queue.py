"""What waits for a person, most severe first, then oldest."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from services.moderation.console.context import moderation
from services.moderation.console.pages.just_decided import just_decided
from services.moderation.workflow.queue import list_queue


def show() -> ResponseReturnValue:
    """Show a page of the queue. Raises InvalidFieldError for a cursor that no page gave."""
    page = list_queue(moderation(), cursor=request.args.get("cursor"))
    return render_template("console/queue.html", page=page, last=just_decided())
