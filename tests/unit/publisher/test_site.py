"""The page and the feed show what stands, just as it was decided, and nothing else."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from services.publisher.site.app import create_site_app
from services.publisher.site.writing import verbatim
from services.publisher.store import SitePost
from shared.channels import ChannelBook
from shared.messages import Operation
from shared.settings import SettingsError
from tests.support.page_reader import Article, read_page
from tests.support.publishing import TRICKY, Desk, open_desk


@pytest.fixture
def many(desk: Desk) -> list[str]:
    """Give the ids of 120 posts, newest first; always three of one instant."""
    ids = sorted(str(uuid4()) for _ in range(120))
    start = desk.clock()
    with desk.publisher.database.writing() as session:
        for number, name in enumerate(ids):
            at = start + timedelta(seconds=number // 3)
            post = SitePost(
                submission_id=name, revision=1, text=name, published_at=at, updated_at=at
            )
            session.add(post)
    return ids[::-1]


def test_a_post_is_one_article_with_its_text_verbatim(desk: Desk, client: FlaskClient) -> None:
    desk.send("s1", text=TRICKY, credit='Ibu "Tini" & <co>')
    desk.work()
    for address in ("/", "/post/s1"):
        answer = client.get(address)
        assert answer.status_code == 200
        assert read_page(answer.text) == {"s1": Article(TRICKY, 'Ibu "Tini" & <co>')}
        assert "<b>" not in answer.text


def test_a_post_without_credit_has_no_credit_line(desk: Desk, client: FlaskClient) -> None:
    desk.send("s1")
    desk.work()
    assert read_page(client.get("/").text) == {"s1": Article("Jalan sudah mulus", None)}


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1))
def test_any_text_survives_the_page(text: str) -> None:
    html = f'<article id="s1"><div class="text">{verbatim(text)}</div></article>'
    assert read_page(html) == {"s1": Article(text)}


def test_pages_hold_fifty_each_newest_first(many: list[str], client: FlaskClient) -> None:
    pages = [list(read_page(client.get(f"/?page={number}").text)) for number in (1, 2, 3, 4)]
    assert [len(page) for page in pages] == [50, 50, 20, 0]
    assert [name for page in pages for name in page] == many
    assert list(read_page(client.get("/").text)) == pages[0]


@pytest.mark.parametrize("number", ["2", "99", "9" * 100])
def test_beyond_the_end_a_page_is_empty(client: FlaskClient, number: str) -> None:
    answer = client.get(f"/?page={number}")
    assert answer.status_code == 200
    assert read_page(answer.text) == {}


@pytest.mark.parametrize("number", ["0", "-1", "1.5", "satu", "", "٣", "9" * 101])
def test_what_is_no_page_number_is_a_bad_request(client: FlaskClient, number: str) -> None:
    assert client.get("/", query_string={"page": number}).status_code == 400


def test_a_recalled_post_is_gone_at_the_next_look(desk: Desk, client: FlaskClient) -> None:
    desk.send("s1", seq=1)
    desk.work()
    assert client.get("/post/s1").status_code == 200
    desk.send("s1", op=Operation.RECALL, seq=2)
    desk.work()
    gone = client.get("/post/s1")
    assert gone.status_code == 410
    assert "Jalan sudah mulus" not in gone.text
    assert read_page(client.get("/").text) == {}
    assert "s1" not in client.get("/atom.xml").text
    assert client.get("/post/s2").status_code == 404


def test_what_is_not_posted_yet_is_not_shown(desk: Desk, client: FlaskClient) -> None:
    desk.send("s1")
    assert client.get("/post/s1").status_code == 404
    assert read_page(client.get("/").text) == {}


@pytest.mark.parametrize("address", ["/", "/atom.xml", "/post/none", "/?page=0", "/healthz"])
def test_every_answer_is_protected_and_kept_by_no_cache(client: FlaskClient, address: str) -> None:
    headers = client.get(address).headers
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "script" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cache-Control"] == "no-store"


def test_the_page_can_only_be_read(client: FlaskClient) -> None:
    assert client.post("/").status_code == 405
    assert client.head("/").status_code == 200
    assert client.get("/healthz").json == {"status": "ok"}
    with client.get("/static/site.css") as style:
        assert style.status_code == 200


def test_the_page_asks_for_no_script_and_nothing_from_elsewhere(client: FlaskClient) -> None:
    html = client.get("/").text
    assert "<script" not in html
    assert "style=" not in html
    assert "http" not in html
    assert '<html lang="id">' in html


def test_time_is_told_in_the_offices_zone(tmp_path: Path) -> None:
    desk = open_desk(tmp_path, timezone="Asia/Makassar")
    desk.clock.moment = desk.clock().replace(2026, 8, 17, 2, 5)
    desk.send("s1")
    with desk.publisher.database.writing() as session:
        session.connection().exec_driver_sql("update ledger set next_attempt_at = '2020-01-01'")
    desk.work()
    assert (
        "17 Agustus 2026 pukul 10.05 WITA"
        in create_site_app(desk.publisher).test_client().get("/").text
    )
    desk.publisher.database.dispose()


def test_a_book_without_a_site_has_no_page(desk: Desk) -> None:
    publisher = replace(desk.publisher, channels=ChannelBook({}))
    with pytest.raises(SettingsError, match="no channel is of kind site"):
        create_site_app(publisher)
