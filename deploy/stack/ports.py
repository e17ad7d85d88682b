"""Ports on this machine."""

import socket
from contextlib import suppress


def free_port(preferred: int = 0) -> int:
    """Return the preferred port if nobody listens on it, else one that is free at this moment."""
    with suppress(OSError):
        return _bindable(preferred)
    return _bindable(0)


def _bindable(port: int) -> int:
    with socket.create_server(("127.0.0.1", port)) as listener:
        number: int = listener.getsockname()[1]
    return number
