"""The masked revision of a submission: personal data hidden, screened as a new text."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from services.moderation.domain.errors import (
    ConflictError,
    IdentifierShowsError,
    NotFoundError,
    StaleError,
)
from services.moderation.domain.screening import Finding, Screening
from services.moderation.domain.text import TEXT_MAX, text_problem
from services.moderation.screening.masks import ANY, KINDS
from services.moderation.screening.redaction import is_masked, redact
from services.moderation.store.contents import Origin, Words, load_words
from services.moderation.store.screenings import latest_screening, store_screening
from services.moderation.store.submissions import Submission
from services.moderation.wiring import Moderation
from services.moderation.workflow.change import Change
from services.moderation.workflow.masked_text import SHORTEST_REPEATED, MaskedText, masked_text
from services.moderation.workflow.revision import add_revision
from services.moderation.workflow.screen import credit_is_clean
from services.moderation.workflow.selection import Selection, Span, facts_of, proposed


@dataclass(frozen=True, slots=True)
class Masked:
    """A text with personal data masked, and what screening it again found.

    `showing` are identifiers that still show although nobody un-ticked just these, as spans of the
    original text; `complete` is False if it could not be checked. `facts` are for the audit.
    """

    words: Words
    screening: Screening
    showing: tuple[Span, ...]
    complete: bool
    changed: bool
    facts: dict[str, Any]

    def check(self) -> None:
        """Raise ConflictError if it may not be published."""
        if not self.complete:
            raise _unchecked()
        if self.showing:
            raise IdentifierShowsError


def mask(app: Moderation, submission_id: str, selection: Selection | None = None) -> Masked:
    """Mask personal data of the current revision: what is selected, or what the machine would.

    Raises NotFoundError, StaleError, InvalidFieldError, ConflictError (IdentifierShowsError).
    """
    masked = try_mask(app, submission_id, selection)
    masked.check()
    return masked


def try_mask(app: Moderation, submission_id: str, selection: Selection | None = None) -> Masked:
    """Return what `mask` would, also if it may not be published.

    A credit line that is not clean, or that says what is masked, is left out. Raises NotFoundError,
    StaleError, InvalidFieldError, ConflictError.
    """
    with app.database.reading() as session:
        submission = session.get(Submission, submission_id)
        if submission is None:
            detail = "There is no submission with this id."
            raise NotFoundError(detail)
        words = load_words(session, app.cipher, submission_id, submission.revision)
        screening = latest_screening(session, submission_id, submission.revision)
    if selection is None:
        if screening is None:
            detail = "This item could not be screened, so nothing can be masked."
            raise ConflictError(detail)
        selection = Selection(submission.revision, proposed(words.text, screening.findings))
        masked = masked_text(words.text, selection.choices)
        text = redact(words.text, screening.findings)
    else:
        if selection.revision != submission.revision:
            raise _another_revision()
        selection.check(words.text)
        masked = masked_text(words.text, selection.choices)
        text = masked.text
    return _screened(app, words, text, masked, selection)


def add_masked_revision(change: Change, masked: Masked) -> None:
    """Make the masked text the submission's current revision."""
    add_revision(change, masked.words, Origin.REDACTION)
    store_screening(
        change.session,
        masked.screening,
        submission_id=change.submission.id,
        revision=change.submission.revision,
        at=change.now,
    )


def _screened(
    app: Moderation, words: Words, text: str, masked: MaskedText, selection: Selection
) -> Masked:
    result = replace(words, text=text)
    again = app.screener.screen(text)
    if _credit_tells(words, selection) or not credit_is_clean(app, result, again):
        result = replace(result, credit=None)
    return Masked(
        words=result,
        screening=again,
        showing=tuple(_showing(again.findings, text, masked, selection)),
        # Placeholders may make a long text longer than what is screened.
        complete=again.scores["personal_data"] is not None and text_problem(text) is None,
        changed=result != words,
        facts=facts_of(selection, repeated=masked.repeated),
    )


def _showing(
    findings: tuple[Finding, ...], text: str, masked: MaskedText, selection: Selection
) -> Iterator[Span]:
    """Yield identifiers but those that were left readable by name: of that kind, at that place."""
    left = {choice.span for choice in selection.choices if choice.left_by_name}
    same = text == masked.text
    for finding in findings:
        if not is_masked(finding):
            continue
        kind = finding.label if finding.label in KINDS else ANY
        if not same or finding.start is None or finding.end is None:
            # The machine's own wording: where it lies in the original is not known.
            yield Span(0, len(text), kind)
            continue
        span = masked.original(finding.start, finding.end, kind)
        if span not in left or masked.hides(span):
            yield span


def _credit_tells(words: Words, selection: Selection) -> bool:
    """Tell whether the credit line says what is masked in the text above it."""
    masked = (choice.span.words(words.text) for choice in selection.masked)
    credit = words.credit or ""
    return any(len(value) >= SHORTEST_REPEATED and value in credit for value in masked)


def _unchecked() -> ConflictError:
    return ConflictError(
        f"The masked text could not be checked; it may have at most {TEXT_MAX} characters. Try"
        " again, or reject it.",
        f"Teks tersamar tidak dapat diperiksa; panjangnya paling banyak {TEXT_MAX} karakter. Coba"
        " lagi, atau tolak.",
    )


def _another_revision() -> StaleError:
    return StaleError(
        "The text has changed since you chose what to mask. Look at it again.",
        "Teksnya sudah berubah sejak Anda memilih samaran. Periksa lagi.",
    )
