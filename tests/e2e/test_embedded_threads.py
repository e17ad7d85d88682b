"""A part of `saring up` that cannot go on takes the process down: it must not limp unseen."""

import sqlite3

import pytest

from tests.support.running import EmbeddedRunning

pytestmark = pytest.mark.e2e


@pytest.mark.parametrize(
    ("file", "table"),
    [
        # Screening has nothing to claim from.
        ("moderation.sqlite3", "submissions"),
        # The sealer cannot chain the audit.
        ("moderation.sqlite3", "audit_seals"),
        # The sender has no ledger.
        ("publisher.sqlite3", "ledger"),
    ],
)
def test_a_loop_that_lost_its_table_ends_the_process_with_status_1(
    embedded: EmbeddedRunning, file: str, table: str
) -> None:
    embedded.start()
    with sqlite3.connect(embedded.data_dir / file, timeout=30) as connection:
        connection.execute(f"DROP TABLE {table}")
    assert embedded.exit_status() == 1
    assert '"event": "thread_ended"' in embedded.output()
    assert "Traceback" not in embedded.output()
