"""The job that forgets dead letters in time."""

from sqlalchemy import delete

from services.publisher.store import DeadLetter
from services.publisher.wiring import Publisher


def forget_dead_letters(publisher: Publisher) -> int:
    """Delete dead letters whose time is over, with the words in them; return how many."""
    with publisher.database.writing() as session:
        gone = session.scalars(
            delete(DeadLetter)
            .where(DeadLetter.expires_at <= publisher.clock())
            .returning(DeadLetter.id),
        ).all()
    return len(gone)
