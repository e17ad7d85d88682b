"""`Idempotency-Key`: a request that can be repeated without a second effect."""

import re
from datetime import timedelta

from pydantic import Field

from services.moderation.http.auth import caller
from services.moderation.http.fields import Parameters
from services.moderation.http.problem import FieldError, ProblemError, Sentence, invalid_fields
from services.moderation.workflow.idempotency import RequestKey

NAME = "Idempotency-Key"
REPLAYED = {"Idempotency-Replayed": "true"}

_FORM = r"[\x20-\x7e]{1,255}"
_KEY = re.compile(_FORM)
_GRACE = timedelta(seconds=5)
"""How long a request may take beside its waiting, before a repetition is let through."""

_BAD_KEY = invalid_fields(
    (
        FieldError(
            Sentence(
                "Send 1 to 255 printable ASCII characters, such as a UUID.",
                "Kirim 1 sampai 255 karakter ASCII yang dapat dicetak, misalnya UUID.",
            ),
            parameter=NAME,
        ),
    ),
)


class KeyHeader(Parameters):
    """The header under which a request can be repeated."""

    idempotency_key: str | None = Field(
        default=None,
        alias=NAME,
        description=(
            "Made by the client for one request, and sent again when that request is repeated"
            " within 7 days: it then has no second effect. 1 to 255 printable ASCII characters."
        ),
        json_schema_extra={"pattern": f"^{_FORM}$"},
    )


def request_key(sent: str | None, *, waits: int | None = None) -> RequestKey | None:
    """Return the key that a request carries. Raises ProblemError for one of another form.

    `waits` is for how many seconds the request waits for a decision.
    """
    if sent is None:
        return None
    if not _KEY.fullmatch(sent):
        raise ProblemError(_BAD_KEY)
    waiting = None if waits is None else timedelta(seconds=waits) + _GRACE
    return RequestKey(caller().key_id, sent, waits=waiting)
