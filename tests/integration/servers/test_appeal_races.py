"""Appeals on both databases: sent by many at once, decided by many at once, and in their order."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import func, select

from services.moderation.domain.errors import StaleError
from services.moderation.store.appeals import Appeal
from services.moderation.store.decisions import Decision
from services.moderation.wiring import Moderation
from services.moderation.workflow.decide import approve, reject
from services.moderation.workflow.queue import list_queue
from tests.support.appeals import appealed, rejected_by, send_appeal, version_of
from tests.support.moderation import ABUSIVE, WITH_NIK, moderation, row, screened

AT_ONCE = 8


@pytest.fixture(params=["sqlite", "postgresql"])
def app(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Moderation]:
    """Open a service on an empty database of either kind."""
    settings = {}
    if request.param == "postgresql":
        settings["database_url"] = request.getfixturevalue("postgresql").fresh().moderation
        with moderation(tmp_path / "keys") as local:  # A server's service is given its secrets.
            names = ("secret_key", "signing_key", "content_keys")
            settings |= {name: local.settings.secret(name) for name in names}
    with moderation(tmp_path, **settings) as opened:
        yield opened


def _at_once(do: Callable[[int], bool]) -> int:
    """Return how many of those that do it at the same time succeed."""
    with ThreadPoolExecutor(AT_ONCE) as threads:
        return sum(threads.map(do, range(AT_ONCE)))


def _count(app: Moderation, table: type[Appeal | Decision]) -> int:
    with app.database.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_an_appeal_that_comes_many_times_at_once_is_taken_in_once(app: Moderation) -> None:
    submission_id = screened(app, ABUSIVE)
    assert _at_once(lambda _: send_appeal(app, submission_id)) == 1
    assert _count(app, Appeal) == 1


def test_of_many_who_decide_at_once_one_does(app: Moderation) -> None:
    submission_id = appealed(app)
    version = version_of(app, submission_id)

    def decide(number: int) -> bool:
        actor = f"user:{number}"
        try:
            if number % 2:
                approve(app, submission_id, actor=actor, version=version)
            else:
                reject(app, submission_id, actor=actor, version=version, reason_code="abuse")
        except StaleError:
            return False
        return True

    assert _at_once(decide) == 1
    assert _count(app, Decision) == 2
    assert row(app, submission_id).state in {"approved", "rejected"}


def test_the_queue_is_paged_by_priority_and_age_without_gap(app: Moderation) -> None:
    own = rejected_by(app, "user:siti")
    waiting = screened(app, WITH_NIK)
    later = appealed(app)
    send_appeal(app, own)
    expected = [waiting, later, own]
    seen: list[str] = []
    cursor = None
    while len(seen) < len(expected):
        page = list_queue(app, limit=1, cursor=cursor)
        seen += [item.id for item in page.items]
        cursor = page.next_cursor
    assert (seen, cursor, page.total) == (expected, None, 3)
    assert [item.id for item in list_queue(app, decidable_by="user:siti").items] == expected[:2]
