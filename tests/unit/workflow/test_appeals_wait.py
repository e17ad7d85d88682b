"""Appeals as they wait: in which order, for whom, and what is shown and kept of them."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from services.moderation.domain.errors import (
    ConflictError,
)
from services.moderation.store.appeals import Appeal
from services.moderation.store.audit import AuditRow
from services.moderation.wiring import Moderation
from services.moderation.workflow.queue import count_appeals, list_queue, open_item
from services.moderation.workflow.undo import undo
from tests.support.appeals import STATEMENT, appealed, rejected_by, send_appeal
from tests.support.moderation import ABUSIVE, WITH_NIK, row, screened

SITI, BUDI = "user:siti", "user:budi"


def test_appeals_wait_by_their_own_age_behind_danger_and_before_lesser_things(
    app: Moderation,
) -> None:
    """The post that was sent first was appealed against last."""
    first, second = screened(app, ABUSIVE), screened(app, ABUSIVE)
    chain = screened(app, "Sebarkan ke semua grup sebelum dihapus! Viralkan!")
    send_appeal(app, second)
    with app.database.writing() as session:
        earlier = app.database.now(session) - timedelta(hours=1)
        session.execute(update(Appeal).values(created_at=earlier))
    send_appeal(app, first)
    danger = screened(app, WITH_NIK)
    with app.database.writing() as session:
        session.get_one(type(row(app, danger)), danger).priority = 0
    assert [item.id for item in list_queue(app).items] == [danger, second, first, chain]
    alone = list_queue(app, appeals=True, limit=1)
    assert [item.id for item in alone.items] == [second]
    rest = list_queue(app, appeals=True, limit=1, cursor=alone.next_cursor)
    assert ([item.id for item in rest.items], rest.next_cursor) == ([first], None)
    assert (alone.total, count_appeals(app)) == (2, 2)


def test_what_one_may_not_decide_is_not_the_next_to_be_decided(app: Moderation) -> None:
    send_appeal(app, rejected_by(app, SITI))
    assert list_queue(app, decidable_by=SITI).total == 0
    assert list_queue(app, decidable_by=BUDI).total == 1


def test_an_appeal_shows_its_words_to_moderators_and_keeps_them_sealed(app: Moderation) -> None:
    submission_id = appealed(app)
    shown = open_item(app, submission_id).appeal
    assert shown is not None
    assert (shown.statement, shown.contact_ref) == (STATEMENT, "warga-77")
    assert (shown.against.reason_code, shown.open) == ("abuse", True)
    with app.database.reading() as session:
        sealed = session.scalars(select(Appeal.sealed)).one()
        audit = " ".join(session.scalars(select(AuditRow.body)))
    assert STATEMENT.encode() not in sealed
    assert STATEMENT not in audit
    assert "warga-77" not in audit
    assert '"action":"appealed"' in audit


def test_a_rejection_that_is_appealed_against_cannot_be_undone(app: Moderation) -> None:
    submission_id = rejected_by(app, SITI)
    send_appeal(app, submission_id)
    assert open_item(app, submission_id).can_undo_until is None
    with pytest.raises(ConflictError):
        undo(app, submission_id, actor=SITI)
