"""The Python client against a running Saring: every method, as an app calls it."""

from collections.abc import Iterator

import pytest

from saring import Client, RefusedError, UnreachableError
from tests.support.running import Running, free_ports
from tests.support.waiting import wait_for

pytestmark = pytest.mark.e2e

FRIENDLY = "Terima kasih, jalan di dusun kami sekarang sudah mulus."
ABUSE = "Dasar anjing goblok bangsat kau!"
SITE = ["site"]


@pytest.fixture
def saring(running: Running) -> Iterator[Client]:
    with Client(running.api_url, running.key) as client:
        yield client


def test_a_post_is_sent_published_edited_and_recalled(saring: Client) -> None:
    sent = saring.submit(text=FRIENDLY, channels=SITE, external_id="klien-1", wait=10)
    assert sent["decision"]["outcome"] == "approve"
    wait_for(lambda: saring.get(sent["id"])["state"] == "published", "the post is published")
    shown, etag = saring.versioned(sent["id"])
    assert shown["publications"][0]["url"]
    edited = saring.edit(sent["id"], etag=etag, text=f"{FRIENDLY} Sip!", channels=SITE, wait=10)
    assert edited["revision"] == 2
    with pytest.raises(RefusedError) as refused:
        saring.edit(sent["id"], etag=etag, text="Lain.", channels=SITE)
    assert (refused.value.status, refused.value.name) == (412, "changed-meanwhile")
    recalled = saring.recall(sent["id"], "Diminta penulis.")
    assert {one["state"] for one in recalled["publications"]} <= {"recalling", "recalled"}


def test_one_key_is_one_submission(saring: Client) -> None:
    post = {"text": FRIENDLY, "idempotency_key": "klien-2"}
    first = saring.submit(channels=SITE, **post)  # type: ignore[arg-type] # a table of words
    again = saring.submit(channels=SITE, **post)  # type: ignore[arg-type] # as above
    assert first["id"] == again["id"]


def test_a_rejection_has_a_statement_and_can_be_appealed(saring: Client) -> None:
    rejected = saring.submit(text=ABUSE, channels=SITE, wait=10)
    assert rejected["state"] == "rejected"
    assert saring.statement(rejected["id"])["reason_code"] == rejected["decision"]["reason_code"]
    appealed = saring.appeal(rejected["id"], "Itu judul lagu.", contact_ref="warga-77")
    assert appealed["state"] == "appealed"


def test_a_post_is_withdrawn(saring: Client) -> None:
    sent = saring.submit(text=FRIENDLY, channels=SITE)
    assert saring.withdraw(sent["id"])["state"] == "withdrawn"


def test_of_a_batch_each_stands_for_itself(saring: Client) -> None:
    posts = [{"text": FRIENDLY, "channels": SITE}, {"text": "", "channels": SITE}]
    stored, refused = saring.batch(posts)  # type: ignore[arg-type] # literals of the right shape
    assert stored["submission"]["state"] in {"received", "screening", "approved"}
    assert refused["problem"]["pointer"] == "/text"


def test_texts_are_screened_in_their_order(saring: Client) -> None:
    friendly, abusive = saring.screen(FRIENDLY, ABUSE)
    assert (friendly["verdict"], abusive["verdict"]) == ("approve", "reject")


def test_lists_come_newest_first_and_by_state(saring: Client) -> None:
    sent = saring.submit(text=ABUSE, channels=SITE, wait=10)
    assert next(saring.submissions())["id"] == sent["id"]
    states = {one["state"] for one in saring.submissions(state="rejected")}
    assert states == {"rejected"}


def test_a_refusal_says_how_to_mend_it_in_both_languages(saring: Client) -> None:
    with pytest.raises(RefusedError) as refused:
        saring.submit(text=" ", channels=SITE)
    assert (refused.value.status, refused.value.pointer) == (422, "/text")
    assert refused.value.detail.startswith("Send text")
    assert refused.value.detail_id.startswith("Kirim teks")
    assert refused.value.request_id


def test_a_key_that_is_not_in_force_is_refused(running: Running) -> None:
    with Client(running.api_url, "srg_unknown") as client, pytest.raises(RefusedError) as refused:
        client.get("00000000-0000-4000-8000-000000000000")
    assert refused.value.status == 401


def test_a_saring_that_does_not_answer_is_an_error_of_its_own() -> None:
    with (
        Client(f"http://127.0.0.1:{free_ports(1)[0]}", "srg_x") as client,
        pytest.raises(UnreachableError),
    ):
        client.get("00000000-0000-4000-8000-000000000000")
