"""Editing and withdrawing, from the app's request to the official page."""

import pytest

from tests.support.official_page import standing, stands
from tests.support.running import Running
from tests.support.waiting import wait_for
from tests.support.web import call

pytestmark = pytest.mark.e2e

FIRST = "Terima kasih, pagar taman kota sekarang sudah rapi."
SECOND = "Terima kasih, pagar taman kota sekarang sudah rapi dan dicat."
ABUSIVE = "Dasar anjing goblok bangsat kau!"


def _texts(running: Running, submission_id: str) -> list[str]:
    shown = standing(running.site_url)
    return [post.text for post in shown if post.submission_id == submission_id]


def test_an_edit_takes_the_place_of_what_stands(running: Running) -> None:
    submission_id = running.app.submit(FIRST)
    published = running.app.wait_until(submission_id, "published")
    answer = running.app.put(f"/v1/submissions/{submission_id}", SECOND)
    assert (answer.status, answer.json["revision"]) == (202, 2)
    found = running.app.wait_until(submission_id, "published")
    assert found["publications"] == published["publications"]
    assert _texts(running, submission_id) == [SECOND]


def test_a_rejected_edit_takes_off_what_stands(running: Running) -> None:
    submission_id = running.app.submit(f"{FIRST} Lanjutkan.")
    running.app.wait_until(submission_id, "published")
    assert running.app.put(f"/v1/submissions/{submission_id}", ABUSIVE).status == 202
    running.app.wait_until(submission_id, "rejected")
    wait_for(lambda: not stands(running.site_url, submission_id), "the first revision is gone")


def test_a_withdrawn_post_leaves_the_page(running: Running) -> None:
    submission_id = running.app.submit(f"{FIRST} Salam.")
    running.app.wait_until(submission_id, "published")
    address = f"{running.app.url}/v1/submissions/{submission_id}/withdraw"
    headers = {"Authorization": f"Bearer {running.app.key}"}
    assert call("POST", address, headers=headers).status == 202
    wait_for(lambda: not stands(running.site_url, submission_id), "the post is off the page")
    wait_for(
        lambda: running.app.submission(submission_id)["publications"][0]["state"] == "recalled",
        "the recall is reported",
    )
    assert call("POST", address, headers=headers).status == 200
    assert running.app.submission(submission_id)["state"] == "withdrawn"
