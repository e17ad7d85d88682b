"""Callbacks that were given up: which, why, and another try."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from services.moderation.console import callback_words
from services.moderation.console.context import actor, moderation, signed_in
from services.moderation.console.gate import CALLBACK_KEEPERS
from services.moderation.domain.errors import NotFoundError
from services.moderation.workflow.dead_callbacks import count_dead, list_dead, replay, replay_all


def show() -> ResponseReturnValue:
    """Show the dead callbacks, the last that died first."""
    _check_role()
    database = moderation().database
    return render_template(
        "console/callbacks.html",
        callbacks=list_dead(database),
        total=count_dead(database),
        words=callback_words,
    )


def try_again(callback_id: UUID) -> ResponseReturnValue:
    """Have one delivered anew."""
    _check_role()
    try:
        replay(moderation().database, str(callback_id), actor=actor())
    except NotFoundError:
        flash(gettext("Tidak dapat dikirim ulang: sudah dikirim ulang, atau URL-nya dicabut."))
    else:
        flash(gettext("Panggilan balik itu akan dikirim ulang."))
    return redirect(url_for("console.callbacks"), code=303)


def try_all_again() -> ResponseReturnValue:
    """Have every one delivered anew."""
    _check_role()
    count = replay_all(moderation().database, actor=actor())
    flash(
        ngettext(
            "%(num)s panggilan balik akan dikirim ulang.",
            "%(num)s panggilan balik akan dikirim ulang.",
            count,
        ),
    )
    return redirect(url_for("console.callbacks"), code=303)


def _check_role() -> None:
    user = signed_in()
    if user is None or user.role not in CALLBACK_KEEPERS:
        abort(403)
