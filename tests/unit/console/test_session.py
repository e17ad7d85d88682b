"""The session cookie: what it holds, how it is marked, how long it lasts."""

import time

import pytest
from flask import Flask
from itsdangerous import TimestampSigner
from sqlalchemy import update

from services.moderation.store.access import User
from services.moderation.wiring import Moderation
from tests.unit.console.desk import PASSWORD, Desk, held

HOURS = 3600


def _cookie(desk: Desk, **headers: str) -> str:
    answer = desk.client.get("/console/sign-in", headers=headers)
    return next(cookie for cookie in answer.headers.getlist("Set-Cookie") if "session" in cookie)


def test_the_cookie_is_for_the_console_alone_and_out_of_reach_of_scripts(visitor: Desk) -> None:
    cookie = _cookie(visitor)
    assert {"HttpOnly", "SameSite=Lax", "Path=/console"} <= set(cookie.split("; "))


@pytest.mark.parametrize(
    ("headers", "secure"),
    [
        # Plain http on the loopback address: a Secure cookie would be dropped.
        ({}, False),
        ({"X-Forwarded-Proto": "http"}, False),
        # A proxy that ended https says so; the first of several is the browser's.
        ({"X-Forwarded-Proto": "https"}, True),
        ({"X-Forwarded-Proto": "HTTPS, http"}, True),
    ],
)
def test_the_cookie_is_secure_when_the_request_came_by_https(
    visitor: Desk,
    headers: dict[str, str],
    secure: bool,  # noqa: FBT001 - a table's column
) -> None:
    assert ("Secure" in _cookie(visitor, **headers).split("; ")) is secure


def test_the_cookie_is_secure_over_https_without_a_proxy(console: Flask) -> None:
    answer = console.test_client().get("/console/sign-in", base_url="https://saring.example")
    assert all("Secure" in cookie for cookie in answer.headers.getlist("Set-Cookie"))


def test_the_session_holds_an_id_and_an_epoch_and_no_words(desk: Desk) -> None:
    item = held(desk.moderation)
    desk.open(f"/console/items/{item}")
    desk.send(f"/console/items/{item}/approve", version=desk.version(), redacted="yes")
    with desk.client.session_transaction("/console/") as session:
        assert set(session) == {"user", "epoch", "csrf_token", "_permanent"}
        assert session["user"] != "siti"


def test_what_was_planted_before_signing_in_is_gone_afterwards(visitor: Desk) -> None:
    visitor.open("/console/sign-in")
    with visitor.client.session_transaction("/console/") as session:
        planted = session["csrf_token"]
        session["planted"] = "by an attacker"
    visitor.send("/console/sign-in", username="siti", password=PASSWORD)
    visitor.open("/console/")
    with visitor.client.session_transaction("/console/") as session:
        assert "planted" not in session
        assert session["csrf_token"] != planted


@pytest.mark.parametrize(
    ("age", "status"),
    [(8 * HOURS - 60, 200), (8 * HOURS + 60, 303)],
)
def test_a_session_lasts_eight_hours_after_the_last_page(
    visitor: Desk,
    monkeypatch: pytest.MonkeyPatch,
    age: int,
    status: int,
) -> None:
    with monkeypatch.context() as earlier:
        earlier.setattr(TimestampSigner, "get_timestamp", lambda _signer: int(time.time()) - age)
        visitor.sign_in()
        visitor.open("/console/")
    assert visitor.open("/console/").status_code == status


def test_a_session_ended_elsewhere_is_ended_here(desk: Desk, moderation: Moderation) -> None:
    with moderation.database.writing() as session:
        session.execute(update(User).values(session_epoch=User.session_epoch + 1))
    assert desk.open("/console/").status_code == 303


def test_a_forged_cookie_is_nobody(visitor: Desk) -> None:
    visitor.client.set_cookie("saring_session", "eyJ1c2VyIjoiYSJ9.aaaa.bbbb", path="/console")
    assert visitor.open("/console/").status_code == 303
