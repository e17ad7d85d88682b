"""What somebody can write who reaches the databases: outbox messages, posts on the page."""

import base64
import json
from datetime import timedelta
from uuid import uuid4

from sqlalchemy import select

from services.moderation.store.messages import Outbox
from services.publisher.store import SitePost
from shared.clock import utc_now
from shared.messages import DecidedBy, Operation
from shared.signing import CommandSigner, command
from tests.support.running import Running
from tests.support.waiting import wait_for

FORGED = "Tulisan yang tidak pernah disaring."
FORGED_CONTENT = json.dumps({"site": [{"text": FORGED, "credit": None}]})


def smuggle(running: Running, body: str) -> None:
    """Write a message into moderation's outbox, due now; return once the publisher has taken it."""
    before = _taken(running)
    row = Outbox(
        event_id=str(uuid4()),
        routing_key=Operation.PUBLISH,
        submission_id=None,
        body=body,
        available_at=utc_now(),
    )
    event_id = row.event_id
    with running.moderation_database() as database, database.writing() as session:
        session.add(row)

    def has_left() -> bool:
        with running.moderation_database() as database, database.reading() as session:
            query = select(Outbox.sent_at).where(Outbox.event_id == event_id)
            return session.scalars(query).one() is not None

    wait_for(has_left, "the smuggled message has left the outbox")
    wait_for(lambda: _taken(running) > before, "the publisher has taken the smuggled message")


def _taken(running: Running) -> float:
    """Return how many commands the publisher has taken, but for those that come by themselves."""
    name = "saring_commands_total"
    return running.metric(name) - running.metric(name, op=Operation.ANCHOR)


def plant(running: Running, text: str) -> str:
    """Write a post straight into the page's table; return the id under which it stands."""
    now, submission_id = utc_now(), str(uuid4())
    post = SitePost(
        submission_id=submission_id,
        revision=1,
        text=text,
        published_at=now,
        updated_at=now,
    )
    with running.publisher_database() as database, database.writing() as session:
        session.add(post)
    return submission_id


def signed(seed: str, submission_id: str, *, age: timedelta = timedelta()) -> str:
    """Sign a command, `age` ago, to publish FORGED with a key of one's own choosing."""
    then = utc_now() - age
    return command(
        CommandSigner(seed),
        op=Operation.PUBLISH,
        submission_id=submission_id,
        revision=1,
        seq=1,
        channels=("site",),
        content=FORGED_CONTENT,
        policy_sha256="a" * 64,
        decided_by=DecidedBy.POLICY,
        not_before=then,
        now=then,
    ).body


def altered(body: str, **fields: object) -> str:
    """Change fields of a message and keep its signature."""
    return json.dumps({**json.loads(body), **fields})


def with_header(body: str, **fields: str) -> str:
    """Change fields of the signature's header and keep the rest."""
    head, _, rest = json.loads(body)["jws"].partition(".")
    raw = base64.urlsafe_b64encode(json.dumps({**_decoded(head), **fields}).encode()).decode()
    return altered(body, jws=f"{raw.rstrip('=')}.{rest}")


def key_id(body: str) -> str:
    """Return the `kid` that a message's signature names."""
    return _decoded(json.loads(body)["jws"].partition(".")[0])["kid"]


def _decoded(head: str) -> dict[str, str]:
    found: dict[str, str] = json.loads(base64.urlsafe_b64decode(head + "=="))
    return found
