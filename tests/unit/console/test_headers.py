"""Browsers load nothing foreign into the console's pages, and keep nothing of them."""

import re

import pytest
from flask import Flask

from services.moderation.wiring import Moderation
from tests.unit.console.desk import Desk


@pytest.mark.parametrize(
    "path", ["/console/", "/console/decided", "/console/sign-in", "/console/tidak-ada"]
)
def test_every_page_has_strict_headers(visitor: Desk, path: str) -> None:
    headers = visitor.open(path).headers
    policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
    assert policy == {
        "default-src": "'none'",
        "script-src": "'self'",
        "connect-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
        "base-uri": "'none'",
    }
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-store"


def test_static_files_are_kept_because_their_address_changes_with_them(desk: Desk) -> None:
    desk.open("/console/")
    addresses = re.findall(r'(?:href|src)="(/console/static/[^"]+)"', desk.page)
    assert len(addresses) >= 3
    for address in addresses:
        answer = desk.client.get(address)
        assert answer.status_code == 200
        assert "immutable" in answer.headers["Cache-Control"]
        assert answer.headers.getlist("Set-Cookie") == []
        answer.close()


def test_a_static_file_at_a_plain_address_is_not_kept(visitor: Desk) -> None:
    with visitor.client.get("/console/static/console.css") as answer:
        assert answer.headers["Cache-Control"] == "no-store"


def test_an_unexpected_error_is_a_page_without_details(
    console: Flask,
    moderation: Moderation,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    desk = Desk(console.test_client(), moderation).sign_in()

    def fail(*_args: object, **_settings: object) -> None:
        message = "kata-kata warga"
        raise RuntimeError(message)

    monkeypatch.setattr("services.moderation.console.pages.queue.list_queue", fail)
    assert desk.open("/console/").status_code == 500
    assert "Terjadi gangguan" in desk.words()
    assert "kata-kata warga" not in desk.page
