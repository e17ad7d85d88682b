"""What the official page shows, read from the table of what stands there and from no other."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from sqlalchemy import func, select

from services.publisher.store import Head, SitePost
from shared.database import Database

PAGE_SIZE = 50

_NEWEST_FIRST = (SitePost.published_at.desc(), SitePost.submission_id.desc())


class Missing(Enum):
    """Why an address shows no post."""

    NEVER_SEEN = auto()
    TAKEN_BACK = auto()


@dataclass(frozen=True, slots=True)
class Page:
    """Posts of one page, newest first; empty beyond the end. `last` is at least 1."""

    number: int
    last: int
    posts: Sequence[SitePost]


def read_page(database: Database, number: int) -> Page:
    """Return page `number`, counted from 1."""
    with database.reading() as session:
        count = session.scalar(select(func.count()).select_from(SitePost)) or 0
        last = max(1, -(-count // PAGE_SIZE))
        if number > last:
            return Page(number, last, [])
        newest = select(SitePost).order_by(*_NEWEST_FIRST)
        posts = session.scalars(newest.limit(PAGE_SIZE).offset((number - 1) * PAGE_SIZE)).all()
        return Page(number, last, posts)


def find_post(database: Database, submission_id: str) -> SitePost | Missing:
    """Return the post of a submission, or why there is none."""
    with database.reading() as session:
        post = session.get(SitePost, submission_id)
        if post is not None:
            return post
        head = session.get(Head, submission_id)
        taken_back = head is not None and head.taken_back >= head.revision
        return Missing.TAKEN_BACK if taken_back else Missing.NEVER_SEEN
