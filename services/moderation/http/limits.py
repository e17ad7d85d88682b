"""What a request costs its key, and how much of the key's minute is left.

A request costs 1 before its body is read; one with several texts costs as many as it has.
"""

from dataclasses import replace

from flask import Response, g

from services.moderation.http.context import api
from services.moderation.http.problem import (
    FieldError,
    Problem,
    ProblemError,
    Sentence,
    invalid_fields,
)
from services.moderation.workflow.access import Caller
from services.moderation.workflow.rate import WINDOW, Allowance
from services.moderation.workflow.refusal import Refusal, count_refusal

_POLICY = '"per-minute"'
_SECONDS = round(WINDOW.total_seconds())

RATE_LIMITED = Problem(
    429,
    "rate-limited",
    "The API key has made too many requests.",
    Sentence(
        "Send the request again after the seconds that Retry-After says. A request with several"
        " texts counts as many as it has.",
        "Kirim ulang permintaan setelah jumlah detik pada Retry-After. Permintaan dengan beberapa"
        " teks dihitung sebanyak teksnya.",
    ),
)


def charge(caller: Caller, cost: int = 1) -> None:
    """Take `cost` out of the key's minute. Raises ProblemError if not so much is left."""
    limit = _limit(caller)
    allowance = api().limiter.take(caller.key_id, limit=limit, cost=cost)
    g.allowance = allowance
    if not allowance.allowed:
        count_refusal(Refusal.RATE)
        headers = {"Retry-After": str(allowance.seconds)}
        raise ProblemError(replace(RATE_LIMITED, headers=headers))


def charge_texts(texts: int, *, pointer: str) -> None:
    """Take the rest of what a request with so many texts costs: one was taken before.

    Raises ProblemError, one that does not ask to try again for what no minute has room for.
    """
    limit = _limit(g.caller)
    if texts > limit:
        sentence = Sentence(
            f"Send at most {limit} at once: the API key has no more in a minute.",
            f"Kirim paling banyak {limit} sekaligus: hanya itu jatah kunci API per menit.",
        )
        raise ProblemError(invalid_fields((FieldError(sentence, pointer=pointer),)))
    if texts > 1:
        charge(g.caller, texts - 1)


def name_limits(response: Response) -> Response:
    """Tell whoever has sent a key what it has left, as the IETF's draft writes it.

    https://datatracker.ietf.org/doc/html/draft-ietf-httpapi-ratelimit-headers-10
    """
    left: Allowance | None = g.get("allowance")
    if left is not None:
        response.headers["RateLimit-Policy"] = f"{_POLICY};q={left.limit};w={_SECONDS}"
        response.headers["RateLimit"] = f"{_POLICY};r={left.left};t={left.seconds}"
    return response


def _limit(caller: Caller) -> int:
    return caller.rate_limit or api().moderation.settings.rate_limit
