"""Links within the console that come from a request, and may lead nowhere else."""

from urllib.parse import urlsplit

from flask import Request, url_for


def local_path(target: str | None) -> str | None:
    r"""Return `target` if it is a path within the console, else None: no open redirect.

    Browsers read a backslash as a slash and drop control characters, so `/\host` and `/<tab>/host`
    lead elsewhere; both are refused with everything that is not plain.
    """
    if not target or not target.isascii() or not target.isprintable() or "\\" in target:
        return None
    parts = urlsplit(target)
    if parts.scheme or parts.netloc or ".." in parts.path:
        return None
    return target if parts.path.startswith("/console/") else None


def sign_in_link(request: Request) -> str:
    """Return the sign-in page that leads back to what was asked for, if that is a page."""
    wanted = request.full_path.rstrip("?") if request.method == "GET" else None
    if wanted is None and (item_id := (request.view_args or {}).get("item_id")) is not None:
        wanted = url_for("console.item", item_id=item_id)
    return url_for("console.sign_in", next=wanted)
