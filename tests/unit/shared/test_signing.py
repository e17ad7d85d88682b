"""Signing keys, and what a verifier believes."""

from datetime import UTC, datetime, timedelta

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shared.messages import CommandClaims, DecidedBy, Operation
from shared.signing import (
    BadCommand,
    BadCommandError,
    CommandSigner,
    CommandVerifier,
    command,
    content_sha256,
    new_signing_key,
)

CLAIMS = CommandClaims(
    iss="saring-moderation",
    aud="saring-publisher",
    jti="e1",
    sub="s1",
    rev=1,
    seq=1,
    op=Operation.PUBLISH,
    channels=("site",),
    content_sha256=content_sha256("{}"),
    policy_sha256=None,
    decided_by=DecidedBy.PERSON,
    nbf=1,
    exp=2,
    iat=1,
)


def test_what_is_signed_is_what_is_verified() -> None:
    signer = CommandSigner(new_signing_key())
    assert CommandVerifier([signer.public_key]).verify(signer.sign(CLAIMS)) == CLAIMS


def test_keys_rotate_by_add_switch_remove() -> None:
    old, new = CommandSigner(new_signing_key()), CommandSigner(new_signing_key())
    both = CommandVerifier([old.public_key, new.public_key])
    assert both.verify(old.sign(CLAIMS)) == both.verify(new.sign(CLAIMS)) == CLAIMS
    with pytest.raises(BadCommandError) as caught:
        CommandVerifier([new.public_key]).verify(old.sign(CLAIMS))
    assert caught.value.reason is BadCommand.UNKNOWN_KEY


@pytest.mark.parametrize("field", ["iss", "aud", "jti", "sub", "seq", "op", "exp", "nbf"])
def test_no_claim_is_implied(field: str) -> None:
    """A token that the right key signed for another use is not a command."""
    seed = new_signing_key()
    signer = CommandSigner(seed)
    claims = {
        name: value for name, value in CLAIMS.model_dump(mode="json").items() if name != field
    }
    raw = jwt.utils.base64url_decode(seed + "=")
    key = Ed25519PrivateKey.from_private_bytes(raw)
    kid = jwt.get_unverified_header(signer.sign(CLAIMS))["kid"]
    token = jwt.encode(claims, key, "EdDSA", headers={"kid": kid})
    with pytest.raises(BadCommandError):
        CommandVerifier([signer.public_key]).verify(token)


@pytest.mark.parametrize("bad", ["", "kunci", "é" * 43, "A" * 42, "A" * 44, "+" * 43])
def test_a_bad_key_is_refused_and_not_repeated(bad: str) -> None:
    for make in (lambda: CommandSigner(bad), lambda: CommandVerifier([bad])):
        with pytest.raises(ValueError, match="32 bytes written as base64url") as caught:
            make()
        assert not bad or bad not in str(caught.value)


def test_padding_and_spaces_around_a_key_do_not_matter() -> None:
    seed = new_signing_key()
    assert CommandSigner(f" {seed}=\n").public_key == CommandSigner(seed).public_key


def test_a_command_lives_seventy_two_hours_from_its_earliest_moment() -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    signer = CommandSigner(new_signing_key())
    for not_before in (now - timedelta(hours=5), now + timedelta(days=30)):
        message = command(
            signer,
            op=Operation.RECALL,
            submission_id="s1",
            revision=1,
            seq=1,
            channels=["site"],
            content=None,
            policy_sha256=None,
            decided_by=DecidedBy.PERSON,
            not_before=not_before,
            now=now,
        )
        jws = message.body.split('"jws":"')[1].split('"')[0]
        claims = CommandVerifier([signer.public_key]).verify(jws)
        expected = max(now, not_before) + timedelta(hours=72)
        assert datetime.fromtimestamp(claims.exp, UTC) == expected
        assert claims.content_sha256 is None
