"""The publisher's door: believe a command or set it aside, write what follows, and nothing else.

Free of transport: whoever carries the message acknowledges it once this has returned.
"""

from datetime import timedelta
from enum import StrEnum
from hashlib import sha256

import structlog
from pydantic import BaseModel, ValidationError

from services.publisher.believed import Believed
from services.publisher.orders import obey
from services.publisher.store import DeadLetter, Inbox
from services.publisher.wiring import Publisher
from shared.messages import VERSION, CommandMessage, RefusalReason
from shared.metrics import COMMANDS, COMMANDS_REFUSED, DEAD_LETTERS, from_zero
from shared.signing import BadCommand, BadCommandError, CommandVerifier, content_sha256

DEAD_LETTERS_KEPT = timedelta(days=7)

_UNKNOWN_VERSION = "unknown_version"
_UNVERIFIED = "unverified"  # The `op` label of what nobody vouches for: its own word is not taken.

from_zero(COMMANDS_REFUSED, [*BadCommand, *RefusalReason])
from_zero(DEAD_LETTERS, [*BadCommand, _UNKNOWN_VERSION])
log = structlog.get_logger()


class Disposition(StrEnum):
    """What became of a message; in each case it is stored or done with, and is acknowledged."""

    ACK = "ack"
    DEAD_LETTER = "dead_letter"  # Cannot be believed or read; counted, kept for 7 days.
    PARK = "park"  # Of a version this publisher does not know yet; kept as long, never acted on.


class _Version(BaseModel):
    v: int


def receive(publisher: Publisher, body: str) -> Disposition:
    """Take one message, in one transaction. A second copy of the same bytes changes nothing."""
    try:
        if _version(body) != VERSION:
            return _set_aside(publisher, body, _UNKNOWN_VERSION, Disposition.PARK)
        believed = _believe(publisher.verifier, body)
    except BadCommandError as error:
        return _set_aside(publisher, body, error.reason, Disposition.DEAD_LETTER)
    return _handle(publisher, body, believed)


def _version(body: str) -> int:
    try:
        return _Version.model_validate_json(body, strict=True).v
    except ValidationError:
        raise BadCommandError(BadCommand.MALFORMED) from None


def _believe(verifier: CommandVerifier, body: str) -> Believed:
    """Return what was signed; raise BadCommandError unless envelope and content are just that."""
    try:
        message = CommandMessage.model_validate_json(body)
    except ValidationError:
        raise BadCommandError(BadCommand.MALFORMED) from None
    claims = verifier.verify(message.jws)
    digest = None if message.content is None else content_sha256(message.content)
    if (message.id, message.type, digest) != (claims.jti, claims.op, claims.content_sha256):
        raise BadCommandError(BadCommand.MISMATCHED)
    return Believed(claims, message.content, message.request_id)


def _handle(publisher: Publisher, body: str, believed: Believed) -> Disposition:
    claims, now = believed.claims, publisher.clock()
    digest = sha256(body.encode()).hexdigest()
    with publisher.database.writing() as session:
        known = session.get(Inbox, claims.jti)
        refusals = []
        if known is None:
            session.add(Inbox(event_id=claims.jti, body_sha256=digest, received_at=now))
            refusals = obey(publisher, session, believed)
    if known is not None and known.body_sha256 != digest:
        return _set_aside(publisher, body, BadCommand.CONFLICT, Disposition.DEAD_LETTER)
    outcome = "duplicate" if known else "refused" if refusals else "accepted"
    COMMANDS.labels(claims.op, outcome).inc()
    for reason in refusals:
        COMMANDS_REFUSED.labels(reason).inc()
    log.info(
        "command",
        op=claims.op,
        id=claims.jti,
        submission=claims.sub,
        outcome=outcome,
        reasons=refusals,
        request_id=believed.request_id,
    )
    return Disposition.ACK


def _set_aside(
    publisher: Publisher,
    body: str,
    reason: str,
    disposition: Disposition,
) -> Disposition:
    now = publisher.clock()
    letter = DeadLetter(
        reason=reason,
        body=body.replace("\x00", "\ufffd"),  # PostgreSQL stores no NUL.
        received_at=now,
        expires_at=now + DEAD_LETTERS_KEPT,
    )
    with publisher.database.writing() as session:
        session.add(letter)
    DEAD_LETTERS.labels(reason).inc()
    COMMANDS.labels(_UNVERIFIED, disposition).inc()
    if disposition is Disposition.DEAD_LETTER:
        COMMANDS_REFUSED.labels(reason).inc()
    log.warning("message_set_aside", reason=reason, disposition=disposition)
    return disposition
