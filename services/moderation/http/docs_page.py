"""The page for people who read the OpenAPI document: Swagger UI, from this host alone."""

import hashlib
from functools import lru_cache
from pathlib import Path

from flask import Blueprint, Response, make_response, render_template, send_from_directory, url_for
from flask import request as asked

from services.moderation.http.auth import PUBLIC, requires

_FOLDER = Path(__file__).parent / "docs_static"
_FILES = 'any("swagger-ui.css", "page.css", "swagger-ui-bundle.js", "start.js")'

# Of this page alone. Nothing inline is allowed and nothing is fetched from elsewhere. Relaxed
# beyond the API's own policy, which allows nothing: Swagger UI is a script with a style sheet whose
# icons are data: images, and it calls the API ("Try it out") from the browser.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
    " connect-src 'self'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'"
)
_YEAR = "public, max-age=31536000, immutable"

docs = Blueprint("docs", __name__, url_prefix="/docs", template_folder=_FOLDER)


@docs.get("")
@requires(PUBLIC)
def page() -> Response:
    """Show the API to a person, who may try it with a key."""
    answer = make_response(render_template("docs_page.html", docs_asset=_address))
    answer.headers["Content-Security-Policy"] = _POLICY
    return answer


@docs.get(f"/<{_FILES}:filename>")
@requires(PUBLIC)
def asset(filename: str) -> Response:
    """Send one of the page's files; its address carries a digest, so browsers may keep it."""
    answer = send_from_directory(_FOLDER, filename)
    if "v" in asked.args:
        answer.headers["Cache-Control"] = _YEAR
    return answer


def _address(filename: str) -> str:
    return url_for("docs.asset", filename=filename, v=_digest(filename))


@lru_cache
def _digest(filename: str) -> str:
    return hashlib.sha256((_FOLDER / filename).read_bytes()).hexdigest()[:12]
