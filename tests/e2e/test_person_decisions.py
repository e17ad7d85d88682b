"""What goes to a person, who works in the console as any browser shows it."""

from collections.abc import Iterator

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import select

from services.moderation.store.contents import ContentCipher
from services.moderation.store.messages import Outbox
from tests.support.official_page import feed, standing, stands
from tests.support.running import Running
from tests.support.visitor import Visitor
from tests.support.web import fetch

pytestmark = pytest.mark.e2e

SETTINGS = {"undo_seconds": "6", "content_keys": Fernet.generate_key().decode()}
"""Long enough to press a button on a slow machine, short enough to wait for; a key to read with."""

PASSWORD = "kata sandi yang panjang"
NIK = "3404012504900001"
WITH_NIK = f"Mohon bantu cek, NIK saya {NIK} belum terdaftar. Terima kasih."
MASKED = "Mohon bantu cek, NIK saya [NIK disamarkan] belum terdaftar. Terima kasih."


@pytest.fixture(scope="module")
def moderator(running: Running) -> Visitor:
    """Sign somebody in to the console."""
    assert running.saring("users", "add", "siti", "--password", PASSWORD).returncode == 0
    return Visitor(running.api_url).sign_in("siti", PASSWORD)


@pytest.fixture
def held(running: Running, moderator: Visitor) -> Iterator[str]:
    """Send a post with a NIK that waits for the moderator, who has it open."""
    submission_id = running.app.submit(WITH_NIK)
    running.app.wait_until(submission_id, "in_review")
    assert moderator.open(f"/console/items/{submission_id}").status == 200
    yield submission_id
    moderator.open("/console/")


def test_a_number_is_highlighted_and_published_masked_after_the_undo_time(
    running: Running, moderator: Visitor, held: str
) -> None:
    moderator.open("/console/")
    assert f"/console/items/{held}" in moderator.page
    moderator.open(f"/console/items/{held}")
    assert NIK in moderator.marked()
    assert moderator.press("Setujui dengan samaran").status == 200
    found = running.app.wait_until(held, "published")
    assert (found["decision"]["by"], found["decision"]["redacted"]) == ("person", True)
    assert [post.text for post in standing(running.site_url) if post.submission_id == held] == [
        MASKED
    ]
    assert [post.text for post in feed(running.site_url) if post.submission_id == held] == [MASKED]


def test_a_masked_number_never_reaches_outbox_page_or_the_publishers_files(
    running: Running, moderator: Visitor, held: str
) -> None:
    moderator.press("Setujui dengan samaran")
    with running.moderation_database() as database, database.reading() as session:
        sealed = session.scalars(select(Outbox.body).where(Outbox.submission_id == held)).all()
    cipher = ContentCipher(SETTINGS["content_keys"])
    bodies = [cipher.open_message(body) for body in sealed]
    assert not any("disamarkan" in body for body in sealed)
    running.app.wait_until(held, "published")
    assert any("[NIK disamarkan]" in body for body in bodies)
    assert [body for body in bodies if NIK in body] == []
    pages = [fetch(running.site_url).text, fetch(f"{running.site_url}/atom.xml").text]
    assert [page for page in pages if NIK in page] == []
    files = [path for path in running.data_dir.glob("publisher.sqlite3*") if path.is_file()]
    assert [path.name for path in files if NIK.encode() in path.read_bytes()] == []


def test_a_decision_that_is_undone_in_time_publishes_nothing(
    running: Running, moderator: Visitor, held: str
) -> None:
    moderator.press("Setujui apa adanya")
    assert moderator.open(f"/console/items/{held}").status == 200
    assert moderator.press("Batalkan").status == 200
    assert running.app.submission(held)["state"] == "in_review"
    later = running.app.submit(WITH_NIK)
    running.app.wait_until(later, "in_review")
    moderator.open(f"/console/items/{later}")
    moderator.press("Setujui dengan samaran")
    # Its command was written after the one that was undone, and would leave after it.
    running.app.wait_until(later, "published")
    assert running.app.submission(held)["state"] == "in_review"
    assert not stands(running.site_url, held)


def test_a_post_that_a_person_rejects_tells_its_app_why(
    running: Running, moderator: Visitor, held: str
) -> None:
    moderator.press("Tolak", reason_code="abuse")
    decision = running.app.wait_until(held, "rejected")["decision"]
    assert (decision["by"], decision["reason_code"]) == ("person", "abuse")
    assert "keberatan" in decision["statement"]["id"]


def test_a_recall_before_a_post_has_left_overtakes_it(
    running: Running, moderator: Visitor, held: str
) -> None:
    moderator.press("Setujui dengan samaran")
    answer = running.app.post(f"/v1/submissions/{held}/recall", {"reason": "Berubah pikiran."})
    assert answer.status == 202
    assert running.app.wait_until(held, "recalled")["publications"][0]["state"] == "recalled"
    assert fetch(f"{running.site_url}/post/{held}").status == 410
    assert not stands(running.site_url, held)


def test_an_item_that_somebody_else_decided_meanwhile_is_not_decided_again(
    running: Running, moderator: Visitor, held: str
) -> None:
    colleague = Visitor(running.api_url).sign_in("siti", PASSWORD)
    colleague.open(f"/console/items/{held}")
    colleague.press("Tolak", reason_code="abuse")
    assert moderator.press("Setujui apa adanya").status == 409
    assert running.app.submission(held)["state"] == "rejected"


def test_a_form_without_its_token_decides_nothing(running: Running, held: str) -> None:
    stranger = Visitor(running.api_url).sign_in("siti", PASSWORD)
    stranger.open(f"/console/items/{held}")
    assert stranger.press("Setujui apa adanya", csrf_token="").status == 400
    assert running.app.submission(held)["state"] == "in_review"
