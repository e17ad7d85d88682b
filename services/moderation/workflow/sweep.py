"""Find what waits for screening and whose task was lost: a crash, a broker that was away."""

from datetime import timedelta

from sqlalchemy import select

from services.moderation.store.submissions import Submission
from services.moderation.wiring import Moderation
from services.moderation.workflow.claim import is_due

_GRACE = timedelta(seconds=2)
"""A submission this young has a task on its way."""

_AGAIN_AFTER = timedelta(seconds=30)
_LIMIT = 500


class Sweep:
    """Sends tasks again; one per database, which remembers what it sent."""

    def __init__(self, app: Moderation) -> None:
        self._app = app
        self._sent: dict[str, float] = {}

    def run_once(self) -> int:
        """Dispatch what is due and was not dispatched lately; return how many."""
        with self._app.database.reading() as session:
            now = self._app.database.now(session)
            due = session.scalars(
                select(Submission.id)
                .where(is_due(now), Submission.created_at < now - _GRACE)
                .order_by(Submission.created_at)
                .limit(_LIMIT),
            ).all()
        moment = now.timestamp()
        recently = moment - _AGAIN_AFTER.total_seconds()
        self._sent = {one: at for one, at in self._sent.items() if at > recently}
        lost = [one for one in due if one not in self._sent]
        for number, submission_id in enumerate(lost):
            if not self._app.dispatcher.dispatch(submission_id):
                return number  # The broker is away: the next sweep tries again.
            self._sent[submission_id] = moment
        return len(lost)
