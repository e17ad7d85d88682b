"""Forms that do not fit the session change nothing, and lose nothing."""

from urllib.parse import parse_qs, urlsplit

from flask import Flask

from services.moderation.wiring import Moderation
from services.moderation.workflow.queue import open_item
from tests.unit.console.desk import CALM, PASSWORD, Desk, held


def test_a_form_without_its_token_changes_nothing(desk: Desk) -> None:
    item = held(desk.moderation)
    desk.open(f"/console/items/{item}")
    version = desk.version()
    desk.page = ""
    answer = desk.send(f"/console/items/{item}/approve", version=version)
    assert answer.status_code == 400
    assert "Tidak ada yang berubah." in desk.words()
    assert f'href="/console/items/{item}"' in desk.page
    assert open_item(desk.moderation, item).state == "in_review"


def test_a_token_of_another_session_does_not_fit(console: Flask, desk: Desk) -> None:
    other = Desk(console.test_client(), desk.moderation).hire("budi")
    other.open("/console/")
    desk.page = other.page
    assert desk.send("/console/sign-out").status_code == 400
    assert desk.open("/console/").status_code == 200


def test_what_was_typed_into_an_outdated_form_is_given_back(desk: Desk) -> None:
    item = held(desk.moderation, CALM)
    desk.page = ""
    desk.send(f"/console/items/{item}/recall", reason="salah <b>alamat</b>")
    assert "salah &lt;b&gt;alamat&lt;/b&gt;" in desk.page


def test_a_session_that_ends_in_mid_decision_leads_back_to_the_item(desk: Desk) -> None:
    item = held(desk.moderation)
    desk.open(f"/console/items/{item}")
    version = desk.version()
    desk.client.delete_cookie("saring_session", path="/console")
    answer = desk.send(f"/console/items/{item}/approve", version=version, redacted="yes")
    assert answer.status_code == 303
    desk.open(answer.location)
    assert "Sesi Anda berakhir sebelum keputusan tercatat." in desk.words()
    back = parse_qs(urlsplit(answer.location).query)["next"][0]
    answer = desk.send("/console/sign-in", username="siti", password=PASSWORD, next=back)
    assert answer.location == f"/console/items/{item}"
    assert open_item(desk.moderation, item).state == "in_review"


def test_routes_outside_of_the_console_take_no_token_and_set_no_cookie(
    console: Flask,
    moderation: Moderation,
) -> None:
    console.add_url_rule("/v1/echo", "echo", lambda: "ok", methods=["POST"])
    desk = Desk(console.test_client(), moderation).sign_in()
    answer = desk.client.post("/v1/echo")
    assert (answer.status_code, answer.headers.getlist("Set-Cookie")) == (200, [])
