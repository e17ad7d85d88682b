"""`Prefer: wait=N`: the decision in the answer, if there is a place to wait."""

import threading

from flask.testing import FlaskClient

from services.moderation.app import build_app
from services.moderation.http.outgoing import SubmissionAnswer
from services.moderation.wiring import Moderation
from services.moderation.workflow.screen import screen_next
from tests.integration.http.conftest import ClientFor

SUBMISSIONS = "/v1/submissions"
FRIENDLY = "Terima kasih, jalan di depan pasar sekarang sudah mulus."
WITH_NIK = "Tolong cek bantuan saya, NIK 3404011203900001, terima kasih."


def test_whoever_prefers_to_wait_gets_the_machines_decision(
    client: FlaskClient,
    screening: None,
) -> None:
    answer = client.post(
        SUBMISSIONS,
        json={"text": FRIENDLY, "channels": ["site"]},
        headers={"Prefer": "wait=30"},
    )
    body = answer.get_json()
    assert answer.status_code == 200, body
    assert answer.headers["Preference-Applied"] == "wait=30"
    assert (body["decision"]["outcome"], body["decision"]["by"]) == ("approve", "machine")
    SubmissionAnswer.model_validate(body)


def test_what_a_person_must_decide_is_answered_as_accepted(
    client: FlaskClient,
    screening: None,
) -> None:
    answer = client.post(
        SUBMISSIONS,
        json={"text": WITH_NIK, "channels": ["site"]},
        headers={"Prefer": "wait=30"},
    )
    body = answer.get_json()
    assert (answer.status_code, body["state"], body["verdict"]) == (202, "in_review", "review")
    assert "3404011203900001" not in body["screening"]["redacted_text"]
    SubmissionAnswer.model_validate(body)


def test_waiting_ends_when_the_seconds_are_over(client: FlaskClient) -> None:
    answer = client.post(
        SUBMISSIONS,
        json={"text": FRIENDLY, "channels": ["site"]},
        headers={"Prefer": "wait=0"},
    )
    assert (answer.status_code, answer.get_json()["state"]) == (202, "received")


def test_half_of_the_threads_may_wait_and_the_others_are_answered_at_once(
    moderation: Moderation,
    client_for: ClientFor,
) -> None:
    """Else a few patient clients would leave no thread for anybody else."""
    app = build_app(moderation, server_threads=2)
    headers = {
        "Authorization": client_for().environ_base["HTTP_AUTHORIZATION"],
        "Prefer": "wait=30",
    }
    answers: list[int] = []

    def send() -> None:
        sent = app.test_client().post(
            SUBMISSIONS,
            json={"text": FRIENDLY, "channels": ["site"]},
            headers=headers,
        )
        answers.append(sent.status_code if "Preference-Applied" in sent.headers else 0)

    senders = [threading.Thread(target=send) for _ in range(2)]
    for sender in senders:
        sender.start()
    while not answers:
        senders[0].join(0.01)
    assert answers == [0]  # The one without a place came back while the other still waits.
    while screen_next(moderation, "test"):
        pass
    for sender in senders:
        sender.join()
    assert answers == [0, 200]
