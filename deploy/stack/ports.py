"""Ports to listen on."""

import random
import socket

_RANGE = range(20_000, 32_768)
"""Below what systems hand out to connections (Linux: from 32768, others: from 49152).

One of those may be taken by any connection before a server that starts slowly listens on it,
even by the one that asks whether it listens yet.
"""

_chance = random.SystemRandom()
"""Of the system, so that no two processes choose alike."""

_given = set[int]()


def free_port(preferred: int = 0) -> int:
    """Return the preferred port if nobody listens on it, else one that is free at this moment.

    No port is given twice by one process.
    """
    port = preferred
    while port in _given or not _can_be_bound(port):
        port = _chance.choice(_RANGE)
    _given.add(port)
    return port


def _can_be_bound(port: int) -> bool:
    try:
        socket.create_server(("127.0.0.1", port)).close()
    except OSError:
        return False
    return port != 0
