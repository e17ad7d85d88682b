"""The preview of a redaction: what would be published, with what is chosen on the page."""

from uuid import UUID

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from services.moderation.console.context import moderation
from services.moderation.console.pages import item as item_page
from services.moderation.console.redaction_draft import read_draft, try_draft
from services.moderation.domain.errors import ConflictError
from services.moderation.workflow.queue import open_item


def preview(item_id: UUID) -> ResponseReturnValue:
    """Show the item with what is chosen in the form; nothing is decided. Raises NotFoundError."""
    item = open_item(moderation(), str(item_id))
    draft = read_draft(item)
    if draft is None:
        return redirect(url_for("console.item", item_id=item_id), code=303)
    try:
        draft = try_draft(item, draft)
    except ConflictError:
        # Changed between reading and trying: what is chosen is read again, for what is there now.
        draft = read_draft(open_item(moderation(), str(item_id)))
    return item_page.render(item_id, draft=draft)
