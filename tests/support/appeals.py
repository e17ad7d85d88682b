"""Submissions that were rejected, edited and appealed against."""

from services.moderation.wiring import Moderation
from services.moderation.workflow.appeal import appeal
from services.moderation.workflow.decide import reject
from services.moderation.workflow.edit import edit
from services.moderation.workflow.posted import NewSubmission
from services.moderation.workflow.screen import screen_next
from tests.support.moderation import ABUSIVE, WITH_NIK, row, screened

STATEMENT = "Kata itu nama dusun kami."


def send_appeal(app: Moderation, submission_id: str, statement: str = STATEMENT) -> bool:
    """Appeal as the app that sent the post does; return whether that was new."""
    return appeal(
        app,
        submission_id,
        statement=statement,
        contact_ref="warga-77",
        actor="key:1",
        source=None,
    )


def send_edit(app: Moderation, submission_id: str, text: str) -> None:
    """Replace the text of a post, and screen it."""
    source = row(app, submission_id).source
    new = NewSubmission(source=source, text=text, channels=("site",))
    assert edit(app, submission_id, new, actor="key:1").changed
    while screen_next(app, "test"):
        pass


def version_of(app: Moderation, submission_id: str) -> int:
    """Return the version that a decision must name."""
    return row(app, submission_id).version


def rejected_by(app: Moderation, actor: str) -> str:
    """Have a person reject a post; return its id."""
    submission_id = screened(app, WITH_NIK)
    version = version_of(app, submission_id)
    reject(app, submission_id, actor=actor, version=version, reason_code="personal_data")
    return submission_id


def appealed(app: Moderation, text: str = ABUSIVE) -> str:
    """Have the machine reject a post and its author appeal; return its id."""
    submission_id = screened(app, text)
    send_appeal(app, submission_id)
    return submission_id
