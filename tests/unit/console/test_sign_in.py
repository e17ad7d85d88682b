"""Signing in: who gets in, where they land, and what a guesser meets."""

import pytest

from tests.unit.console.desk import PASSWORD, Desk


@pytest.fixture
def door(visitor: Desk) -> Desk:
    """Give the browser of somebody at the sign-in page."""
    visitor.open("/console/sign-in")
    return visitor


def _try(door: Desk, password: str, **fields: str) -> int:
    fields = {"username": "siti", **fields}
    return door.send("/console/sign-in", password=password, **fields).status_code


def test_a_moderator_lands_on_the_queue(door: Desk) -> None:
    answer = door.send("/console/sign-in", username=" siti ", password=PASSWORD)
    assert (answer.status_code, answer.location) == (303, "/console/")
    assert door.open("/console/").status_code == 200
    assert "siti" in door.words()


def test_a_wrong_password_is_told_and_not_repeated(door: Desk) -> None:
    assert _try(door, "rahasia-keliru") == 403
    assert "Nama pengguna atau kata sandi salah." in door.words()
    assert 'value="siti"' in door.page
    assert "rahasia-keliru" not in door.page


def test_an_unknown_name_is_answered_like_a_wrong_password(door: Desk) -> None:
    _try(door, "salah", username="siti")
    known = door.words()
    _try(door, "salah", username="budi")
    assert door.words() == known


def test_five_failures_lock_the_account_and_say_for_how_long(door: Desk) -> None:
    assert [_try(door, "salah") for _ in range(5)] == [403] * 5
    answer = door.send("/console/sign-in", username="siti", password=PASSWORD)
    assert answer.status_code == 429
    assert "coba lagi dalam 15 menit" in door.words()
    assert 0 < int(answer.headers["Retry-After"]) <= 15 * 60
    assert door.open("/console/").status_code == 303


def test_signing_in_leads_to_the_page_that_was_asked_for(door: Desk) -> None:
    asked = door.open("/console/decided?cursor=abc")
    assert asked.status_code == 303
    door.open(asked.location)
    assert 'name="next" value="/console/decided?cursor=abc"' in door.page
    answer = door.send(
        "/console/sign-in",
        username="siti",
        password=PASSWORD,
        next="/console/decided?cursor=abc",
    )
    assert answer.location == "/console/decided?cursor=abc"


@pytest.mark.parametrize(
    "target", ["https://jahat.example/", "//jahat.example/console/", "/\\jahat"]
)
def test_signing_in_never_leads_to_another_site(door: Desk, target: str) -> None:
    answer = door.send("/console/sign-in", username="siti", password=PASSWORD, next=target)
    assert (answer.status_code, answer.location) == (303, "/console/")


def test_who_is_signed_in_need_not_sign_in_again(desk: Desk) -> None:
    assert desk.open("/console/sign-in?next=/console/decided").location == "/console/decided"


def test_signing_out_takes_a_form_and_then_holds(desk: Desk) -> None:
    assert desk.open("/console/sign-out").status_code == 404
    assert desk.open("/console/").status_code == 200
    assert desk.send("/console/sign-out").location == "/console/sign-in"
    assert desk.open("/console/").status_code == 303


def test_signing_in_is_protected_against_forged_forms(door: Desk) -> None:
    door.page = ""
    assert _try(door, PASSWORD) == 400
    assert door.open("/console/").status_code == 303
