"""Put the console into the moderation service's Flask application."""

from datetime import timedelta
from pathlib import Path

from flask import Blueprint, Flask
from flask_babel import Babel

from services.moderation.console import (
    context,
    errors,
    gate,
    headers,
    language,
    page,
    routes,
    sessions,
)
from services.moderation.wiring import Moderation

PREFIX = "/console"
_HERE = Path(__file__).parent
_WORKDAY = timedelta(hours=8)


def register(app: Flask, moderation: Moderation) -> None:
    """Serve the console under /console; routes elsewhere get no session, cookie or CSRF check."""
    app.config.update(
        SECRET_KEY=moderation.secret_key,
        PERMANENT_SESSION_LIFETIME=_WORKDAY,
        SESSION_REFRESH_EACH_REQUEST=False,  # The gate prolongs it, on pages only.
        SESSION_COOKIE_NAME="saring_session",
        SESSION_COOKIE_PATH=PREFIX,  # Browsers do not send it to the API.
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_CHECK_DEFAULT=False,  # The gate checks the console's requests; the API has keys.
        WTF_CSRF_TIME_LIMIT=None,  # As long as the session: a page left open must still decide.
    )
    app.session_interface = sessions.SchemeAwareSessions()
    Babel(
        app,
        default_locale=language.DEFAULT,
        default_timezone=moderation.settings.timezone,
        default_translation_directories=str(_HERE / "translations"),
        locale_selector=language.chosen,
    )
    gate.csrf.init_app(app)
    context.attach(app, moderation)
    app.register_blueprint(_blueprint())


def _blueprint() -> Blueprint:
    console = Blueprint(
        "console",
        __name__,
        url_prefix=PREFIX,
        template_folder="templates",
    )
    console.before_request(gate.check)
    console.after_request(headers.add)
    console.context_processor(page.furniture)
    errors.handle(console)
    routes.add(console)
    return console
