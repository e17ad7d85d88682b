"""Requests that are refused for what their key may do, counted by reason."""

from enum import StrEnum

from shared.metrics import REQUESTS_REFUSED, from_zero


class Refusal(StrEnum):
    """Why a request was refused."""

    KEY = "key"
    SCOPE = "scope"
    RATE = "rate"
    QUOTA = "quota"


from_zero(REQUESTS_REFUSED, Refusal)


def count_refusal(reason: Refusal) -> None:
    """Count one; of a batch, each post that the quota has no room for."""
    REQUESTS_REFUSED.labels(reason=reason).inc()
