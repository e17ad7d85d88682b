"""The official page: what stands on it, newest first, and a feed of it."""

import re
from typing import NoReturn
from uuid import NAMESPACE_URL, uuid5

from flask import Flask, Response, abort, render_template, request
from werkzeug.exceptions import HTTPException

from services.publisher.channels.site import permalink
from services.publisher.site.posts import Missing, find_post, read_page
from services.publisher.site.writing import feed_title, local_time, verbatim, xml_legal
from services.publisher.wiring import Publisher
from shared.channels import ChannelFacts, ChannelKind
from shared.clock import rfc3339
from shared.settings import SettingsError

_PAGE_NUMBER = re.compile(r"[1-9][0-9]{0,99}")
_SECURITY_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
_MESSAGES = {
    400: "Alamat ini tidak dapat dibaca.",
    404: "Halaman ini tidak ada.",
    405: "Halaman ini hanya dapat dibaca.",
    410: "Kiriman ini telah ditarik.",
    500: "Ada gangguan di pihak kami. Silakan coba lagi nanti.",
}


def create_site_app(publisher: Publisher) -> Flask:
    """Make the app that serves the page; raise SettingsError if no channel is a site."""
    facts = _site_facts(publisher)
    base_url = facts.base_url or publisher.settings.site_url
    zone = publisher.settings.zone
    app = Flask(__name__)
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = 300  # Seconds; of the style sheet and the icon.
    app.jinja_env.filters.update(
        verbatim=verbatim,
        xml_legal=xml_legal,
        feed_title=feed_title,
        rfc3339=rfc3339,
        local_time=lambda moment: local_time(moment, zone),
        permalink=lambda submission_id: permalink(base_url, submission_id),
    )
    app.jinja_env.globals.update(site=facts, base_url=base_url)
    _add_pages(app, publisher)
    _add_feed(app, publisher, base_url)
    app.register_error_handler(HTTPException, _show_error)
    app.after_request(_protect)
    return app


def _site_facts(publisher: Publisher) -> ChannelFacts:
    for facts in publisher.channels.values():
        if facts.kind is ChannelKind.SITE:
            return facts
    message = "SARING_CHANNELS_FILE: no channel is of kind site"
    raise SettingsError(message)


def _add_pages(app: Flask, publisher: Publisher) -> None:
    @app.get("/")
    def page() -> str:
        written = request.args.get("page", "1")
        if not _PAGE_NUMBER.fullmatch(written):
            abort(400)
        return render_template("page.html", page=read_page(publisher.database, int(written)))

    @app.get("/post/<submission_id>")
    def post(submission_id: str) -> str:
        found = find_post(publisher.database, submission_id)
        if isinstance(found, Missing):
            _abort_missing(found)
        return render_template("post.html", post=found)

    @app.get("/healthz")
    def healthz() -> dict[str, str]:
        return {"status": "ok"}


def _abort_missing(missing: Missing) -> NoReturn:
    abort(410 if missing is Missing.TAKEN_BACK else 404)


def _add_feed(app: Flask, publisher: Publisher, base_url: str) -> None:
    feed_id = uuid5(NAMESPACE_URL, base_url)

    @app.get("/atom.xml")
    def atom() -> Response:
        posts = read_page(publisher.database, 1).posts
        updated = max((post.updated_at for post in posts), default=publisher.clock())
        body = render_template("atom.xml", posts=posts, updated=updated, feed_id=feed_id)
        return Response(body, mimetype="application/atom+xml")


def _show_error(error: HTTPException) -> tuple[str, int]:
    status = error.code if error.code in _MESSAGES else 500
    return render_template("error.html", status=status, message=_MESSAGES[status]), status


def _protect(response: Response) -> Response:
    response.headers.update(_SECURITY_HEADERS)
    if request.endpoint != "static":
        # What is taken back must be gone at the next look.
        response.headers["Cache-Control"] = "no-store"
    return response
