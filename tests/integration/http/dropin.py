"""What the tests of the drop-in endpoints share: texts, a request, faults to provoke."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from flask.testing import FlaskClient

from services.moderation.app import build_app
from services.moderation.domain.screening import TOXICITY_SCORES
from services.moderation.screening.checker import MissingChecker
from services.moderation.screening.pipeline import Screener
from services.moderation.screening.policy import load_policy
from services.moderation.wiring import Moderation
from services.moderation.workflow.access import create_key

ABUSIVE = "Dasar anjing goblok bangsat kau!"
FRIENDLY = "Terima kasih, jalan di depan pasar sekarang sudah mulus."
PLACES = 4
ANALYZE = "/v1alpha1/comments:analyze"


def asked(text: str, **fields: object) -> dict[str, object]:
    """Return a request for the toxicity of a text."""
    return {"comment": {"text": text}, "requestedAttributes": {"TOXICITY": {}}} | fields


@contextmanager
def without_checker(moderation: Moderation) -> Iterator[FlaskClient]:
    """Give a client of a service whose toxicity checker is missing."""
    missing = MissingChecker("toxicity", frozenset(TOXICITY_SCORES))
    screener = Screener([missing], load_policy(None))
    client = build_app(replace(moderation, screener=screener)).test_client()
    token = create_key(moderation.database, "kurang")
    client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {token}"
    yield client
    screener.close()


@contextmanager
def all_places_taken(client: FlaskClient) -> Iterator[None]:
    """Hold every place for screening, as other requests would."""
    places = client.application.extensions["saring_api"].screening
    for _ in range(PLACES):
        assert places.acquire(blocking=False)
    try:
        yield
    finally:
        for _ in range(PLACES):
            places.release()
