"""`POST /v1/screen`: how long one text of 200 characters takes, for one client and for eight."""

import json
import threading
import time
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPConnection
from urllib.parse import urlsplit

from benchmarks.load import percentile
from tests.support.running import Running

_TEXT = (
    "Mohon perhatian bapak dan ibu, saluran air di depan sekolah tersumbat sampah sejak minggu "
    "lalu sehingga jalan tergenang setiap kali hujan deras. Terima kasih atas bantuannya, salam "
    "dari warga padukuhan."
)[:200]


@dataclass(frozen=True, slots=True)
class Screening:
    """Time to an answer in seconds, answers per second of all clients together, and 503s."""

    p50: float
    p95: float
    p99: float
    per_second: float
    refused: int


def measure(running: Running, *, clients: int, requests: int) -> Screening:
    """Send `requests` from each client, each when the one before was answered."""
    took: list[float] = []
    refused: list[int] = []
    threads = [
        threading.Thread(target=_ask, args=(running, requests, took, refused))
        for _ in range(clients)
    ]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    whole = time.perf_counter() - start
    p50, p95, p99 = (percentile(took, percent) for percent in (50, 95, 99))
    return Screening(p50, p95, p99, len(took) / whole, sum(refused))


def _ask(running: Running, requests: int, took: list[float], refused: list[int]) -> None:
    where = urlsplit(running.api_url)
    connection = HTTPConnection(where.hostname or "", where.port, timeout=30)
    headers = {"Authorization": f"Bearer {running.key}", "Content-Type": "application/json"}
    body = json.dumps({"items": [{"text": _TEXT}]})
    while requests > 0:
        start = time.perf_counter()
        connection.request("POST", "/v1/screen", body, headers)
        response = connection.getresponse()
        response.read()
        if response.status == HTTPStatus.SERVICE_UNAVAILABLE:  # Full: a client comes again.
            refused.append(1)
            time.sleep(0.01)
            continue
        took.append(time.perf_counter() - start)
        requests -= 1
    connection.close()
