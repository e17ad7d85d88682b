"""Problem details (RFC 9457): what a client did that cannot be served, and how to mend it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

MEDIA_TYPE = "application/problem+json"
_MOST_ERRORS = 20


@dataclass(frozen=True, slots=True)
class Sentence:
    """The same sentence in English and Indonesian; `id` is None where only English is known."""

    en: str
    id: str | None = None

    def format(self, **values: object) -> "Sentence":
        """Fill placeholders in both languages."""
        return Sentence(self.en.format(**values), self.id and self.id.format(**values))

    def as_json(self) -> dict[str, str]:
        """Return the members `detail` and, where known, `detail_id`."""
        return {"detail": self.en} | ({"detail_id": self.id} if self.id else {})


@dataclass(frozen=True, slots=True)
class FieldError:
    """What is wrong with one place of a request.

    `pointer` is a JSON pointer (RFC 6901) into the body; `parameter` names a query parameter. One
    of the two is None.
    """

    sentence: Sentence
    pointer: str | None = None
    parameter: str | None = None

    def place(self) -> dict[str, str]:
        """Return where, as the member `pointer` or `parameter`."""
        if self.parameter is not None:
            return {"parameter": self.parameter}
        return {} if self.pointer is None else {"pointer": self.pointer}

    def as_json(self) -> dict[str, str]:
        """Return the error as it stands in `errors`."""
        return self.place() | self.sentence.as_json()


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem; `name` is stable for programs and becomes `urn:saring:problem:NAME`.

    `submission` is the id of the one that stands in the way.
    """

    status: int
    name: str
    title: str
    sentence: Sentence
    errors: tuple[FieldError, ...] = ()
    headers: dict[str, str] = field(default_factory=dict)
    submission: str | None = None

    def as_json(self, request_id: str | None) -> dict[str, Any]:
        """Return the members of the answer's body."""
        only = self.errors[0] if len(self.errors) == 1 else None
        return {
            "type": f"urn:saring:problem:{self.name}",
            "title": self.title,
            "status": self.status,
            **(only.sentence if only else self.sentence).as_json(),
            **(only.place() if only else {}),
            "request_id": request_id,
            **({"submission": self.submission} if self.submission else {}),
            **({"errors": [error.as_json() for error in self.errors]} if self.errors else {}),
        }


class ProblemError(Exception):
    """Ends a request with a problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.name)
        self.problem = problem


def invalid_fields(errors: Iterable[FieldError]) -> Problem:
    """Return the problem of a request that can be read but not accepted.

    Only the first errors are named: a body made of mistakes must not become a larger answer.
    """
    named = tuple(islice(errors, _MOST_ERRORS))
    return Problem(
        422,
        "invalid-fields",
        "The request has fields that cannot be accepted.",
        Sentence(
            f"Correct the {len(named)} places that `errors` names, and send the request again.",
            f"Perbaiki {len(named)} bagian yang disebut di `errors`, lalu kirim ulang.",
        ),
        named,
    )


def invalid_json(en: str, indonesian: str) -> Problem:
    """Return the problem of a body that cannot be read as JSON."""
    title = "The body is not acceptable JSON."
    return Problem(400, "invalid-json", title, Sentence(en, indonesian))


NO_KEY = Problem(
    401,
    "no-valid-key",
    "The request carries no valid API key.",
    Sentence(
        "Send a key that is in force as `Authorization: Bearer srg_…`.",
        "Kirim kunci yang masih berlaku sebagai `Authorization: Bearer srg_…`.",
    ),
    headers={"WWW-Authenticate": 'Bearer realm="saring"'},
)
_OWN_SOURCE = Sentence(
    "Leave `source` out, or send the source that the key was made for.",
    "Kosongkan `source`, atau kirim sumber yang sesuai dengan kuncinya.",
)
OTHER_SOURCE = Problem(
    403,
    "other-source",
    "The API key belongs to another source.",
    _OWN_SOURCE,
    (FieldError(_OWN_SOURCE, pointer="/source"),),
)
NOT_FROM_HERE = Problem(
    403,
    "not-from-here",
    "This address may not read the metrics.",
    Sentence(
        "Read the metrics from the host itself, or add the network to SARING_METRICS_ALLOW.",
        "Baca metrik dari host itu sendiri, atau tambahkan jaringannya ke SARING_METRICS_ALLOW.",
    ),
)
BUSY = Problem(
    503,
    "busy",
    "Too many texts are being screened at once.",
    Sentence(
        "Send the request again after the seconds that Retry-After says.",
        "Kirim ulang permintaan setelah jumlah detik pada Retry-After.",
    ),
    headers={"Retry-After": "1"},
)

INTERNAL = Problem(
    500,
    "internal",
    "The service failed.",
    Sentence(
        "Send the request again; if it fails again, report its request id.",
        "Kirim ulang permintaan; jika gagal lagi, laporkan id permintaannya.",
    ),
)
UNAVAILABLE = Problem(
    503,
    "unavailable",
    "The database cannot be reached.",
    Sentence(
        "Send the request again after the seconds that Retry-After says.",
        "Kirim ulang permintaan setelah jumlah detik pada Retry-After.",
    ),
    headers={"Retry-After": "5"},
)


def missing_scope(scope: str) -> Problem:
    """Return the problem of a key that may not do what the operation does."""
    return Problem(
        403,
        "missing-scope",
        "The API key may not do this.",
        Sentence(
            f"Use a key that has the scope `{scope}`.",
            f"Gunakan kunci yang memiliki cakupan `{scope}`.",
        ),
    )
