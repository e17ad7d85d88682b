"""What is asked often is found by an index, however much is stored: the plans say so."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event

from services.moderation.domain.states import ShownState
from services.moderation.store.messages import Outbox
from services.moderation.wiring import Moderation
from services.moderation.workflow.claim import claim_due
from services.moderation.workflow.claim_callbacks import claim_due as claim_due_callbacks
from services.moderation.workflow.dead_callbacks import count_dead
from services.moderation.workflow.gauges import refresh_gauges
from services.moderation.workflow.idempotency import forget_old_keys
from services.moderation.workflow.queue import count_appeals, list_decided, list_queue
from services.moderation.workflow.seal import seal_audit
from services.moderation.workflow.sweep import Sweep
from services.moderation.workflow.view import Filter, list_submissions
from shared.clock import utc_now
from shared.outbox import Message, Relay
from tests.support.moderation import WITH_NIK, screened


class _Nowhere:
    def send(self, message: Message) -> None:
        raise AssertionError(message)


def _list(app: Moderation, **chosen: Any) -> None:  # noqa: ANN401 - Filter's
    list_submissions(app, Filter(source="app", **chosen))


QUERIES: dict[str, tuple[Callable[[Moderation], object], str]] = {
    "the newest": (_list, "ix_submissions_newest (source=?)"),
    "one state": (
        lambda app: _list(app, state=ShownState.REJECTED),
        "ix_submissions_listed (source=? AND state=?)",
    ),
    "one day": (
        lambda app: _list(app, created_from=utc_now(), created_before=utc_now()),
        "ix_submissions_newest (source=? AND created_at>? AND created_at<?)",
    ),
    "one day in one state": (
        lambda app: _list(app, state=ShownState.REJECTED, created_from=utc_now()),
        "ix_submissions_listed (source=? AND state=? AND created_at>?)",
    ),
    "what could not be published": (
        lambda app: _list(app, state=ShownState.PUBLISH_FAILED),
        "ix_publications_state (state=?)",
    ),
    "what was recalled": (
        lambda app: _list(app, state=ShownState.RECALLED),
        "ix_publications_state (state=?)",
    ),
    "the queue": (list_queue, "ix_submissions_state (state=?)"),
    "the appeals": (count_appeals, "ix_submissions_state (state=?)"),
    "decisions": (list_decided, "ix_submissions_state (state=?)"),
    "what to screen": (lambda app: claim_due(app, "any"), "ix_submissions_state (state=?)"),
    "what was left": (lambda app: Sweep(app).run_once(), "ix_submissions_state (state=?)"),
    "what to send": (
        lambda app: Relay(app.database, Outbox, _Nowhere()).run_once(),
        "ix_outbox_pending (available_at<?)",
    ),
    "callbacks that are due": (
        lambda app: claim_due_callbacks(app, "any", busy={}, limit=10),
        "ix_callback_deliveries_waiting (next_attempt_at<?)",
    ),
    "dead callbacks": (lambda app: count_dead(app.database), "ix_callback_deliveries_dead"),
    "old keys": (forget_old_keys, "ix_idempotent_requests_created_at (created_at<?)"),
    "what to seal": (seal_audit, "audit USING INTEGER PRIMARY KEY (rowid>?)"),
    "gauges": (refresh_gauges, "ix_callback_deliveries_waiting"),
}

READ_FROM_ONE_END = {"audit_seals"}
"""Only the newest row is wanted, and rows are in this order anyway."""

OF_A_FEW = re.compile(r"USING INDEX ix_\w+_(waiting|pending|dead|to_screen)$")
"""Indexes that hold what waits, and nothing of what is done."""


@contextmanager
def _statements(app: Moderation) -> Iterator[list[tuple[str, Any]]]:
    """Give the reading statements that are executed, as they are executed."""
    seen: list[tuple[str, Any]] = []

    def note(_connection: object, _cursor: object, statement: str, *rest: Any) -> None:  # noqa: ANN401 - the driver's
        if statement.startswith("SELECT"):
            seen.append((statement, rest[0]))

    event.listen(app.database.engine, "before_cursor_execute", note)
    yield seen
    event.remove(app.database.engine, "before_cursor_execute", note)


def _plan(app: Moderation, query: Callable[[Moderation], object]) -> list[str]:
    with _statements(app) as statements:
        query(app)
    with app.database.engine.connect() as connection:
        return [
            str(step[-1])
            for statement, parameters in statements
            for step in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
        ]


@pytest.mark.parametrize("name", QUERIES)
def test_what_is_asked_often_is_found_by_an_index(app: Moderation, name: str) -> None:
    query, index = QUERIES[name]
    assert any(index in step for step in _plan(app, query))


@pytest.mark.parametrize("name", QUERIES)
def test_nothing_that_is_asked_often_reads_a_whole_table(app: Moderation, name: str) -> None:
    query, _ = QUERIES[name]
    tables = set(Outbox.metadata.tables) - READ_FROM_ONE_END
    scans = [step for step in _plan(app, query) if not OF_A_FEW.search(step)]
    found = [re.match(r"SCAN (\w+)", step) for step in scans]
    assert [scan.group() for scan in found if scan and scan.group(1) in tables] == []


def test_a_page_of_the_queue_takes_as_many_queries_as_one_line(app: Moderation) -> None:
    def queries(lines: int) -> int:
        with _statements(app) as statements:
            assert len(list_queue(app).items) == lines
        return len(statements)

    screened(app, WITH_NIK)
    one = queries(1)
    for _ in range(3):
        screened(app, WITH_NIK)
    assert queries(4) == one
