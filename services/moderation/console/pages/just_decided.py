"""The decision that a moderator made on the page before, named in the address."""

from uuid import UUID

from flask import request

from services.moderation.console.context import moderation
from services.moderation.domain.errors import NotFoundError
from services.moderation.workflow.queue import Item, open_item


def just_decided() -> Item | None:
    """Return the item that `?after=` names: its state, and how long it can be undone.

    It is looked up rather than kept in the session, so that a reload shows what holds by then.
    """
    try:
        return open_item(moderation(), str(UUID(request.args.get("after", ""))))
    except (ValueError, NotFoundError):
        return None
