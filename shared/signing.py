"""Signed commands: a compact JWS, Ed25519 only. Moderation signs, the publisher verifies."""

import base64
import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from uuid import uuid4

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from pydantic import ValidationError

from shared.clock import unix_time
from shared.messages import (
    AUDIENCE,
    ISSUER,
    VERSION,
    CommandClaims,
    CommandMessage,
    DecidedBy,
    Operation,
)
from shared.outbox import Message

VALID_FOR = timedelta(hours=72)
"""How long after its earliest moment a command may still be acted on."""

_ALGORITHM = "EdDSA"
_KEY_TEXT = re.compile(r"([A-Za-z0-9_-]{43})=?")  # 32 bytes of base64url, padded or not.
_JWS = jwt.PyJWS(algorithms=[_ALGORITHM])


class BadCommand(StrEnum):
    """Why a command is not believed."""

    MALFORMED = "malformed"
    WRONG_ALGORITHM = "wrong_algorithm"
    UNKNOWN_KEY = "unknown_key"
    BAD_SIGNATURE = "bad_signature"
    WRONG_ISSUER = "wrong_issuer"
    WRONG_AUDIENCE = "wrong_audience"
    BAD_CLAIMS = "bad_claims"
    MISMATCHED = "mismatched"  # The envelope or the content is not what was signed.
    CONFLICT = "conflict"  # Another message came under the same id.


class BadCommandError(Exception):
    """A command that must not be acted on; holds a reason code only."""

    def __init__(self, reason: BadCommand) -> None:
        super().__init__(reason.value)
        self.reason = reason


class CommandSigner:
    """Signs commands with one Ed25519 seed, written as base64url."""

    def __init__(self, seed: str) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(_key_bytes(seed, "signing key"))
        public = self._key.public_key().public_bytes_raw()
        self._kid = _kid(public)
        self.public_key = _text(public)

    def sign(self, claims: CommandClaims) -> str:
        """Return the compact JWS of `claims`."""
        return _JWS.encode(
            claims.model_dump_json().encode(),
            self._key,
            algorithm=_ALGORITHM,
            headers={"kid": self._kid},
        )


class CommandVerifier:
    """Believes commands that one of `public_keys` signed; rotation is add, switch, remove."""

    def __init__(self, public_keys: Sequence[str]) -> None:
        if not public_keys:
            message = "at least one verify key is needed"
            raise ValueError(message)
        raw = [_key_bytes(key, "verify key") for key in public_keys]
        self._keys = {_kid(key): Ed25519PublicKey.from_public_bytes(key) for key in raw}

    def knows(self, public_key: str) -> bool:
        """Tell whether commands signed with this key's other half are believed."""
        return _kid(_key_bytes(public_key, "verify key")) in self._keys

    def verify(self, jws: str) -> CommandClaims:
        """Return what was signed; raise BadCommandError. Its validity in time is not checked."""
        try:
            header = jwt.get_unverified_header(jws)
            if header.get("alg") != _ALGORITHM:
                raise BadCommandError(BadCommand.WRONG_ALGORITHM)
            key = self._keys.get(header.get("kid", ""))
            if key is None:
                raise BadCommandError(BadCommand.UNKNOWN_KEY)
            payload = _JWS.decode(jws, key, algorithms=[_ALGORITHM])
        except jwt.InvalidSignatureError:
            raise BadCommandError(BadCommand.BAD_SIGNATURE) from None
        except (jwt.InvalidTokenError, UnicodeEncodeError):
            raise BadCommandError(BadCommand.MALFORMED) from None
        try:
            return CommandClaims.model_validate_json(payload)
        except ValidationError as error:
            raise BadCommandError(_wrong_claim(error)) from None


def new_signing_key() -> str:
    """Make an Ed25519 seed, as base64url text."""
    return _text(Ed25519PrivateKey.generate().private_bytes_raw())


def content_sha256(content: str) -> str:
    """Return the hex SHA-256 of a message's content as UTF-8."""
    return sha256(content.encode()).hexdigest()


def command(  # noqa: PLR0913 - each is one claim, named at the call
    signer: CommandSigner,
    *,
    op: Operation,
    submission_id: str,
    revision: int,
    seq: int,
    channels: Sequence[str],
    content: str | None,
    policy_sha256: str | None,
    decided_by: DecidedBy,
    not_before: datetime,
    now: datetime,
    event_id: str | None = None,
    request_id: str | None = None,
) -> Message:
    """Build a signed command, valid from `not_before` until 72 hours later."""
    event_id = event_id or str(uuid4())
    claims = CommandClaims(
        iss=ISSUER,
        aud=AUDIENCE,
        jti=event_id,
        sub=submission_id,
        rev=revision,
        seq=seq,
        op=op,
        channels=tuple(channels),
        content_sha256=None if content is None else content_sha256(content),
        policy_sha256=policy_sha256,
        decided_by=decided_by,
        nbf=unix_time(not_before),
        exp=unix_time(max(now, not_before) + VALID_FOR),
        iat=unix_time(now),
    )
    message = CommandMessage(
        v=VERSION,
        id=event_id,
        type=op,
        jws=signer.sign(claims),
        content=content,
        request_id=request_id,
    )
    return Message(event_id=event_id, routing_key=op, body=message.model_dump_json())


def _wrong_claim(error: ValidationError) -> BadCommand:
    names = {detail["loc"][0] for detail in error.errors() if detail["loc"]}
    if "aud" in names:
        return BadCommand.WRONG_AUDIENCE
    return BadCommand.WRONG_ISSUER if "iss" in names else BadCommand.BAD_CLAIMS


def _key_bytes(text: str, what: str) -> bytes:
    """Read a key; ValueError names `what` and shows no value."""
    match = _KEY_TEXT.fullmatch(text.strip())
    if match is None:
        message = f"a {what} is 32 bytes written as base64url"
        raise ValueError(message)
    return base64.urlsafe_b64decode(match[1] + "=")


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _kid(public_key: bytes) -> str:
    return sha256(public_key).hexdigest()[:16]
