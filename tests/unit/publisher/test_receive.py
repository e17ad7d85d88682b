"""The door believes what moderation signed, once, and nothing else."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Callable
from datetime import timedelta

import jwt
import pytest
import structlog
from prometheus_client import REGISTRY

from services.publisher.expiry import forget_dead_letters
from services.publisher.receive import Disposition, receive
from shared.messages import Operation
from shared.signing import CommandSigner, new_signing_key
from tests.support.publishing import Desk, altered, signed

Forge = Callable[[Desk], str]


def _metric(name: str, **labels: str) -> float:
    return REGISTRY.get_sample_value(name, labels) or 0


def _with_claims(desk: Desk, **claims: object) -> str:
    """Change claims and keep the signature."""
    body = desk.sign("s1").body
    header, payload, signature = json.loads(body)["jws"].split(".")
    padded = payload + "=" * (-len(payload) % 4)
    changed = {**json.loads(jwt.utils.base64url_decode(padded)), **claims}
    payload = urlsafe_b64encode(json.dumps(changed).encode()).decode().rstrip("=")
    return altered(body, jws=f"{header}.{payload}.{signature}")


def _claims(desk: Desk) -> dict[str, object]:
    jws = json.loads(desk.sign("s1").body)["jws"]
    claims: dict[str, object] = jwt.decode(jws, options={"verify_signature": False})
    return claims


FORGERIES: list[tuple[str, str, Forge]] = [
    ("not JSON", "malformed", lambda _: "{"),
    ("not an object", "malformed", lambda _: "[1]"),
    ("no version", "malformed", lambda _: '{"type": "submission.publish"}'),
    (
        "a field too many",
        "malformed",
        lambda desk: altered(desk.sign("s1").body, extra=1),
    ),
    ("no signature", "malformed", lambda desk: altered(desk.sign("s1").body, jws="")),
    (
        "signed by somebody else",
        "unknown_key",
        lambda _: signed(CommandSigner(new_signing_key()), "s1").body,
    ),
    (
        "content altered",
        "mismatched",
        lambda desk: altered(desk.sign("s1").body, content='{"site":[{"text":"Judi!"}]}'),
    ),
    ("content removed", "mismatched", lambda desk: altered(desk.sign("s1").body, content=None)),
    (
        "content added to a recall",
        "mismatched",
        lambda desk: altered(desk.sign("s1", op=Operation.RECALL).body, content="x"),
    ),
    ("id altered", "mismatched", lambda desk: altered(desk.sign("s1").body, id="other")),
    (
        "type altered",
        "mismatched",
        lambda desk: altered(desk.sign("s1").body, type="submission.update"),
    ),
    ("submission altered", "bad_signature", lambda desk: _with_claims(desk, sub="s2")),
    ("lifetime prolonged", "bad_signature", lambda desk: _with_claims(desk, exp=9999999999)),
    (
        "algorithm none",
        "wrong_algorithm",
        lambda desk: altered(desk.sign("s1").body, jws=jwt.encode(_claims(desk), "", "none")),
    ),
    (
        "HS256 with the public key as its secret",
        "wrong_algorithm",
        lambda desk: altered(
            desk.sign("s1").body,
            jws=jwt.encode(_claims(desk), desk.signer.public_key, "HS256"),
        ),
    ),
]


@pytest.mark.parametrize(
    ("reason", "forge"), [case[1:] for case in FORGERIES], ids=[c[0] for c in FORGERIES]
)
def test_a_forged_or_altered_command_is_a_dead_letter(
    desk: Desk, reason: str, forge: Forge
) -> None:
    refused = _metric("saring_commands_refused_total", reason=reason)
    dead = _metric("saring_dead_letters_total", reason=reason)
    assert receive(desk.publisher, forge(desk)) is Disposition.DEAD_LETTER
    assert desk.dead_letters() == [reason]
    assert _metric("saring_commands_refused_total", reason=reason) == refused + 1
    assert _metric("saring_dead_letters_total", reason=reason) == dead + 1
    desk.work()
    assert (desk.on_page(), desk.events(), desk.ledger()) == ({}, [], [])


def test_a_forgery_cannot_take_the_place_of_the_true_command(desk: Desk) -> None:
    """It comes first, under the same event id; the true one is obeyed all the same."""
    body = desk.sign("s1", text="asli").body
    forged = altered(body, content='{"site":[{"text":"palsu","credit":null}]}')
    assert receive(desk.publisher, forged) is Disposition.DEAD_LETTER
    assert receive(desk.publisher, body) is Disposition.ACK
    desk.work()
    assert desk.on_page() == {"s1": "asli"}


def test_a_redelivered_command_changes_nothing(desk: Desk) -> None:
    duplicates = {"op": "submission.publish", "disposition": "duplicate"}
    before = _metric("saring_commands_total", **duplicates)
    body = desk.sign("s1").body
    for _ in range(3):
        assert receive(desk.publisher, body) is Disposition.ACK
        desk.work()
    assert desk.answers() == [("publication.published", 1, None)]
    assert _metric("saring_commands_total", **duplicates) == before + 2


def test_other_bytes_under_a_known_id_are_a_dead_letter(desk: Desk) -> None:
    desk.send("s1", event_id="e1", text="satu")
    assert desk.send("s2", event_id="e1", text="dua") is Disposition.DEAD_LETTER
    assert desk.dead_letters() == ["conflict"]
    desk.work()
    assert desk.on_page() == {"s1": "satu"}


def test_an_unknown_version_is_parked(desk: Desk) -> None:
    body = json.dumps({"v": 2, "anything": ["else"]})
    assert receive(desk.publisher, body) is Disposition.PARK
    assert desk.dead_letters() == ["unknown_version"]


def test_dead_letters_are_forgotten_after_seven_days(desk: Desk) -> None:
    receive(desk.publisher, "{")
    desk.clock.advance(days=6, hours=23)
    assert forget_dead_letters(desk.publisher) == 0
    desk.clock.advance(hours=1)
    assert forget_dead_letters(desk.publisher) == 1
    assert desk.dead_letters() == []


def test_a_command_that_comes_too_late_is_refused_and_a_new_one_obeyed(desk: Desk) -> None:
    signed_at = desk.clock() - timedelta(hours=72)
    assert desk.send("s1", now=signed_at) is Disposition.ACK
    assert desk.answers() == [("publication.refused", 1, "expired")]
    desk.send("s1", seq=2)
    desk.work()
    assert desk.on_page() == {"s1": "Jalan sudah mulus"}
    assert desk.answers()[1:] == [("publication.published", 2, None)]


def test_a_channel_that_is_not_in_the_book_is_refused_and_the_others_served(desk: Desk) -> None:
    desk.send("s1", channels=["site", "radio"])
    desk.work()
    assert [(e.type.value, e.channel, e.reason) for e in desk.events()] == [
        ("publication.refused", "radio", "unknown_channel"),
        ("publication.published", "site", None),
    ]


@pytest.mark.parametrize("content", ["", "{}", '{"site":[]}', '{"site":[{"text":"a\\u0000"}]}'])
def test_content_without_readable_parts_is_refused(desk: Desk, content: str) -> None:
    assert desk.send("s1", content=content) is Disposition.ACK
    assert desk.answers() == [("publication.refused", 1, "bad_content")]


def test_no_word_of_a_post_is_logged(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    logged = structlog.testing.LogCapture()
    logger = structlog.wrap_logger(structlog.PrintLogger(), processors=[logged])
    monkeypatch.setattr("services.publisher.receive.log", logger)
    monkeypatch.setattr("services.publisher.sender.log", logger)
    monkeypatch.setattr("services.publisher.outcomes.log", logger)
    secret = "rahasia-warga-4711"
    body = desk.sign("s1", text=secret, credit=secret).body
    receive(desk.publisher, altered(body, content=f'{{"site":[{{"text":"{secret}"}}]}}'))
    receive(desk.publisher, secret)
    receive(desk.publisher, body)
    desk.work()
    assert [entry["event"] for entry in logged.entries] == [
        "message_set_aside",
        "message_set_aside",
        "command",
        "publication",
    ]
    assert secret not in str(logged.entries)
