"""The senders of a process: one for the page, and one for each channel that is away."""

from collections.abc import Callable, Mapping

from services.publisher.channels.registry import is_remote
from services.publisher.remote_sender import RemoteSender
from services.publisher.sender import Sender
from services.publisher.wiring import Publisher
from shared.metrics import PUBLICATIONS, from_zero

_OUTCOMES = ("published", "failed", "unknown", "recalled", "refused", "erased")


def make_senders(publisher: Publisher) -> Mapping[str, Callable[[], int]]:
    """Return what to call again and again, by name; each returns how many outcomes it came to.

    Each is for a thread of its own, so that a channel that answers slowly holds back no other.
    """
    from_zero(PUBLICATIONS, publisher.channels, _OUTCOMES)
    remote = {
        f"sender-{name}": RemoteSender(publisher, facts).run_once
        for name, facts in publisher.channels.items()
        if is_remote(facts)
    }
    return {"sender": Sender(publisher).run_once, **remote}
