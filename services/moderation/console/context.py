"""What every view of the console works with: the service, and who is signed in."""

from typing import cast

from flask import Flask, current_app, g

from services.moderation.wiring import Moderation
from services.moderation.workflow.sign_in import SignedIn

_EXTENSION = "saring_moderation"


def attach(app: Flask, moderation: Moderation) -> None:
    """Make the service known to the application's views."""
    app.extensions[_EXTENSION] = moderation


def moderation() -> Moderation:
    """Return the service that this application belongs to."""
    return cast("Moderation", current_app.extensions[_EXTENSION])


def signed_in() -> SignedIn | None:
    """Return who is signed in, or None."""
    return cast("SignedIn | None", g.get("user"))


def actor() -> str:
    """Return who acts, as the audit names them, in a view that needs a session."""
    user = signed_in()
    if user is None:
        message = "a view without a session has no actor"
        raise RuntimeError(message)
    return f"user:{user.username}"
