"""The redaction that a moderator is working on: read from a form, tried, and never lost."""

from dataclasses import dataclass, replace

from flask import request
from flask_babel import gettext

from services.moderation.console.context import moderation
from services.moderation.console.redaction_form import Read, add_typed, read_choices
from services.moderation.workflow.carry_over import ReadRevision, carry_over, read_revision
from services.moderation.workflow.queue import Item
from services.moderation.workflow.redacted import Masked, try_mask
from services.moderation.workflow.selection import Selection, proposed

_TRIES = 3
"""Masking what still shows may bring out something else; more often than this it is not mended."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What is selected on one revision.

    `problems` are what could not be used of a form, `notes` what was done beside. `typed` tells
    that words were typed and not looked at yet; `words` are those that were not found. `tried` is
    what screening says of it, None if it was not asked.
    """

    selection: Selection
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    words: str = ""
    kind: str = ""
    typed: bool = False
    tried: Masked | None = None


def first_draft(item: Item) -> Draft:
    """Return what the machine would mask."""
    now = _read_now(item)
    return Draft(Selection(now.revision, proposed(now.text, now.findings)))


def read_draft(item: Item) -> Draft | None:
    """Return what the form of this request says about the item, None if it says nothing.

    A form about another revision is carried over, and is a problem to look at.
    """
    revision = request.form.get("revision", type=int)
    if revision is None:
        return None
    now = _read_now(item)
    same = revision == now.revision
    then = now if same else read_revision(moderation(), item.submission.id, revision)
    read = read_choices(request.form, then) if then else Read(first_draft(item).selection)
    selection, problems = read.selection, read.problems
    if then is not now:
        selection = carry_over(selection, then, now) if then else selection
        problems = (*problems, _another_text())
    typed = add_typed(request.form, now.text, selection)
    return Draft(
        selection=typed.selection,
        problems=(*problems, *typed.problems),
        words=request.form.get("words", "") if typed.problems else "",
        kind=request.form.get("kind", ""),
        typed=bool(request.form.get("words", "").strip()),
    )


def try_draft(item: Item, draft: Draft) -> Draft:
    """Return the draft with what screening says of the masked text; what it finds is masked too."""
    tried = try_mask(moderation(), item.submission.id, draft.selection)
    selection = draft.selection
    for _ in range(_TRIES):
        if not tried.showing:
            break
        selection = selection.with_again(tried.showing)
        tried = try_mask(moderation(), item.submission.id, selection)
    notes, problems = draft.notes, draft.problems
    if selection != draft.selection:
        notes = (*notes, _found_again())
    if not tried.complete:
        problems = (*problems, _unchecked())
    elif tried.showing:
        problems = (*problems, _shows())
    return replace(draft, selection=selection, tried=tried, notes=notes, problems=problems)


def _read_now(item: Item) -> ReadRevision:
    findings = item.screening.findings if item.screening else ()
    return ReadRevision(item.submission.revision, item.words.text, findings)


def _another_text() -> str:
    return str(
        gettext(
            "Teksnya sudah berubah sejak Anda memilih. Pilihan Anda dipindahkan ke kata-kata yang"
            " sama; periksa lagi."
        )
    )


def _found_again() -> str:
    return str(
        gettext(
            "Setelah disamarkan, pemeriksa masih mengenali data pribadi. Bagian itu ditambahkan ke"
            " daftar dan ikut disamarkan."
        )
    )


def _shows() -> str:
    return str(
        gettext(
            "Dengan pilihan ini masih ada data pribadi yang terlihat, jadi belum dapat disetujui."
            " Pakai samaran penuh, samarkan lebih banyak, atau tolak."
        )
    )


def _unchecked() -> str:
    return str(
        gettext(
            "Teks tersamar tidak dapat diperiksa, jadi belum dapat disetujui. Coba lagi; jika lebih"
            " panjang dari 20.000 karakter, pilih samaran yang lebih pendek."
        )
    )
