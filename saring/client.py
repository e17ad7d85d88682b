"""The operations of Saring's API, one method each."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from types import TracebackType
from typing import Any, Self, Unpack, cast

from saring.shapes import BatchItem, Post, Screening, Submission
from saring.transport import Transport

_SUBMISSIONS = "/v1/submissions"


class Client:
    """Saring at `url`, as the app that holds `key`; safe to share between threads.

    What fails in passing is repeated under the same Idempotency-Key. Every method raises
    RefusedError for what Saring does not accept, and UnreachableError when it does not answer.
    """

    def __init__(self, url: str, key: str) -> None:
        self._transport = Transport(url, key)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._transport.close()

    def submit(
        self, *, wait: int = 0, idempotency_key: str | None = None, **post: Unpack[Post]
    ) -> Submission:
        """Send a post; with `wait`, answer once the machine has decided, after so many seconds.

        A key of your own, kept with the post, also covers a crash of your app.
        """
        headers = _prefer(wait) | _key(idempotency_key)
        return self._submission("POST", _SUBMISSIONS, body=post, headers=headers)

    def batch(
        self, posts: Sequence[Post], *, idempotency_key: str | None = None
    ) -> list[BatchItem]:
        """Send up to 100 posts; the answers are in their order, and each stands for itself."""
        answer, _ = self._transport.send(
            "POST",
            f"{_SUBMISSIONS}/batch",
            body={"items": list(posts)},
            headers=_key(idempotency_key),
        )
        return cast("list[BatchItem]", answer["items"])

    def get(self, submission_id: str) -> Submission:
        """Return a submission as it is now."""
        return self._submission("GET", _one(submission_id))

    def versioned(self, submission_id: str) -> tuple[Submission, str]:
        """Return a submission and its ETag, for an edit that must not overwrite another's."""
        answer, headers = self._transport.send("GET", _one(submission_id))
        return cast("Submission", answer), headers["ETag"]

    def submissions(self, *, state: str | None = None, **filters: str) -> Iterator[Submission]:
        """Yield the source's submissions, newest first, page by page."""
        cursor: str | None = None
        while True:
            query = {"state": state, "cursor": cursor, "limit": 100, **filters}
            page, _ = self._transport.send("GET", _SUBMISSIONS, query=query)
            yield from page["items"]
            cursor = page["next_cursor"]
            if cursor is None:
                return

    def edit(
        self, submission_id: str, *, etag: str | None = None, wait: int = 0, **post: Unpack[Post]
    ) -> Submission:
        """Replace the post; it is screened anew. With `etag`, only if nobody changed it since."""
        headers = _prefer(wait) | ({"If-Match": etag} if etag else {})
        # Repeated with If-Match, an edit whose answer was lost would look like somebody else's.
        return self._submission(
            "PUT", _one(submission_id), body=post, headers=headers, repeatable=etag is None
        )

    def withdraw(self, submission_id: str) -> Submission:
        """Withdraw a post; what is published of it is recalled."""
        return self._submission("POST", f"{_one(submission_id)}/withdraw", body={})

    def recall(self, submission_id: str, reason: str) -> Submission:
        """Take a published post off every channel."""
        return self._submission("POST", f"{_one(submission_id)}/recall", body={"reason": reason})

    def appeal(
        self, submission_id: str, statement: str, *, contact_ref: str | None = None
    ) -> Submission:
        """Appeal against a rejection: once, until `decision.appeal_until`."""
        body = {"statement": statement} | ({"contact_ref": contact_ref} if contact_ref else {})
        return self._submission("POST", f"{_one(submission_id)}/appeal", body=body)

    def statement(self, submission_id: str) -> Mapping[str, Any]:
        """Return the statement of reasons of a rejection, in full."""
        answer, _ = self._transport.send("GET", f"{_one(submission_id)}/statement")
        return cast("Mapping[str, Any]", answer)

    def screen(self, *texts: str, language: str | None = None) -> list[Screening]:
        """Screen up to 100 texts without storing them; the results are in their order."""
        hint = {"language": language} if language else {}
        items = [{"text": text} | hint for text in texts]
        answer, _ = self._transport.send("POST", "/v1/screen", body={"items": items})
        return cast("list[Screening]", answer["items"])

    def _submission(self, method: str, path: str, **request: Any) -> Submission:  # noqa: ANN401 - passed on
        answer, _ = self._transport.send(method, path, **request)
        return cast("Submission", answer)


def _one(submission_id: str) -> str:
    return f"{_SUBMISSIONS}/{uuid.UUID(submission_id)}"


def _prefer(wait: int) -> dict[str, str]:
    return {"Prefer": f"wait={wait}"} if wait else {}


def _key(given: str | None) -> dict[str, str]:
    return {"Idempotency-Key": given or str(uuid.uuid4())}
