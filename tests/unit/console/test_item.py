"""One item: the words as they are, what was found in them and why."""

import re
from dataclasses import replace

import pytest
from flask import Flask

from services.moderation.console import register
from services.moderation.domain.screening import SCORES
from services.moderation.screening.checker import MissingChecker
from services.moderation.screening.pipeline import Screener
from services.moderation.wiring import Moderation
from services.moderation.workflow.screen import screen_next
from services.moderation.workflow.submit import NewSubmission, submit
from tests.unit.console.desk import CALM, NIK, Desk, held


def test_a_nik_is_marked_named_and_explained(desk: Desk) -> None:
    item = held(desk.moderation)
    desk.open(f"/console/items/{item}")
    assert (
        f'<mark class="mark-personal_data ">{NIK}<a class="tag" href="#finding-1">NIK</a></mark>'
        in desk.page
    )
    assert 'id="finding-1"' in desk.page
    assert "16 digit" in desk.words()


def test_marks_are_where_they_belong_behind_an_emoji(desk: Desk) -> None:
    item = held(desk.moderation, f"😀👨‍👩‍👧 NIK {NIK} 😀")
    desk.open(f"/console/items/{item}")
    assert f">{NIK}<a" in desk.page


def test_the_masked_text_is_suggested_where_masking_changes_it(desk: Desk) -> None:
    item = held(desk.moderation)
    desk.open(f"/console/items/{item}")
    assert "Yang akan terbit" in desk.words()
    assert '<ins class="masked">[NIK disamarkan]</ins>' in desk.page
    buttons = re.findall(r"<button[^>]*>(Setujui[^<]*)</button>", desk.page)
    assert buttons == ["Setujui dengan samaran", "Setujui apa adanya"]


def test_masking_is_not_offered_where_it_changes_nothing(desk: Desk) -> None:
    item = held(desk.moderation, "Sebarkan ke semua grup sebelum dihapus! Viralkan!")
    desk.open(f"/console/items/{item}")
    assert "samaran" not in desk.words()
    assert re.findall(r"<button[^>]*>(Setujui[^<]*)</button>", desk.page) == ["Setujui"]


def test_a_doubtful_credit_line_can_be_left_out(desk: Desk) -> None:
    item = held(desk.moderation, CALM, credit=f"Budi {NIK}")
    desk.open(f"/console/items/{item}")
    words = desk.words()
    assert f"Nama yang ikut diterbitkan: Budi {NIK}" in words
    assert "Baris nama pengirim perlu dilihat orang" in words
    assert "Setujui tanpa nama pengirim" in words


def test_line_breaks_are_kept(desk: Desk) -> None:
    item = held(desk.moderation, f"Baris satu\n\n  Baris dua {NIK}")
    desk.open(f"/console/items/{item}")
    assert ">Baris satu\n\n  Baris dua <mark" in desk.page


HOSTILE = '<script>alert("x")</script>{{ 1234567*7654321 }}\'"><img src=x onerror=alert(1)>'


def test_nothing_a_sender_wrote_becomes_markup(desk: Desk) -> None:
    new = NewSubmission(
        source=HOSTILE,
        text=f"{HOSTILE} NIK {NIK} {HOSTILE}",
        channels=("site",),
        external_id=HOSTILE,
        author_display=HOSTILE,
        author_credit=True,
    )
    item = submit(desk.moderation, new).id
    assert screen_next(desk.moderation, "test")
    for path in ("/console/", f"/console/items/{item}"):
        desk.open(path)
        assert HOSTILE in desk.words()
        assert not re.search(
            r"<script(?! src=\"/console/static/)|<img src=x|9449772114007", desk.page
        )


def test_a_checker_without_a_result_is_shown_as_not_checked(moderation: Moderation) -> None:
    missing = MissingChecker("toxicity", frozenset(SCORES))
    screener = Screener([missing], moderation.screener.policy)
    item = held(replace(moderation, screener=screener), CALM)
    screener.close()
    app = Flask("console")
    register(app, moderation)
    desk = Desk(app.test_client(), moderation).sign_in()
    desk.open(f"/console/items/{item}")
    words = desk.words()
    assert words.count("tidak diperiksa") == len(SCORES)
    assert "Pemeriksa toxicity tidak memberi hasil: tidak terpasang." in words
    assert "Ada pemeriksa yang tidak memberi hasil" in words


def test_an_item_that_is_not_screened_yet_cannot_be_decided(desk: Desk) -> None:
    new = NewSubmission(source="portal", text=CALM, channels=("site",))
    item = submit(desk.moderation, new).id
    desk.open(f"/console/items/{item}")
    assert "Kiriman ini belum diperiksa" in desk.words()
    assert "/approve" not in desk.page


@pytest.mark.parametrize(
    "address",
    ["items/8f14e45f-ceea-467f-8b1a-2d3c4e5f6a7b", "items/abc", "items/1/../2", "apa-saja"],
)
def test_an_address_that_leads_nowhere_is_answered_with_a_page(desk: Desk, address: str) -> None:
    assert desk.open(f"/console/{address}").status_code == 404
    assert "Tidak ditemukan" in desk.words()


def test_the_time_is_the_offices(moderation: Moderation) -> None:
    settings = moderation.settings.model_copy(update={"timezone": "Asia/Jayapura"})
    item = held(moderation)
    hours = []
    for service in (moderation, replace(moderation, settings=settings)):
        app = Flask("console")
        register(app, service)
        desk = Desk(app.test_client(), service).sign_in()
        desk.open(f"/console/items/{item}")
        shown = re.search(r"<time [^>]*>[^<]* (\d\d):\d\d:\d\d</time>", desk.page)
        assert shown is not None
        hours.append(int(shown.group(1)))
    assert (hours[1] - hours[0]) % 24 == 2
