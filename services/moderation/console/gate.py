"""Who may open which page. A view that is not marked needs a session."""

from collections.abc import Callable
from typing import Any

from flask import abort, current_app, flash, g, redirect, request, session
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_wtf.csrf import CSRFProtect

from services.moderation.console.context import moderation
from services.moderation.console.links import sign_in_link
from services.moderation.console.sessions import end_session, user_of_session

MARK = "required_scope"
PUBLIC = "public"
SESSION = "session"

DECIDERS = frozenset({"moderator", "approver", "lead", "admin"})
"""Roles that may read the queue and decide."""

CALLBACK_KEEPERS = frozenset({"lead", "admin"})
"""Roles that may look after callbacks to internal apps."""

csrf = CSRFProtect()


def mark(view: Callable[..., Any], required: str) -> None:
    """Say what a view requires: PUBLIC or SESSION."""
    setattr(view, MARK, required)


def check() -> ResponseReturnValue | None:
    """Check session, role and CSRF token before any view of the console runs."""
    if request.endpoint == "console.asset":
        return None
    view = current_app.view_functions[request.endpoint or ""]
    user = g.user = user_of_session(moderation())
    if user is not None:
        session.modified = True  # Prolongs the session: its time counts from the last page.
    if getattr(view, MARK, SESSION) != PUBLIC:
        if user is None:
            return _to_sign_in()
        if user.role not in DECIDERS:
            abort(403)
    csrf.protect()
    return None


def _to_sign_in() -> ResponseReturnValue:
    end_session()
    if request.method != "GET":
        flash(gettext("Sesi Anda berakhir sebelum keputusan tercatat. Masuk, lalu putuskan lagi."))
    return redirect(sign_in_link(request), code=303)
