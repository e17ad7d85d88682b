"""What was decided lately, by whom, and where it stands."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from services.moderation.console.context import moderation
from services.moderation.workflow.queue import list_decided

_RECALLABLE = frozenset({"approved", "publishing", "published", "publish_failed"})
"""Shown states of what is, or may be, on a channel."""


def show() -> ResponseReturnValue:
    """Show a page of decisions, newest first. Raises InvalidFieldError for a foreign cursor."""
    page = list_decided(moderation(), limit=50, cursor=request.args.get("cursor"))
    return render_template("console/decided.html", page=page, recallable=_RECALLABLE)
