"""The audit: append-only, chained, anchored; tampering is named."""

import json

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from services.moderation.store.messages import Outbox
from services.moderation.wiring import Moderation
from services.moderation.workflow.seal import anchor_audit, last_seal, seal_audit
from services.moderation.workflow.verify_audit import Anchor, AuditReport, verify_audit
from tests.support.moderation import FRIENDLY, WITH_NIK, commands, screened


@pytest.fixture
def sealed(app: Moderation) -> Moderation:
    """Open a service with some history, all of it chained."""
    for words in (FRIENDLY, WITH_NIK):
        screened(app, words)
    while seal_audit(app):
        pass
    return app


def _anchor(app: Moderation) -> Anchor:
    with app.database.reading() as session:
        end = last_seal(session)
        return Anchor(end.seq, end.head)


def _tamper(app: Moderation, *statements: str) -> None:
    """Change the audit as somebody who owns the database may: triggers first."""
    with app.database.writing() as session:
        for table in ("audit", "audit_seals"):
            for action in ("update", "delete"):
                session.execute(text(f"DROP TRIGGER {table}_no_{action}"))
        for statement in statements:
            session.execute(text(statement))


@pytest.mark.parametrize("table", ["audit", "audit_seals"])
@pytest.mark.parametrize(
    "change",
    ["DELETE FROM {0}", "UPDATE {0} SET {1} = {1}", "REPLACE INTO {0} SELECT * FROM {0}"],
)
def test_rows_cannot_be_changed_or_removed(sealed: Moderation, table: str, change: str) -> None:
    """The database itself refuses."""
    column = "action" if table == "audit" else "head"
    with pytest.raises(IntegrityError, match="append-only"), sealed.database.writing() as session:
        session.execute(text(change.format(table, column)))


def test_an_untouched_audit_is_whole(sealed: Moderation) -> None:
    """Every row is chained, and the anchor fits."""
    report = verify_audit(sealed.database, [_anchor(sealed)])
    assert report == AuditReport(sealed=report.sealed, anchors=1, head=report.head)
    assert report.sealed == 6


def test_rows_not_yet_chained_are_counted_without_error(sealed: Moderation) -> None:
    """The sealer comes a moment later."""
    screened(sealed, FRIENDLY)
    report = verify_audit(sealed.database, [])
    assert (report.unsealed, report.problems) == (3, [])


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("UPDATE audit SET body = replace(body, 'machine', 'nobody') WHERE id = 3", "row 3"),
        ("UPDATE audit SET action = 'approved' WHERE id = 1", "row 1"),
        ("UPDATE audit SET submission_id = 'other' WHERE id = 2", "row 2"),
        ("DELETE FROM audit WHERE id = 4", "row 4 (seal 4) is gone"),
        ("DELETE FROM audit_seals WHERE seq = 2", "seals 2 to 2 are gone"),
        ("DELETE FROM audit_seals WHERE seq > 4", "the tail is cut"),
        ("UPDATE audit_seals SET head = 'x' WHERE seq = 5", "seal 5"),
        (
            (
                "UPDATE audit SET body = (SELECT b.body FROM audit b WHERE b.id = 5 - audit.id) "
                "WHERE id IN (2, 3)"
            ),
            "row 2",
        ),
    ],
)
def test_tampering_is_named(sealed: Moderation, statement: str, says: str) -> None:
    """Altered, removed, reordered, cut."""
    anchor = _anchor(sealed)
    _tamper(sealed, statement)
    problems = verify_audit(sealed.database, [anchor]).problems
    assert any(says in problem for problem in problems), problems


def test_a_chain_rewritten_whole_is_caught_by_the_anchor(sealed: Moderation) -> None:
    """Whoever can write the database can chain it anew, but not change what left it."""
    anchor = _anchor(sealed)
    _tamper(sealed, "DELETE FROM audit_seals", "UPDATE audit SET body = '{}' WHERE id = 1")
    while seal_audit(sealed):
        pass
    assert verify_audit(sealed.database, []).problems == []
    assert "rewritten" in verify_audit(sealed.database, [anchor]).problems[0]


def test_the_anchor_is_commanded_once_for_each_head(sealed: Moderation) -> None:
    """Signed like every command, and of no length."""
    seq = anchor_audit(sealed, after_seq=0)
    assert anchor_audit(sealed, after_seq=seq) == seq
    anchors = [row for row in commands(sealed) if row.routing_key == "audit.anchor"]
    assert [json.loads(row.body)["content"] for row in anchors] == [_anchor(sealed).head]
    assert isinstance(anchors[0], Outbox)
