"""Indonesian for everybody, English for who asks."""

import re

import pytest

from tests.unit.console.desk import NIK, Desk, held

INDONESIAN = re.compile(
    r"\b(?:\w+kan|oleh|yang|dan|tidak|untuk|Keputusan|Antrean|Temuan|Alasan|Nilai|Kanal)\b",
)


def test_indonesian_is_the_language_whatever_the_browser_wishes(visitor: Desk) -> None:
    visitor.open("/console/sign-in", **{"Accept-Language": "en-GB,en"})
    assert '<html lang="id">' in visitor.page
    assert "Kata sandi" in visitor.words()


def test_a_reader_who_chooses_english_keeps_it_after_signing_out(desk: Desk) -> None:
    desk.open("/console/decided")
    answer = desk.send("/console/language", language="en", next="/console/decided")
    assert answer.location == "/console/decided"
    cookie = answer.headers["Set-Cookie"]
    assert {"HttpOnly", "SameSite=Lax", "Path=/console"} <= set(cookie.split("; "))
    desk.open(answer.location)
    assert '<html lang="en">' in desk.page
    desk.send("/console/sign-out")
    desk.open("/console/sign-in")
    assert "Password" in desk.words()
    desk.send("/console/language", language="id")
    desk.open("/console/sign-in")
    assert "Kata sandi" in desk.words()


@pytest.mark.parametrize("target", ["https://jahat.example/", "//jahat.example/console/"])
def test_switching_the_language_never_leads_to_another_site(desk: Desk, target: str) -> None:
    desk.open("/console/")
    assert desk.send("/console/language", language="en", next=target).location == "/console/"


def test_a_language_that_is_not_there_is_not_remembered(desk: Desk) -> None:
    desk.open("/console/")
    answer = desk.send("/console/language", language="../../etc")
    assert "saring_language" not in answer.headers.get("Set-Cookie", "")


def test_every_page_is_wholly_english_on_request(desk: Desk) -> None:
    """The texts are English as well, so that any Indonesian word left over is the console's."""
    waiting = held(desk.moderation, f"Please check this number, NIK {NIK}, for me.")
    done = held(desk.moderation, "Thank you, the road in front of the market is smooth again.")
    desk.open("/console/")
    desk.send("/console/language", language="en")
    for path in ("/", "/decided", f"/items/{waiting}", f"/items/{done}", "/tidak-ada"):
        desk.open(f"/console{path}")
        assert INDONESIAN.findall(desk.words().replace("[NIK disamarkan]", "")) == []
