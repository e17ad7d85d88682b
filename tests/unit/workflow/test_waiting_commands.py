"""Commands that wait in the outbox: sealed, carried in their order, blanked once sent."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import select, update

from services.moderation.store.contents import ContentCipher
from services.moderation.store.messages import Outbox
from services.moderation.wiring import Moderation
from shared.messages import CommandMessage
from shared.outbox import Message, Relay, TransportError
from tests.support.moderation import FRIENDLY, screened

LATER = datetime(2099, 1, 1, tzinfo=UTC)


@dataclass
class Carried:
    """A transport that remembers what it carried, or carries nothing."""

    bodies: list[str] = field(default_factory=list)
    away: bool = False

    def send(self, message: Message) -> None:
        if self.away:
            raise TransportError(message.event_id)
        self.bodies.append(message.body)


def _relay(app: Moderation, transport: Carried) -> Relay:
    return Relay(app.database, Outbox, transport, opened=app.cipher.open_message)


def _stored(app: Moderation) -> list[str]:
    with app.database.reading() as session:
        return list(session.scalars(select(Outbox.body).order_by(Outbox.id)))


def _make_due(app: Moderation) -> None:
    with app.database.writing() as session:
        now = app.database.now(session)
        session.execute(update(Outbox).values(available_at=now, next_attempt_at=None))


def test_a_scheduled_post_does_not_wait_in_the_clear(app: Moderation, tmp_path: Path) -> None:
    """It may be days; neither the text nor the credit line stands in the database's files."""
    screened(
        app,
        "Terima kasih rahasiateks, jalan sudah mulus.",
        author_ref="warga",
        author_display="Rahasianama",
        author_credit=True,
        scheduled_at=LATER,
    )
    [waiting] = _stored(app)
    assert "rahasiateks" in app.cipher.open_message(waiting)
    app.database.dispose()
    files = b"".join(path.read_bytes() for path in tmp_path.glob("moderation.sqlite3*"))
    assert b"rahasiateks" not in files
    assert b"Rahasianama" not in files


def test_it_is_opened_when_it_is_sent_and_blanked_afterwards(app: Moderation) -> None:
    screened(app, FRIENDLY)
    carried = Carried()
    assert _relay(app, carried).run_once() == 1
    assert FRIENDLY in str(CommandMessage.model_validate_json(carried.bodies[0]).content)
    assert _stored(app) == [""]


def test_what_a_version_before_has_stored_unsealed_is_sent_as_it_is(app: Moderation) -> None:
    screened(app, FRIENDLY)
    plain = app.cipher.open_message(_stored(app)[0])
    with app.database.writing() as session:
        session.execute(update(Outbox).values(body=plain))
    carried = Carried()
    assert _relay(app, carried).run_once() == 1
    assert carried.bodies == [plain]


def test_a_command_whose_key_is_missing_waits_for_it_and_holds_up_nobody(app: Moderation) -> None:
    screened(app, FRIENDLY)
    other = replace(app, cipher=ContentCipher(Fernet.generate_key().decode()))
    screened(other, f"{FRIENDLY} Kedua.")
    carried = Carried()
    assert _relay(other, carried).run_once() == 1
    assert "Kedua" in carried.bodies[0]
    _make_due(app)
    assert _relay(app, carried).run_once() == 1
    assert "Kedua" not in carried.bodies[1]


def test_what_the_broker_does_not_take_stays_sealed_until_it_does(app: Moderation) -> None:
    screened(app, FRIENDLY)
    carried = Carried(away=True)
    assert _relay(app, carried).run_once() == 0
    assert FRIENDLY not in _stored(app)[0]
    carried.away = False
    _make_due(app)
    assert _relay(app, carried).run_once() == 1


@pytest.mark.parametrize("body", ['{"v":1}', '{"teks":"ü 😀"}'])
def test_sealing_gives_back_what_it_was_given(app: Moderation, body: str) -> None:
    sealed = app.cipher.seal_message(body)
    assert body not in sealed
    assert app.cipher.open_message(sealed) == body
