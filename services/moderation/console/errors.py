"""The console's pages for what went wrong."""

import structlog
from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import BadRequest, HTTPException

from services.moderation.domain.errors import InvalidFieldError, NotFoundError

_log = structlog.get_logger()


def handle(console: Blueprint) -> None:
    """Answer errors of the console's own views with pages."""
    console.register_error_handler(CSRFError, _form_outdated)
    console.register_error_handler(NotFoundError, _not_found)
    console.register_error_handler(InvalidFieldError, _unreadable)
    console.register_error_handler(HTTPException, _refused)
    console.register_error_handler(Exception, _failed)


def _form_outdated(_error: CSRFError) -> ResponseReturnValue:
    """Say that nothing was changed, and give back what was typed, to copy."""
    item_id = (request.view_args or {}).get("item_id")
    page = render_template(
        "console/form_outdated.html",
        # Without a session, the queue leads to the sign-in page.
        back=url_for("console.item", item_id=item_id) if item_id else url_for("console.queue"),
        typed=request.form.get("reason") or request.form.get("words", ""),
    )
    return page, 400


def _not_found(_error: NotFoundError) -> ResponseReturnValue:
    return _page(404, gettext("Tidak ditemukan"), gettext("Tidak ada kiriman dengan alamat ini."))


def _unreadable(_error: InvalidFieldError) -> ResponseReturnValue:
    return _refused(BadRequest())


def _refused(error: HTTPException) -> ResponseReturnValue:
    titles = {
        403: (
            gettext("Tidak berwenang"),
            gettext("Peran akun Anda tidak boleh membuka halaman ini."),
        ),
        404: (gettext("Tidak ditemukan"), gettext("Tidak ada halaman dengan alamat ini.")),
    }
    otherwise = (
        gettext("Permintaan tidak dapat dibaca"),
        gettext("Muat ulang halaman sebelumnya, lalu coba lagi."),
    )
    return _page(error.code or 400, *titles.get(error.code or 400, otherwise))


def _failed(error: Exception) -> ResponseReturnValue:
    _log.error("console_failed", endpoint=request.endpoint, exc_info=error)
    detail = gettext(
        "Ini bukan kesalahan Anda. Coba lagi, dan periksa dulu apakah keputusan sudah tercatat."
    )
    return _page(500, gettext("Terjadi gangguan"), detail)


def _page(status: int, title: str, detail: str) -> ResponseReturnValue:
    return render_template("console/error.html", title=title, detail=detail), status
