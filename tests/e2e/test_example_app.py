"""The example app beside a running Saring, as its README starts it, in a real browser."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from http.client import HTTPException
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from standardwebhooks import Webhook

from shared.clock import utc_now
from tests.guards.repository import ROOT
from tests.support.running import Running, free_ports
from tests.support.waiting import BOUND_SECONDS, wait_for
from tests.support.web import App, call, fetch

pytestmark = [pytest.mark.e2e, pytest.mark.browser]

SOURCE = "warta"
FRIENDLY = "Terima kasih, jalan di dusun kami sekarang sudah mulus."
ABUSE = "Dasar anjing goblok bangsat kau!"


class Example:
    """The example app as a process of its own."""

    def __init__(self, running: Running, folder: Path) -> None:
        port = free_ports(1)[0]
        self.url = f"http://127.0.0.1:{port}"
        key = running.saring("keys", "create", SOURCE)
        secret = running.saring("callbacks", "set", SOURCE, f"{self.url}/callbacks")
        assert (key.returncode, secret.returncode) == (0, 0), key.stderr + secret.stderr
        self.key, self.secret = (done.stdout.split()[-1] for done in (key, secret))
        self.log = folder / "example.txt"
        app = ROOT / "examples" / "flask_app" / "app.py"
        with self.log.open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "flask", "--app", app, "run", "--port", str(port)],
                cwd=folder,
                env=os.environ
                | {
                    "PYTHONPATH": str(ROOT),
                    "SARING_URL": running.api_url,
                    "SARING_KEY": self.key,
                    "SARING_CALLBACK_SECRET": self.secret,
                },
                stdout=log,
                stderr=log,
            )
        wait_for(self._answers, "the example app answers")

    def _answers(self) -> bool:
        assert self._process.poll() is None, self.log.read_text(encoding="utf-8")
        with suppress(OSError, HTTPException):
            return fetch(f"{self.url}/").status == 200
        return False

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait(BOUND_SECONDS)


@pytest.fixture(scope="module")
def example(running: Running, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Example]:
    started = Example(running, tmp_path_factory.mktemp("example"))
    yield started
    started.stop()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context(locale="id-ID") as context:
        context.set_default_timeout(1000 * BOUND_SECONDS)
        yield context.new_page()


def send(page: Page, example: Example, text: str) -> None:
    page.goto(example.url)
    page.get_by_label("Isi kiriman").fill(text)
    page.get_by_role("button", name="Kirim").click()
    page.wait_for_url("**/posts/*")


def title_of(page: Page) -> str:
    page.reload()
    return page.get_by_role("heading", level=1).inner_text()


def test_a_friendly_post_is_published_and_the_callback_says_where(
    running: Running, example: Example, page: Page
) -> None:
    send(page, example, FRIENDLY)
    wait_for(lambda: title_of(page) == "Terbit", "a callback tells that the post is published")
    page.get_by_role("link", name="Lihat di laman resmi").click()
    expect(page.get_by_text(FRIENDLY)).to_be_visible()
    assert page.url.startswith(running.site_url)


def test_a_rejected_post_shows_its_reason(example: Example, page: Page) -> None:
    send(page, example, ABUSE)
    wait_for(lambda: title_of(page) == "Tidak diterbitkan", "the post is rejected")
    expect(page.get_by_role("main")).to_contain_text("makian")


def test_a_citizen_appeals_and_nobody_else_sees_the_post(
    browser: Browser, example: Example, page: Page
) -> None:
    send(page, example, ABUSE)
    wait_for(lambda: title_of(page) == "Tidak diterbitkan", "the post is rejected")
    with browser.new_context() as other:
        stranger = other.new_page()
        stranger.goto(example.url)
        expect(stranger.get_by_text("Dasar anjing")).to_have_count(0)
        stranger.goto(page.url)
        expect(stranger.get_by_role("heading", level=1)).to_have_text("Tidak diterbitkan")
        expect(stranger.get_by_role("button", name="Ajukan keberatan")).to_have_count(0)
        stranger.goto(example.url)
        key = page.url.rsplit("/", 1)[-1]
        stranger.evaluate("key => { document.forms[0].elements.key.value = key }", key)
        stranger.get_by_label("Isi kiriman").fill("Ini milik saya.")
        stranger.get_by_role("button", name="Kirim").click()
        expect(stranger.get_by_role("heading", level=1)).to_have_text("Not Found")
    page.get_by_label("Mengapa penolakan ini keliru?").fill("Itu judul lagu, bukan makian.")
    page.get_by_role("button", name="Ajukan keberatan").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Keberatan diperiksa")


def test_the_same_form_sent_twice_is_one_submission(
    running: Running, example: Example, page: Page
) -> None:
    page.goto(example.url)
    page.get_by_label("Isi kiriman").fill("Selamat pagi dari dua ketukan.")
    key = page.locator('input[name="key"]').input_value()
    for _ in range(2):
        page.evaluate("document.forms[0].submit()")
        page.wait_for_url(f"**/posts/{key}")
        page.goto(example.url)
        page.evaluate(
            "key => { document.forms[0].elements.key.value = key;"
            " document.forms[0].elements.text.value = 'Selamat pagi dari dua ketukan.' }",
            key,
        )
    assert len(submissions_with(running, example, key)) == 1


def submissions_with(running: Running, example: Example, key: str) -> list[dict[str, object]]:
    app = App(running.api_url, example.key)
    found: list[dict[str, object]] = app.get(f"/v1/submissions?external_id={key}").json["items"]
    return found


@pytest.mark.parametrize("secret", ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", None])
def test_a_callback_that_saring_did_not_sign_is_refused(
    example: Example, secret: str | None
) -> None:
    body = '{"type":"saring.test","timestamp":"2026-01-31T02:30:00Z","data":{}}'
    now = utc_now()
    headers = {"webhook-id": "msg-1", "webhook-timestamp": str(int(now.timestamp()))}
    headers["webhook-signature"] = (
        Webhook(secret).sign("msg-1", now, body) if secret else "nothing,of the,kind"
    )
    refused = call("POST", f"{example.url}/callbacks", body=body.encode(), headers=headers)
    assert refused.status == 401


def test_the_way_back_can_be_tested_from_the_command_line(
    running: Running, example: Example
) -> None:
    done = running.saring("callbacks", "test", SOURCE)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "204" in done.stdout
