"""An application behind the web server that `saring up` uses, on a free port."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask

from shared.web_server import Server
from tests.support.running import free_ports


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """Serve the application; give its URL, without a slash at the end."""
    (port,) = free_ports(1)
    server = Server(app, "127.0.0.1", port, setting="SARING_PORT")
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.stop()
        thread.join()
