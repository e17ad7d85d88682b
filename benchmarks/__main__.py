"""`make bench`: prints the figures of docs/benchmarks.md, as Markdown."""

import os
import sys

from benchmarks import screen_endpoint
from benchmarks.installations import Servers, embedded, servers, stack
from benchmarks.load import Path, measure
from tests.support.running import Running

SECONDS = float(os.environ.get("BENCH_SECONDS", "60"))
WARM_UP_SECONDS = 3
_CALM = 0.5
"""Latency is measured at half the rate that could be sustained, not at the edge."""


def main() -> None:
    """Measure the whole path in each wiring, then the screening endpoint."""
    _say("| whole path | accepted/s | published/s | p50 at half that rate | p95 |")
    _say("| --- | --- | --- | --- | --- |")
    with servers() as on:
        two = _path("PostgreSQL + RabbitMQ, 2 worker processes", on, workers=2)
        one = _path("the same, 1 worker process", on, workers=1)
        no_op = _path("the same, 2 workers, screening as a no-op", on, workers=2, no_op=True)
        with embedded() as running:
            alone = _measure("embedded default (SQLite, one process)", running)
        _say("")
        _ratio("real screening against a no-op", two, no_op)
        _ratio("two worker processes against one", two, one)
        _ratio("embedded default against PostgreSQL + RabbitMQ", alone, two)
        _say("")
        _say("| `POST /v1/screen`, 200 characters | p50 | p95 | p99 | answers/s |")
        _say("| --- | --- | --- | --- | --- |")
        with stack(on, workers=1) as running:
            for clients in (1, 8):
                _screen(running, clients)


def _path(name: str, on: Servers, *, workers: int, no_op: bool = False) -> Path:
    with stack(on, workers=workers, no_op=no_op) as running:
        return _measure(name, running)


def _measure(name: str, running: Running) -> Path:
    measure(running, seconds=WARM_UP_SECONDS)
    full = measure(running, seconds=SECONDS)
    calm = measure(running, seconds=SECONDS / 3, rate=full.published_per_second * _CALM)
    _say(
        f"| {name} | {full.accepted_per_second:.0f} | {full.published_per_second:.0f} "
        f"| {calm.latency_p50 * 1000:.0f} ms | {calm.latency_p95 * 1000:.0f} ms |",
    )
    return full


def _screen(running: Running, clients: int) -> None:
    screen_endpoint.measure(running, clients=clients, requests=20)
    found = screen_endpoint.measure(running, clients=clients, requests=max(50, int(SECONDS * 5)))
    times = " | ".join(f"{value * 1000:.1f} ms" for value in (found.p50, found.p95, found.p99))
    _say(f"| {clients} client{'s' if clients > 1 else ''} | {times} | {found.per_second:.0f} |")


def _ratio(name: str, first: Path, second: Path) -> None:
    _say(f"- {name}: {first.published_per_second / second.published_per_second:.2f}")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
