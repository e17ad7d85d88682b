"""Every address of the console, and what it requires."""

from flask import Blueprint

from services.moderation.console import assets, gate
from services.moderation.console.pages import (
    callbacks,
    decided,
    decisions,
    item,
    queue,
    redaction,
    sign_in,
)

_ROUTES = (
    (gate.PUBLIC, "GET", "/static/<path:filename>", "asset", assets.send),
    (gate.PUBLIC, "GET", "/sign-in", "sign_in", sign_in.show),
    (gate.PUBLIC, "POST", "/sign-in", "sign_in_submit", sign_in.submit),
    (gate.PUBLIC, "POST", "/sign-out", "sign_out", sign_in.leave),
    (gate.PUBLIC, "POST", "/language", "language", sign_in.switch_language),
    (gate.SESSION, "GET", "/", "queue", queue.show),
    (gate.SESSION, "GET", "/decided", "decided", decided.show),
    (gate.SESSION, "GET", "/items/<uuid:item_id>", "item", item.show),
    (gate.SESSION, "POST", "/items/<uuid:item_id>/preview", "preview", redaction.preview),
    (gate.SESSION, "POST", "/items/<uuid:item_id>/approve", "approve", decisions.approve),
    (gate.SESSION, "POST", "/items/<uuid:item_id>/reject", "reject", decisions.reject),
    (gate.SESSION, "POST", "/items/<uuid:item_id>/undo", "undo", decisions.undo),
    (gate.SESSION, "POST", "/items/<uuid:item_id>/recall", "recall", decisions.recall),
    (gate.SESSION, "GET", "/callbacks", "callbacks", callbacks.show),
    (gate.SESSION, "POST", "/callbacks/replay", "replay_callbacks", callbacks.try_all_again),
    (
        gate.SESSION,
        "POST",
        "/callbacks/<uuid:callback_id>/replay",
        "replay_callback",
        callbacks.try_again,
    ),
    # The console's own page for a wrong address, not the API's.
    (gate.SESSION, "GET", "/<path:_address>", "missing", item.missing),
)


def add(console: Blueprint) -> None:
    """Add every address to the console."""
    for required, method, path, endpoint, view in _ROUTES:
        gate.mark(view, required)
        console.add_url_rule(path, endpoint, view, methods=[method])
