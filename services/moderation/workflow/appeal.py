"""A citizen's appeal against a rejection: once, in time, and decided by somebody else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.moderation.domain.errors import ConflictError, OtherPersonNeededError
from services.moderation.domain.states import ShownState, SubmissionState, shown_state
from services.moderation.screening.moments import in_words
from services.moderation.screening.reasons import Sentences
from services.moderation.store.appeals import Appeal, latest_appeal
from services.moderation.store.contents import Words
from services.moderation.store.decisions import DecidedBy, Decision, standing_decision
from services.moderation.wiring import Moderation
from services.moderation.workflow.change import Change, changing, check_source
from services.moderation.workflow.publications import publications_of

PRIORITY = 1
"""Place in the queue: beside what is critical; only somebody in danger comes first."""


@dataclass(frozen=True, slots=True)
class ShownAppeal:
    """An appeal as moderators read it, with the decision it is against; `open` while undecided."""

    statement: str
    contact_ref: str | None
    created_at: datetime
    against: Decision
    open: bool


def appeal(  # noqa: PLR0913 - what an appeal says, by name
    app: Moderation,
    submission_id: str,
    *,
    statement: str,
    contact_ref: str | None,
    actor: str,
    source: str | None,
) -> bool:
    """Put a rejected submission before a person once more; return False if it was there already.

    The same appeal again is harmless, also once it is decided. Raises NotFoundError, ConflictError.
    """
    words = Words(statement, author_ref=contact_ref)
    with changing(app, submission_id, actor=actor) as change:
        check_source(change, source)
        rejection = standing_decision(change.session, submission_id)
        if _is_repeated(change, words, rejection):
            return False
        if change.submission.state is not SubmissionState.REJECTED or rejection is None:
            raise _not_rejected(_shown_state(change))
        _check_in_time(app, rejection, change.now)
        change.session.add(
            Appeal(
                decision_id=rejection.id,
                submission_id=submission_id,
                sealed=app.cipher.seal(words),
                actor=actor,
                created_at=change.now,
            ),
        )
        change.submission.priority = min(change.submission.priority, PRIORITY)
        change.move(SubmissionState.APPEALED, "appealed", reason=rejection.reason_code)
    return True


def check_other_person(change: Change) -> None:
    """Raise OtherPersonNeededError if who acts is who rejected what is appealed against now."""
    rejection = standing_decision(change.session, change.submission.id)
    if rejection is not None and not may_decide(rejection, change.actor):
        raise OtherPersonNeededError


def may_decide(rejection: Decision, actor: str) -> bool:
    """Return whether `actor` may decide on an appeal against `rejection`."""
    return rejection.by is not DecidedBy.PERSON or rejection.actor != actor


def end_appeal(change: Change, outcome: Decision) -> None:
    """Write down which decision ended the appeal that is open."""
    open_one = latest_appeal(change.session, change.submission.id)
    if open_one is not None:
        change.session.add(outcome)
        change.session.flush()  # Gives the decision its id.
        open_one.outcome_id = outcome.id


def shown_appeal(app: Moderation, session: Session, submission_id: str) -> ShownAppeal | None:
    """Return the newest appeal of a submission, in words."""
    found = latest_appeal(session, submission_id)
    if found is None:
        return None
    return _shown(app, found, session.get_one(Decision, found.decision_id))


def open_appeals(app: Moderation, session: Session, ids: Sequence[str]) -> dict[str, ShownAppeal]:
    """Return the appeal that is open on each of these submissions, if one is."""
    rows = session.execute(
        select(Appeal, Decision)
        .join(Decision, Decision.id == Appeal.decision_id)
        .where(Appeal.submission_id.in_(ids), Appeal.outcome_id.is_(None)),
    )
    return {found.submission_id: _shown(app, found, against) for found, against in rows}


def _shown(app: Moderation, found: Appeal, against: Decision) -> ShownAppeal:
    words = app.cipher.open(found.sealed)
    return ShownAppeal(
        statement=words.text,
        contact_ref=words.author_ref,
        created_at=found.created_at,
        against=against,
        open=found.outcome_id is None,
    )


def _is_repeated(change: Change, words: Words, standing: Decision | None) -> bool:
    """Return whether this very appeal is open, or was ended by the decision in force."""
    known = latest_appeal(change.session, change.submission.id)
    if known is None or standing is None:
        return False
    concerns = standing.id in {known.decision_id, known.outcome_id}
    return concerns and change.app.cipher.open(known.sealed) == words


def _check_in_time(app: Moderation, rejection: Decision, now: datetime) -> None:
    if rejection.appeal_until is None:
        raise _final()
    if rejection.appeal_until <= now:
        raise _too_late(in_words(rejection.appeal_until, ZoneInfo(app.settings.timezone)))


def _final() -> ConflictError:
    return ConflictError(
        "The appeal against this rejection was decided, and the answer is final. Change the text"
        " and send it again with PUT, or as a new submission.",
        "Keberatan atas penolakan ini sudah diputuskan dan keputusannya final. Ubah teksnya, lalu"
        " kirim lagi dengan PUT atau sebagai kiriman baru.",
    )


def _too_late(ended: Sentences) -> ConflictError:
    return ConflictError(
        f"The time to appeal ended on {ended['en']}. Change the text and send it again with PUT,"
        " or as a new submission.",
        f"Batas waktu keberatan sudah lewat pada {ended['id']}. Ubah teksnya, lalu kirim lagi"
        " dengan PUT atau sebagai kiriman baru.",
    )


def _shown_state(change: Change) -> ShownState:
    states = [row.state for row in publications_of(change)]
    return shown_state(change.submission.state, states)


def _not_rejected(state: ShownState) -> ConflictError:
    if state is ShownState.APPEALED:
        return ConflictError(
            "There is an appeal against this rejection already, with another statement; a person"
            " is looking at it. Wait for the answer: the submission's state tells it.",
            "Sudah ada keberatan atas penolakan ini dengan pernyataan lain; petugas sedang"
            " memeriksanya. Tunggu jawabannya pada status kiriman.",
        )
    return ConflictError(
        f"This submission is {state}; only one that was rejected can be appealed. Read it again,"
        " and appeal if its state is rejected.",
        f"Kiriman ini berstatus {state}; keberatan hanya dapat diajukan atas kiriman yang ditolak."
        " Baca lagi statusnya, dan ajukan jika statusnya rejected.",
    )
