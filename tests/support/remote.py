"""A publisher with a page and a channel that is away."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from services.publisher.remote_sender import RemoteSender
from tests.support.publishing import Desk, open_desk
from tests.support.receiver import SECRET

PORTAL = ("portal",)


def channels_file(folder: Path, url: str, *, reconcile: str = "idempotent") -> Path:
    """Write a channels file with the page and a channel `portal` at `url`."""
    path = folder / "channels.yaml"
    path.write_text(
        "channels:\n"
        "  site: {kind: site, reconcile: transactional, title: Kabar Warga}\n"
        f"  portal: {{kind: http-post, reconcile: {reconcile}, title: Portal,"
        f" base_url: '{url}'}}\n",
        encoding="utf-8",
    )
    return path


@contextmanager
def remote_desk(
    folder: Path, url: str, *, reconcile: str = "idempotent", **environment: str
) -> Iterator[Desk]:
    """Open a publisher that posts to `url`."""
    desk = open_desk(
        folder,
        {"SARING_CHANNEL_PORTAL_SECRET": SECRET},
        channels_file=str(channels_file(folder, url, reconcile=reconcile)),
        **environment,
    )
    try:
        yield desk
    finally:
        desk.publisher.database.dispose()


def portal_sender(desk: Desk) -> RemoteSender:
    """Return another sender of the portal."""
    return RemoteSender(desk.publisher, desk.publisher.channels["portal"])


class Crash(BaseException):
    """The process is gone: nothing catches it."""


def crash_before_the_record(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the sender make its call, and end before it writes what became of it."""

    def crash(*_arguments: object) -> None:
        raise Crash

    with monkeypatch.context() as patch:
        patch.setattr(RemoteSender, "_record", crash)
        with pytest.raises(Crash):
            desk.work()


def work_until_nothing_is_due(desk: Desk, times: int = 8) -> None:
    """Let senders work as if every pause were over."""
    for _ in range(times):
        desk.make_due()
        desk.work()
