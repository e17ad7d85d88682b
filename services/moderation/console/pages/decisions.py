"""What a moderator does with an item; afterwards the next one is shown."""

from uuid import UUID

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from services.moderation.console.context import actor, moderation
from services.moderation.console.pages import item
from services.moderation.console.redaction_draft import Draft, read_draft, try_draft
from services.moderation.domain.errors import (
    ConflictError,
    InvalidFieldError,
    OtherPersonNeededError,
    StaleError,
)
from services.moderation.workflow import decide
from services.moderation.workflow import recall as recalling
from services.moderation.workflow import undo as undoing
from services.moderation.workflow.queue import list_queue, open_item

_LONGEST_REASON = 1_000


def approve(item_id: UUID) -> ResponseReturnValue:
    """Approve the item: as it is, or with what is chosen masked, or what the machine would mask."""
    version = _version()
    redacted = request.form.get("redacted") == "yes"
    draft = read_draft(open_item(moderation(), str(item_id)))
    if draft is not None and (draft.typed or (redacted and draft.problems)):
        return _look_again(item_id, draft)
    try:
        decide.approve(
            moderation(),
            str(item_id),
            actor=actor(),
            version=version,
            redacted=redacted,
            selection=draft.selection if draft and redacted else None,
        )
    except StaleError:
        return item.render(item_id, problem=_overtaken(), draft=draft)
    except OtherPersonNeededError:
        return item.render(item_id, problem=_other_person(), draft=draft)
    except ConflictError:
        if draft is not None and redacted:
            return _look_again(item_id, draft)
        return item.render(item_id, problem=_not_masked() if redacted else _overtaken())
    return _next(item_id)


def _look_again(item_id: UUID, draft: Draft) -> ResponseReturnValue:
    """Show what is chosen, and why it was not approved."""
    try:
        tried = try_draft(open_item(moderation(), str(item_id)), draft)
    except ConflictError:
        return item.render(item_id, problem=_overtaken(), draft=draft)
    return item.render(item_id, problem=_not_yet(), draft=tried)


def reject(item_id: UUID) -> ResponseReturnValue:
    """Reject the item for a reason from the list."""
    try:
        decide.reject(
            moderation(),
            str(item_id),
            actor=actor(),
            version=_version(),
            reason_code=request.form.get("reason_code", ""),
        )
    except OtherPersonNeededError:
        return item.render(item_id, problem=_other_person())
    except ConflictError:
        return item.render(item_id, problem=_overtaken())
    except InvalidFieldError:
        return item.render(item_id, problem=gettext("Pilih alasan penolakan dari daftar."))
    return _next(item_id)


def undo(item_id: UUID) -> ResponseReturnValue:
    """Take the decision back while it has not left."""
    try:
        undoing.undo(moderation(), str(item_id), actor=actor())
    except ConflictError:
        late = gettext("Sudah terlambat untuk membatalkan. Jika sudah terbit, tariklah.")
        return item.render(item_id, problem=late)
    flash(gettext("Keputusan dibatalkan. Kiriman ini kembali menunggu."))
    return redirect(url_for("console.item", item_id=item_id), code=303)


def recall(item_id: UUID) -> ResponseReturnValue:
    """Take an approved item off every channel."""
    reason = request.form.get("reason", "").strip()
    if not reason or len(reason) > _LONGEST_REASON:
        wanted = gettext("Tulis alasan penarikan, paling panjang 1.000 karakter.")
        return item.render(item_id, problem=wanted, typed=reason)
    try:
        recalling.recall(moderation(), str(item_id), actor=actor(), reason=reason, source=None)
    except ConflictError:
        return item.render(item_id, problem=_overtaken(), typed=reason)
    flash(gettext("Penarikan diperintahkan ke semua kanal."))
    return redirect(url_for("console.item", item_id=item_id), code=303)


def _version() -> int:
    """Return the version of the item that the moderator has read."""
    version = request.form.get("version", type=int)
    if version is None:
        abort(400)
    return version


def _next(item_id: UUID) -> ResponseReturnValue:
    waiting = list_queue(moderation(), limit=1, decidable_by=actor()).items
    if waiting:
        return redirect(url_for("console.item", item_id=waiting[0].id, after=item_id), code=303)
    return redirect(url_for("console.queue", after=item_id), code=303)


def _overtaken() -> str:
    return str(
        gettext(
            "Kiriman ini sudah diubah orang lain sejak Anda membukanya."
            " Keputusan Anda tidak dicatat. Di bawah ini keadaannya sekarang.",
        ),
    )


def _other_person() -> str:
    return str(
        gettext(
            "Penolakan ini keputusan Anda sendiri, jadi keberatannya diputuskan orang lain."
            " Tidak ada yang berubah.",
        ),
    )


def _not_yet() -> str:
    return str(gettext("Belum disetujui. Periksa pilihan dan pratinjaunya, lalu setujui lagi."))


def _not_masked() -> str:
    return str(
        gettext(
            "Kiriman ini tidak dapat disetujui dengan samaran: setelah disamarkan masih ada data"
            " pribadi yang terlihat, atau sudah diputuskan. Tolak, atau minta teks baru.",
        ),
    )
