"""Posts of each kind that go through the product, to be copied until enough are stored."""

import uuid
from typing import Any

from benchmarks.copies import Template, make_copies
from benchmarks.stored_rows import fill_moderation, fill_publisher
from shared.database import Database
from tests.support.running import Running
from tests.support.waiting import wait_for

_THANKS = "Terima kasih, jalan di dusun kami sekarang sudah mulus. Salam dari warga."
_ABUSE = "Dasar anjing goblok bangsat kau!"
_WITH_NIK = "Tolong bantu tetangga saya, NIK 3404011203850001, kartunya hilang."

_WAITING_DAYS = 3
_IN_REVIEW, _APPEALED = 400, 30
"""A queue does not grow with what is stored."""


def fill(running: Running, count: int) -> None:
    """Let an installation that is empty hold `count` posts; it is stopped meanwhile."""
    templates = _templates(running, count)
    running.stop()
    copies = make_copies(templates)
    with running.owned_database() as database:
        fill_moderation(database, copies)
    # As the owner of the tables: no process of the product may make a temporary one.
    url = running.environment_of("db").get("SARING_PUBLISHER_DATABASE_URL")
    publishers = Database(url or f"sqlite:///{running.data_dir / 'publisher.sqlite3'}")
    fill_publisher(publishers, copies)
    publishers.dispose()
    running.start()


def _templates(running: Running, count: int) -> list[Template]:
    """Send one post of each kind; most are published, some rejected, a few wait or are gone."""
    published, withdrawn = _post(running, _THANKS), _post(running, _THANKS)
    rejected, appealed = _post(running, _ABUSE), _post(running, _ABUSE)
    in_review = _post(running, _WITH_NIK)
    _wait_for(running, published, "published")
    _wait_for(running, withdrawn, "published")
    _wait_for(running, rejected, "rejected")
    _wait_for(running, appealed, "rejected")
    _wait_for(running, in_review, "in_review")
    _ask(running, withdrawn, "withdraw", {})
    _ask(running, appealed, "appeal", {"statement": "Mohon diperiksa lagi oleh petugas."})
    wait_for(lambda: _publication(running, withdrawn) == "recalled", "the post is off the page")
    few = {rejected: count * 7 // 100, withdrawn: count // 100}
    waiting = {in_review: min(_IN_REVIEW, count // 100), appealed: min(_APPEALED, count // 1000)}
    most = count - sum(few.values()) - sum(waiting.values())
    return [
        Template(published, most),
        *(Template(one, copies) for one, copies in few.items()),
        *(Template(one, copies, _WAITING_DAYS) for one, copies in waiting.items()),
    ]


def _post(running: Running, text: str) -> str:
    document = {
        "text": text,
        "channels": ["site"],
        "external_id": str(uuid.uuid4()),
        "author": {"ref": str(uuid.uuid4())},
    }
    key = {"Idempotency-Key": str(uuid.uuid4())}
    return str(running.app.post("/v1/submissions", document, **key).json["id"])


def _ask(running: Running, submission_id: str, verb: str, document: object) -> None:
    answer = running.app.post(f"/v1/submissions/{submission_id}/{verb}", document)
    if answer.status >= 400:  # noqa: PLR2004 - the statuses that tell of an error
        message = f"{verb} was answered with {answer.status}"
        raise RuntimeError(message)


def _read(running: Running, submission_id: str) -> Any:  # noqa: ANN401 - an answer
    return running.app.get(f"/v1/submissions/{submission_id}").json


def _publication(running: Running, submission_id: str) -> str:
    return str(_read(running, submission_id)["publications"][0]["state"])


def _wait_for(running: Running, submission_id: str, state: str) -> None:
    wait_for(lambda: _read(running, submission_id)["state"] == state, f"a post is {state}")
