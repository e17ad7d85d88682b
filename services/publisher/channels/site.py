"""The official page that the publisher serves itself: a post is a row of its database."""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from services.publisher.channels.port import ChannelError, Job
from services.publisher.store import SitePost
from shared.rendering import Part


class SiteChannel:
    """Posts through `session`: with the ledger in one transaction, so exactly once."""

    def __init__(self, session: Session, *, base_url: str, now: datetime) -> None:
        self._session = session
        self._base_url = base_url
        self._now = now

    def publish(self, job: Job, part: Part) -> str:
        """Put the post on the page; a newer revision takes the older one's place and its time."""
        row = self._session.get(SitePost, job.submission_id, with_for_update=True)
        if row is None:
            row = SitePost(submission_id=job.submission_id, revision=0, published_at=self._now)
            self._session.add(row)
        if row.revision > job.revision:
            raise ChannelError("newer_revision_stands", permanent=True)  # noqa: EM101 - a code
        row.revision = job.revision
        row.text = part.text
        row.credit = part.credit
        row.updated_at = self._now
        return permalink(self._base_url, job.submission_id)

    def update(self, job: Job, part: Part) -> str:
        """Do as `publish` does: a submission stands on the page once."""
        return self.publish(job, part)

    def recall(self, job: Job) -> None:
        """Take the submission off the page."""
        self._session.execute(delete(SitePost).where(SitePost.submission_id == job.submission_id))


def permalink(base_url: str, submission_id: str) -> str:
    """Return the address of one post."""
    return f"{base_url}/post/{submission_id}"
