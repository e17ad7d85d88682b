"""Every metric of Saring, declared once."""

from collections.abc import Iterable
from itertools import product

from prometheus_client import Counter, Gauge, Histogram


def from_zero(counter: Counter, *labels: Iterable[str]) -> None:
    """Let a counter's series begin at 0: `rate` does not see the first event of one that does not.

    `labels` are the values of each label, in its order.
    """
    for values in product(*labels):
        counter.labels(*values)


REQUESTS_REFUSED = Counter(
    "saring_requests_refused",
    "Requests refused for their API key or its limits, by reason; of a batch, each post.",
    ["reason"],
)
SUBMISSIONS = Counter("saring_submissions", "Submissions accepted over HTTP.")
DECISIONS = Counter("saring_decisions", "Decisions, by who decided and how.", ["by", "outcome"])
SCREENING_SECONDS = Histogram(
    "saring_screening_seconds",
    "Time to screen one text, in seconds.",
    buckets=(0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
)
CHECKER_FAILURES = Counter(
    "saring_checker_failures",
    "Checkers that gave no score, by checker and kind of failure.",
    ["checker", "kind"],
)
HTTP_SECONDS = Histogram(
    "saring_http_request_seconds",
    "Time to answer an HTTP request, in seconds, by endpoint and status class.",
    ["endpoint", "status"],
)
QUEUE_ITEMS = Gauge("saring_queue_items", "Submissions that wait, by state.", ["state"])
QUEUE_OLDEST_SECONDS = Gauge(
    "saring_queue_oldest_seconds",
    "Age of the submission that has waited longest for a person, in seconds.",
)
RELAY_ACTIVE = Gauge("saring_relay_active", "1 in the relay that does the work, 0 in a standby.")
OUTBOX_PENDING = Gauge(
    "saring_outbox_pending", "Messages that are due and not sent, by service.", ["service"]
)
OUTBOX_OLDEST_SECONDS = Gauge(
    "saring_outbox_oldest_seconds",
    "Time since the oldest message that is not sent was due, in seconds, by service; 0 if none is.",
    ["service"],
)
AUDIT_UNSEALED = Gauge("saring_audit_unsealed", "Audit rows that the sealer has not chained yet.")
AUDIT_UNSEALED_OLDEST_SECONDS = Gauge(
    "saring_audit_unsealed_oldest_seconds",
    "Age of the oldest audit row that is not chained yet, in seconds; 0 if all are.",
)
COMMANDS = Counter(
    "saring_commands",
    "Commands that reached the publisher, by operation and what became of them.",
    ["op", "disposition"],
)
COMMANDS_REFUSED = Counter(
    "saring_commands_refused",
    "Commands that the publisher did not act on, by reason.",
    ["reason"],
)
DEAD_LETTERS = Counter(
    "saring_dead_letters",
    "Messages set aside because they cannot be trusted or read, by reason.",
    ["reason"],
)
PUBLICATIONS = Counter(
    "saring_publications",
    "Outcomes on the channels, by channel and outcome.",
    ["channel", "outcome"],
)
PUBLISHER_STOPPED = Gauge("saring_publisher_stopped", "1 while the stop switch is on, else 0.")
UNSCREENED_PUBLISHED = Counter(
    "saring_unscreened_published",
    "Posts seen on the official page that no decision in the audit covers. Must stay 0.",
)
RECONCILED_PAGES = Counter(
    "saring_reconciled_pages",
    "Pages of the official site that were compared with the audit.",
    ["result"],
)
SIGN_INS = Counter(
    "saring_sign_ins", "Attempts to sign in to the console, by outcome.", ["outcome"]
)
CALLBACKS = Counter(
    "saring_callbacks", "Attempts to deliver a callback, by what became of it.", ["result"]
)
CALLBACKS_PENDING = Gauge(
    "saring_callbacks_pending", "Callbacks that are due, or wait to be tried again."
)
CALLBACKS_OLDEST_SECONDS = Gauge(
    "saring_callbacks_oldest_seconds",
    "Age of the oldest callback that is due or waits to be tried again, in seconds.",
)
