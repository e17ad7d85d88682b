"""An HTTP server in this process that finishes what it holds when it is asked to stop."""

import errno
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from flask import Flask
from waitress import wasyncore
from waitress.server import create_server

from shared.errors import MendableError

THREADS = 16
"""Waitress has four by default; a request that waits for its verdict holds one."""

_LARGEST_REQUEST = 16 * 1024 * 1024
"""Larger ones are refused unread; the application refuses much smaller ones, in its own words."""

_LARGEST_ANSWER = 256 * 1024 * 1024
"""Beyond any; a full list of the longest posts has some 25 MiB."""


class PortTakenError(MendableError):
    """The address cannot be listened on; the message says which, and what to do."""


class Server:
    """Serves one application on one port."""

    def __init__(self, app: Flask, host: str, port: int, *, setting: str) -> None:
        try:
            listener = socket.create_server((host, port), backlog=1024)
        except OSError as error:
            if error.errno not in {errno.EADDRINUSE, errno.EACCES}:
                setting = "SARING_HOST"  # The port is not to blame.
            message = f"{setting}: cannot listen on {host}:{port} ({error.strerror}); set another"
            raise PortTakenError(message) from None
        self._sockets: dict[int, Any] = {}
        self._server: Any = create_server(
            app,
            map=self._sockets,
            sockets=[listener],
            threads=THREADS,
            connection_limit=1000,
            channel_timeout=60,
            max_request_body_size=_LARGEST_REQUEST,
            # What people wrote never touches a temporary file.
            inbuf_overflow=_LARGEST_REQUEST,
            outbuf_overflow=_LARGEST_ANSWER,
            asyncore_use_poll=True,  # select() fails beyond 1,024 descriptors.
            ident=None,
            # By default waitress drops X-Forwarded-*, and the application could not tell a visitor
            # behind a proxy on this host from this host itself.
            clear_untrusted_proxy_headers=False,
        )

    def run(self) -> None:
        """Serve until `stop`."""
        self._server.run()

    def stop(self, *, seconds: float = 5) -> None:
        """Accept nothing more, let requests in hand be answered for `seconds`, then close."""
        server = self._server
        self._in_loop(self._close_listener)
        deadline = time.monotonic() + seconds
        while self._busy() and time.monotonic() < deadline:
            time.sleep(0.02)
        server.task_dispatcher.shutdown(cancel_pending=True, timeout=0.5)
        # The loop ends when it has no socket left.
        self._in_loop(lambda: wasyncore.close_all(self._sockets, ignore_all=True))

    def _in_loop(self, action: Callable[[], object]) -> None:
        with suppress(OSError):  # The loop is over already.
            self._server.trigger.pull_trigger(action)

    def _close_listener(self) -> None:
        self._server.del_channel()
        self._server.socket.close()

    def _busy(self) -> bool:
        dispatcher = self._server.task_dispatcher
        channels = list(self._server.active_channels.values())
        return bool(
            dispatcher.queue
            or dispatcher.active_count
            or any(channel.requests or channel.total_outbufs_len for channel in channels),
        )
