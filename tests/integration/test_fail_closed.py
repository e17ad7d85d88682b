"""What fails, in the whole running product: a person gets the post, the page does not."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import select

from services.embedded.up import assemble
from services.moderation.screening.checker import Passage, Result
from services.moderation.screening.gambling import GamblingChecker
from services.moderation.screening.missing import CheckerMissingError
from services.moderation.settings import load_settings
from services.moderation.store.messages import Outbox
from services.moderation.workflow.access import create_key
from shared.messages import Operation
from shared.settings import SettingsError
from shared.signing import CommandSigner, new_signing_key
from tests.support.official_page import standing
from tests.support.running import free_ports
from tests.support.web import App

FRIENDLY = "Terima kasih, jalan di dusun kami sekarang sudah mulus."
HANG_SECONDS = 20
"""Longer than a checker may take, shorter than what would end the process, and these tests."""

released = Event()


def _raise(_: Passage) -> Result:
    message = "rusak"
    raise RuntimeError(message)


def _exit(_: Passage) -> Result:
    raise SystemExit(0)


def _hang(_: Passage) -> Result:
    released.wait(HANG_SECONDS)
    return Result({"spam": 0.0})


def _missing(_: Passage) -> Result:
    raise CheckerMissingError


# What the checker does → the kind of its failure.
FAULTS: list[tuple[Callable[[Passage], Result], str]] = [
    (_raise, "error"),
    (_exit, "error"),
    (_missing, "missing"),
    (_hang, "timeout"),
    # No answer for its score; an answer that is no probability.
    (lambda _: Result({}), "error"),
    (lambda _: Result({"spam": float("nan")}), "error"),
    (lambda _: Result({"spam": -1.0}), "error"),
]


@contextmanager
def product(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[App, str]]:
    """Run both services in this process; give an app with a key, and the page's address."""
    api_port, site_port = free_ports(2)
    monkeypatch.setenv("SARING_DATA_DIR", str(folder))
    monkeypatch.setenv("SARING_PORT", str(api_port))
    monkeypatch.setenv("SARING_SITE_PORT", str(site_port))
    embedded = assemble(load_settings())
    embedded.start()
    try:
        key = create_key(embedded.moderation.database, "app")
        yield App(f"http://127.0.0.1:{api_port}", key), f"http://127.0.0.1:{site_port}"
        with embedded.moderation.database.reading() as session:
            keys = set(session.scalars(select(Outbox.routing_key)))
        assert not embedded.loops.stop.failed
        # A command written is a command that will leave.
        assert (Operation.PUBLISH in keys) == bool(standing(f"http://127.0.0.1:{site_port}"))
    finally:
        released.set()
        embedded.shut_down()
        released.clear()


@pytest.mark.parametrize(("fault", "kind"), FAULTS)
def test_a_post_that_a_checker_failed_on_waits_for_a_person(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    fault: Callable[[Passage], Result],
    kind: str,
) -> None:
    monkeypatch.setattr(GamblingChecker, "check", lambda _self, passage: fault(passage))
    with product(tmp_path, monkeypatch) as (app, site_url):
        found = app.wait_until(app.submit(FRIENDLY), "in_review", "published")
        assert found["state"] == "in_review"
        assert found["screening"]["complete"] is False
        assert found["screening"]["scores"]["spam"] is None
        assert found["screening"]["failures"] == [{"checker": "gambling", "kind": kind}]
        assert standing(site_url) == []


def test_the_same_post_is_published_when_every_checker_answers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with product(tmp_path, monkeypatch) as (app, site_url):
        submission_id = app.submit(FRIENDLY)
        app.wait_until(submission_id, "published")
        assert [post.submission_id for post in standing(site_url)] == [submission_id]


def test_a_publisher_that_would_believe_nothing_is_not_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each approval would become a dead letter, and nobody would be told."""
    monkeypatch.setenv("SARING_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("SARING_VERIFY_KEYS", CommandSigner(new_signing_key()).public_key)
    with pytest.raises(SettingsError, match=r"^SARING_VERIFY_KEYS: "):
        assemble(load_settings())
