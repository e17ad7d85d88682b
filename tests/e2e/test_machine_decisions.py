"""What the policy decides alone, from the app's request to the official page."""

import pytest

from tests.support.official_page import Shown, feed, standing, stands
from tests.support.running import Running
from tests.support.web import fetch

pytestmark = pytest.mark.e2e

FRIENDLY = (
    "  Terima kasih <b>petugas</b> &amp; kader:\r\njalan \"mulus\"\n\n\t{{ 7*7 }} 😀 'nuwun'  "
)
ABUSIVE = "Dasar anjing goblok bangsat kau!"


def test_a_friendly_post_stands_verbatim_and_once_on_page_and_feed(running: Running) -> None:
    submission_id = running.app.submit(FRIENDLY)
    found = running.app.wait_until(submission_id, "published")
    assert found["decision"]["outcome"] == "approve"
    assert found["decision"]["by"] == "machine"
    expected = [Shown(submission_id, FRIENDLY, None)]
    for shown in (standing(running.site_url), feed(running.site_url)):
        assert [post for post in shown if post.submission_id == submission_id] == expected
    permalink = fetch(found["publications"][0]["url"])
    assert permalink.status == 200
    assert submission_id in permalink.text


def test_only_a_name_that_may_be_credited_stands_under_the_post(running: Running) -> None:
    text = "Matur nuwun, taman di alun-alun sekarang bersih dan ramah anak."
    author = {"ref": "u-1", "display": "Warga Depok"}
    named, unnamed = (
        running.app.submit(text, author={**author, "credit": credit}) for credit in (True, False)
    )
    running.app.wait_until(named, "published")
    running.app.wait_until(unnamed, "published")
    lines = {post.submission_id: post.credit for post in standing(running.site_url)}
    assert (lines[named], lines[unnamed]) == ("Warga Depok", None)


def test_an_app_that_would_rather_wait_is_told_the_verdict_at_once(running: Running) -> None:
    document = {"text": ABUSIVE, "channels": ["site"]}
    answer = running.app.post("/v1/submissions", document, Prefer="wait=30")
    assert (answer.status, answer.json["state"]) == (200, "rejected")


def test_an_abusive_post_is_rejected_in_indonesian_and_stands_nowhere(running: Running) -> None:
    submission_id = running.app.submit(ABUSIVE)
    decision = running.app.wait_until(submission_id, "rejected")["decision"]
    assert decision["outcome"] == "reject"
    assert "keberatan" in decision["statement"]["id"]
    assert decision["appeal_until"]
    # What is sent later is published; by then this one would have been.
    later = running.app.submit("Terima kasih, lampu jalan di gang kami sudah menyala lagi.")
    running.app.wait_until(later, "published")
    assert not stands(running.site_url, submission_id)
    assert submission_id not in {post.submission_id for post in feed(running.site_url)}
    assert fetch(f"{running.site_url}/post/{submission_id}").status == 404


def test_a_recall_takes_a_post_off_page_and_feed_and_leaves_a_tombstone(running: Running) -> None:
    submission_id = running.app.submit("Terima kasih, saluran air di kampung kami sudah lancar.")
    url = running.app.wait_until(submission_id, "published")["publications"][0]["url"]
    recall = f"/v1/submissions/{submission_id}/recall"
    assert running.app.post(recall, {"reason": "Diminta warga."}).status == 202
    assert (
        running.app.wait_until(submission_id, "recalled")["publications"][0]["state"] == "recalled"
    )
    assert not stands(running.site_url, submission_id)
    assert submission_id not in {post.submission_id for post in feed(running.site_url)}
    assert fetch(url).status == 410
    assert running.app.post(recall, {"reason": "Sekali lagi."}).status == 202
