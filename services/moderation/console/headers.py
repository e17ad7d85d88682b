"""What browsers are told about the console's pages: load nothing foreign, keep nothing."""

from flask import Response, request

_POLICY = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self';"
    " img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
_YEAR = "public, max-age=31536000, immutable"


def add(response: Response) -> Response:
    """Send strict headers with every answer of the console."""
    response.headers["Content-Security-Policy"] = _POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    # Not "no-referrer": over https the CSRF check compares the referrer with the host.
    response.headers["Referrer-Policy"] = "same-origin"
    # Addresses of static files carry a digest of their content.
    versioned = request.endpoint == "console.asset" and "v" in request.args
    response.headers["Cache-Control"] = _YEAR if versioned else "no-store"
    return response
