"""What a workflow may refuse, each with a sentence that says how to mend it."""

from datetime import timedelta


class WorkflowError(Exception):
    """Base: `code` is stable for programs, `detail` is English for people.

    `detail_id` is the same in Indonesian, where known.
    """

    code = "refused"

    def __init__(self, detail: str, detail_id: str | None = None) -> None:
        super().__init__(detail)
        self.detail = detail
        self.detail_id = detail_id


class NotFoundError(WorkflowError):
    """There is no such thing, or it belongs to another source."""

    code = "not_found"


class ConflictError(WorkflowError):
    """The request does not fit the state that the thing is in."""

    code = "conflict"


class StaleError(ConflictError):
    """Somebody else changed the item since this page was read."""

    code = "stale"


class IdentifierShowsError(ConflictError):
    """Personal data would still be readable that nobody left readable by name."""

    code = "identifier_shows"

    def __init__(self) -> None:
        super().__init__(
            "Personal data would still show after masking. Mask it as well, or reject the post.",
            "Setelah disamarkan masih ada data pribadi yang terlihat. Samarkan juga, atau tolak.",
        )


class OtherPersonNeededError(ConflictError):
    """Who rejected a text may not decide on the appeal against that."""

    code = "other_person_needed"

    def __init__(self) -> None:
        super().__init__(
            "You rejected this text yourself; somebody else decides on the appeal.",
            "Penolakan ini keputusan Anda sendiri; keberatannya harus diputuskan orang lain.",
        )


class ExternalIdTakenError(ConflictError):
    """The source has used this external id for other content, in `submission_id`."""

    def __init__(self, submission_id: str) -> None:
        super().__init__(
            "This external_id was used for other content. To change that post, send"
            f" PUT /v1/submissions/{submission_id}; for another post, use a new external_id.",
            "external_id ini sudah dipakai untuk isi yang lain. Untuk mengubah kiriman itu, kirim"
            f" PUT /v1/submissions/{submission_id}; untuk kiriman lain, gunakan external_id baru.",
        )
        self.submission_id = submission_id


class ChangedMeanwhileError(WorkflowError):
    """The thing is not at any of the versions that the request is meant for."""

    code = "changed_meanwhile"

    def __init__(self) -> None:
        super().__init__(
            "Read the submission again, and send the request with the ETag of that answer.",
            "Baca kembali kirimannya, lalu kirim permintaan dengan ETag dari jawaban itu.",
        )


class KeyReusedError(WorkflowError):
    """An Idempotency-Key came back with another request than its first."""

    code = "key_reused"

    def __init__(self) -> None:
        super().__init__(
            "This Idempotency-Key belongs to another request. Use a new key for a new request,"
            " and repeat a request unchanged.",
            "Idempotency-Key ini milik permintaan lain. Gunakan kunci baru untuk permintaan baru,"
            " dan ulangi permintaan tanpa mengubahnya.",
        )


class InFlightError(WorkflowError):
    """The first request under an Idempotency-Key is still being answered."""

    code = "in_flight"

    def __init__(self, left: timedelta) -> None:
        super().__init__(
            "The first request with this Idempotency-Key is still being answered. Send it again"
            " after the seconds that Retry-After says.",
            "Permintaan pertama dengan Idempotency-Key ini masih diproses. Kirim ulang setelah"
            " jumlah detik pada Retry-After.",
        )
        self.left = left


class QuotaError(WorkflowError):
    """A source has sent as many submissions as it may on this day; `seconds` until the next."""

    code = "quota_exceeded"

    def __init__(self, *, per_day: int, seconds: int) -> None:
        super().__init__(
            f"This source may send {per_day} submissions a day, and has. Send the rest in {seconds}"
            " seconds, when the office's next day begins, or ask for a larger quota.",
            f"Sumber ini boleh mengirim {per_day} kiriman sehari dan jumlah itu sudah tercapai."
            f" Kirim sisanya {seconds} detik lagi, saat hari kantor berikutnya mulai, atau minta"
            " kuota lebih besar.",
        )
        self.seconds = seconds


class InvalidFieldError(WorkflowError):
    """A field's value cannot be accepted; `pointer` is its JSON pointer."""

    code = "invalid_field"

    def __init__(self, pointer: str, detail: str, detail_id: str | None = None) -> None:
        super().__init__(detail, detail_id)
        self.pointer = pointer
