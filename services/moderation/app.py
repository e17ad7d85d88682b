"""The moderation service as a WSGI application: the API for apps, the console for moderators."""

from flask import Flask
from flask.json.provider import DefaultJSONProvider

from services.moderation.console import register
from services.moderation.http.appeals import appeals
from services.moderation.http.auth import check
from services.moderation.http.batches import batches
from services.moderation.http.bodies import StrictRequest
from services.moderation.http.changes import changes
from services.moderation.http.context import attach
from services.moderation.http.docs_page import docs
from services.moderation.http.document import DocumentedApp
from services.moderation.http.dropin import DIALECTS, DROP_INS
from services.moderation.http.errors import handle_errors
from services.moderation.http.limits import name_limits
from services.moderation.http.operations import operations
from services.moderation.http.screen import screen
from services.moderation.http.statements import statements
from services.moderation.http.submissions import submissions
from services.moderation.http.tracing import trace_requests
from services.moderation.http.withdrawals import withdrawals
from services.moderation.settings import ModerationSettings, load_settings
from services.moderation.wiring import Dispatcher, Moderation, open_moderation
from shared.logs import configure_logging

BODY_MAX_BYTES = 1024 * 1024
SERVER_THREADS = 16


class _OrderedJson(DefaultJSONProvider):
    sort_keys = False  # Answers keep the order that the documentation shows.


class _Application(DocumentedApp):
    json_provider_class = _OrderedJson
    request_class = StrictRequest


def create_app() -> Flask:
    """Read the environment and return the application, as a WSGI server calls it.

    Raises SettingsError in one line for a wrong setting.
    """
    configure_logging()
    settings = load_settings()
    return build_app(open_moderation(settings, dispatcher=_dispatcher(settings)))


def _dispatcher(settings: ModerationSettings) -> Dispatcher | None:
    """Tell workers through the broker, where there is one."""
    if settings.broker_url is None:
        return None
    # Imported only here: Celery is heavy, and the embedded default does without it.
    from services.moderation.tasks import (  # noqa: PLC0415
        CeleryDispatcher,
        DispatcherBeside,
        make_celery,
    )

    return DispatcherBeside(CeleryDispatcher(make_celery(settings.broker)))


def build_app(moderation: Moderation, *, server_threads: int = SERVER_THREADS) -> Flask:
    """Return the application over a service that is open.

    `server_threads` is how many requests the server handles at once; half of them may wait.
    """
    app = _Application("services.moderation")
    app.config["MAX_CONTENT_LENGTH"] = BODY_MAX_BYTES
    attach(app, moderation, server_threads=server_threads)
    trace_requests(app)
    app.before_request(check)
    app.after_request(name_limits)
    handle_errors(app, DIALECTS)
    register(app, moderation)
    groups = (
        submissions,
        appeals,
        statements,
        batches,
        changes,
        withdrawals,
        screen,
        *DROP_INS,
        operations,
    )
    for group in groups:
        app.register_api(group)
    app.register_blueprint(docs)
    app.generate_spec_json()  # Now, so that no two requests make it at once.
    return app
