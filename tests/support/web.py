"""HTTP as an outsider speaks it: one request a connection, an error is an answer like any other."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit

from tests.support.waiting import wait_for

_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    headers: Message
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def json(self) -> Any:  # noqa: ANN401 - a test knows what it asked for
        return json.loads(self.body)


def call(
    method: str,
    url: str,
    *,
    body: bytes | None = None,
    headers: Mapping[str, str] | None = None,
) -> Answer:
    """Send one request; OSError or HTTPException when nobody answers, or not to the end."""
    where = urlsplit(url)
    connection = HTTPConnection(where.hostname or "", where.port, timeout=_SECONDS)
    try:
        target = f"{where.path or '/'}?{where.query}" if where.query else where.path or "/"
        connection.request(method, target, body, dict(headers or {}))
        response = connection.getresponse()
        return Answer(response.status, response.headers, response.read())
    finally:
        connection.close()


def fetch(url: str) -> Answer:
    """Get a public page."""
    return call("GET", url)


@dataclass(frozen=True, slots=True)
class App:
    """An internal app with its API key."""

    url: str
    key: str

    def get(self, path: str) -> Answer:
        return call("GET", self.url + path, headers={"Authorization": f"Bearer {self.key}"})

    def post(self, path: str, document: object, **headers: str) -> Answer:
        return self._send("POST", path, document, headers)

    def put(self, path: str, text: str, **headers: str) -> Answer:
        """Replace a post for the official page."""
        return self._send("PUT", path, {"text": text, "channels": ["site"]}, headers)

    def _send(self, method: str, path: str, document: object, headers: dict[str, str]) -> Answer:
        return call(
            method,
            self.url + path,
            body=json.dumps(document).encode(),
            headers={
                "Authorization": f"Bearer {self.key}",
                "Content-Type": "application/json",
                **headers,
            },
        )

    def submit(self, text: str, **fields: object) -> str:
        """Send a post for the official page; return its id once it is accepted."""
        answer = self.post("/v1/submissions", {"text": text, "channels": ["site"], **fields})
        assert answer.status in {200, 202}, answer.text
        return str(answer.json["id"])

    def submission(self, submission_id: str) -> dict[str, Any]:
        answer = self.get(f"/v1/submissions/{submission_id}")
        assert answer.status == 200, answer.text
        found: dict[str, Any] = answer.json
        return found

    def states(self) -> dict[str, str]:
        """Return the shown state of every submission of this app, by id."""
        found: dict[str, str] = {}
        cursor = ""
        while True:
            answer = self.get(f"/v1/submissions?limit=100{cursor}")
            assert answer.status == 200, answer.text
            found |= {one["id"]: one["state"] for one in answer.json["items"]}
            if not answer.json["next_cursor"]:
                return found
            cursor = f"&cursor={answer.json['next_cursor']}"

    def wait_until(self, submission_id: str, *states: str, seconds: float = 30) -> dict[str, Any]:
        """Return the submission once its shown state is one of `states`."""
        wait_for(
            lambda: self.submission(submission_id)["state"] in states,
            f"{submission_id} becomes {' or '.join(states)}",
            seconds=seconds,
        )
        return self.submission(submission_id)
