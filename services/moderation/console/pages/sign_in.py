"""Signing in and out, and the reader's language."""

import math

from flask import current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from services.moderation.console.context import moderation, signed_in
from services.moderation.console.language import LANGUAGES, remember
from services.moderation.console.links import local_path
from services.moderation.console.sessions import begin_session, end_session
from services.moderation.workflow.sign_in import SignInResult, sign_in


def show() -> ResponseReturnValue:
    """Show the form; who is signed in goes on at once."""
    if signed_in() is not None:
        return redirect(_wanted(), code=303)
    return render_template("console/sign_in.html", username="", problem=None)


def submit() -> ResponseReturnValue:
    """Check name and password."""
    username = request.form.get("username", "").strip()
    result = sign_in(moderation(), username, request.form.get("password", ""))
    if result.user is not None:
        begin_session(result.user)
        return redirect(_wanted(), code=303)
    page = render_template("console/sign_in.html", username=username, problem=_problem(result))
    if result.retry_after is not None:
        return page, 429, {"Retry-After": str(result.retry_after)}
    return page, 403


def leave() -> ResponseReturnValue:
    """Sign out."""
    end_session()
    return redirect(url_for("console.sign_in"), code=303)


def switch_language() -> ResponseReturnValue:
    """Remember the reader's language and go back to the page they read."""
    response = current_app.make_response(redirect(_wanted(), code=303))
    language = request.form.get("language", "")
    if language in LANGUAGES:
        secure = current_app.session_interface.get_cookie_secure(current_app)
        remember(response, language, secure=secure)
    return response


def _wanted() -> str:
    return local_path(request.values.get("next")) or url_for("console.queue")


def _problem(result: SignInResult) -> str:
    if result.retry_after is None:
        return str(gettext("Nama pengguna atau kata sandi salah."))
    minutes = math.ceil(result.retry_after / 60)
    return str(
        ngettext(
            "Terlalu banyak percobaan. Akun ini terkunci; coba lagi dalam %(num)s menit.",
            "Terlalu banyak percobaan. Akun ini terkunci; coba lagi dalam %(num)s menit.",
            minutes,
        ),
    )
