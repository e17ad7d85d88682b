"""Where a source is called back, and the secret that signs: set, shown, rotated, removed."""

import base64
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, func, select, update
from sqlalchemy.orm import Session

from services.moderation.domain.errors import NotFoundError
from services.moderation.store.audit import record
from services.moderation.store.callbacks import CallbackDelivery, CallbackEndpoint
from services.moderation.store.contents import ContentCipher, Words
from services.moderation.workflow.access import check_source
from shared.database import Database
from shared.http_address import check_reachable, check_url

SECRET_PREFIX = "whsec_"  # noqa: S105 - how a secret of Standard Webhooks begins
_SECRET_BYTES = 32


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a source is called back, and what signs for it: the newest secret first."""

    source: str
    url: str
    secrets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EndpointFacts:
    """What can be shown of an endpoint, and of its callbacks."""

    source: str
    url: str
    updated_at: datetime
    old_secret_until: datetime | None
    waiting: int
    dead: int


def set_endpoint(
    database: Database, cipher: ContentCipher, source: str, url: str, *, actor: str = "cli"
) -> str:
    """Call a source back at `url` from now on; return its new secret, which cannot be shown again.

    An earlier secret is void at once: it may belong to another receiver. Raises InvalidFieldError,
    UrlError.
    """
    check_source(source)
    check_reachable(check_url(url))
    secret = new_secret()
    with database.writing() as session:
        now = database.now(session)
        endpoint = session.get(CallbackEndpoint, source) or CallbackEndpoint(
            source=source, created_at=now
        )
        endpoint.url, endpoint.updated_at = url, now
        endpoint.sealed_secret = cipher.seal(Words(secret))
        endpoint.sealed_old_secret = endpoint.old_secret_until = None
        session.add(endpoint)
        record(session, "callback_set", at=now, actor=actor, source=source)
    return secret


def rotate_secret(
    database: Database,
    cipher: ContentCipher,
    source: str,
    *,
    overlap: timedelta,
    actor: str = "cli",
) -> str:
    """Sign with a new secret, which is returned; until `overlap` is over, with the old one as well.

    Raises NotFoundError.
    """
    secret = new_secret()
    with database.writing() as session:
        now = database.now(session)
        endpoint = find_endpoint(session, source)
        endpoint.sealed_old_secret = endpoint.sealed_secret
        endpoint.old_secret_until = now + overlap
        endpoint.sealed_secret = cipher.seal(Words(secret))
        endpoint.updated_at = now
        record(session, "callback_rotated", at=now, actor=actor, source=source)
    return secret


def remove_endpoint(database: Database, source: str, *, actor: str = "cli") -> int:
    """Call a source back no more; return how many callbacks that waited are cancelled by this.

    Raises NotFoundError.
    """
    with database.writing() as session:
        now = database.now(session)
        session.delete(find_endpoint(session, source))
        cancelled = session.scalars(
            update(CallbackDelivery)
            .where(CallbackDelivery.source == source, waiting())
            .values(cancelled_at=now, body="")
            .returning(CallbackDelivery.id),
        ).all()
        record(
            session, "callback_removed", at=now, actor=actor, source=source, waiting=len(cancelled)
        )
    return len(cancelled)


def list_endpoints(database: Database) -> Sequence[EndpointFacts]:
    """Return every endpoint by source, with how many callbacks wait and how many are dead."""
    with database.reading() as session:
        waits = _counts(session, waiting())
        dead = _counts(session, CallbackDelivery.dead_at.is_not(None))
        rows = session.scalars(select(CallbackEndpoint).order_by(CallbackEndpoint.source))
        return [
            EndpointFacts(
                row.source,
                row.url,
                row.updated_at,
                row.old_secret_until,
                waits.get(row.source, 0),
                dead.get(row.source, 0),
            )
            for row in rows
        ]


def load_endpoint(database: Database, cipher: ContentCipher, source: str) -> Endpoint:
    """Return the endpoint of a source. Raises NotFoundError, ContentError."""
    with database.reading() as session:
        return opened(find_endpoint(session, source), cipher, now=database.now(session))


def find_endpoint(session: Session, source: str) -> CallbackEndpoint:
    """Return the row of a source's endpoint. Raises NotFoundError."""
    endpoint = session.get(CallbackEndpoint, source)
    if endpoint is None:
        detail = "No callback URL is registered for this source; see `saring callbacks set`."
        raise NotFoundError(detail)
    return endpoint


def opened(row: CallbackEndpoint, cipher: ContentCipher, *, now: datetime) -> Endpoint:
    """Return an endpoint with the secrets that sign at this moment. Raises ContentError."""
    sealed = [row.sealed_secret]
    if row.sealed_old_secret is not None and row.old_secret_until and row.old_secret_until > now:
        sealed.append(row.sealed_old_secret)
    return Endpoint(row.source, row.url, tuple(cipher.open(one).text for one in sealed))


def new_secret() -> str:
    """Make a secret in the form of Standard Webhooks."""
    return SECRET_PREFIX + base64.b64encode(secrets.token_bytes(_SECRET_BYTES)).decode()


def waiting() -> ColumnElement[bool]:
    """Return the condition that a callback is still to be delivered."""
    return and_(
        CallbackDelivery.delivered_at.is_(None),
        CallbackDelivery.dead_at.is_(None),
        CallbackDelivery.cancelled_at.is_(None),
    )


def _counts(session: Session, condition: ColumnElement[bool]) -> dict[str, int]:
    rows = session.execute(
        select(CallbackDelivery.source, func.count())
        .where(condition)
        .group_by(CallbackDelivery.source),
    )
    return dict(rows.all())
