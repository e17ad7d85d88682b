"""`make bench`: prints the figures of docs/benchmarks.md, as Markdown."""

import os
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import partial
from statistics import fmean

from benchmarks import screen_endpoint, stored
from benchmarks.installations import Servers, embedded, servers, stack
from benchmarks.load import Path, measure
from tests.support.running import Running

SECONDS = float(os.environ.get("BENCH_SECONDS", "60"))
STORED = int(os.environ.get("BENCH_STORED", "100000"))
WARM_UP_SECONDS = 3
_CALM = 0.5
"""Latency is measured at half the rate that could be sustained, not at the edge."""


@dataclass(frozen=True, slots=True)
class Wiring:
    """One way to run the product, and what was measured of it in each round."""

    name: str
    start: Callable[[], AbstractContextManager[Running]]
    full: list[Path] = field(default_factory=list)
    calm: list[Path] = field(default_factory=list)

    def measure(self) -> None:
        """Add a round, on empty databases."""
        with self.start() as running:
            measure(running, seconds=WARM_UP_SECONDS)
            full = measure(running, seconds=SECONDS)
            rate = full.published_per_second * _CALM
            self.full.append(full)
            self.calm.append(measure(running, seconds=SECONDS / 3, rate=rate))

    @property
    def published_per_second(self) -> float:
        """Mean of the rounds."""
        return fmean(one.published_per_second for one in self.full)

    def line(self) -> str:
        """Return the row of the table."""
        accepted = fmean(one.accepted_per_second for one in self.full)
        rounds = ", ".join(f"{one.published_per_second:.1f}" for one in self.full)
        p50, p95 = (
            fmean(getattr(one, name) for one in self.calm) * 1000
            for name in ("latency_p50", "latency_p95")
        )
        return f"| {self.name} | {accepted:.1f} | {rounds} | {p50:.0f} ms | {p95:.0f} ms |"


def main() -> None:
    """Measure the parts that are named on the command line, or all of them, in their order."""
    parts = {"path": _whole_path, "screen": _screening, "stored": _many_stored}
    named = sys.argv[1:] or list(parts)
    if unknown := set(named) - set(parts):
        sys.exit(f"no part is called {', '.join(unknown)}; there are {', '.join(parts)}")
    with servers() as on:
        for name, part in parts.items():
            if name in named:
                part(on)
                _say("")


def _screening(on: Servers) -> None:
    _say("| `POST /v1/screen`, 200 characters | p50 | p95 | p99 | answers/s | 503s |")
    _say("| --- | --- | --- | --- | --- | --- |")
    with stack(on, workers=1) as running:
        for clients in (1, 8):
            _screen(running, clients)


def _many_stored(on: Servers) -> None:
    found = {
        "SQLite, embedded": stored.measure(embedded, stored=STORED, seconds=SECONDS),
        "PostgreSQL": stored.measure(partial(stack, on, workers=1), stored=STORED, seconds=SECONDS),
    }
    full = f"{STORED:,} stored: p50 | p95"
    _say(f"| `POST /v1/submissions` | empty: p50 | p95 | {full} | p50 ratio | p95 ratio |")
    _say("| --- | --- | --- | --- | --- | --- | --- |")
    for name, one in found.items():
        _say(one.posted.line(name))
    _say("")
    _say(f"| `GET`, {STORED:,} stored | {' | '.join(f'{name}: p95' for name in found)} |")
    _say("| --- | --- | --- |")
    for name in next(iter(found.values())).reads:
        times = " | ".join(f"{one.reads[name] * 1000:.1f} ms" for one in found.values())
        _say(f"| {name} | {times} |")


def _whole_path(on: Servers) -> None:
    two = Wiring("PostgreSQL + RabbitMQ, 2 worker processes", partial(stack, on, workers=2))
    one = Wiring("the same, 1 worker process", partial(stack, on, workers=1))
    no_op = Wiring(
        "the same, 2 workers, screening as a no-op", partial(stack, on, workers=2, no_op=True)
    )
    alone = Wiring("embedded default (SQLite, one process)", embedded)
    wirings = (two, no_op, one, alone)
    # There and back: a machine that grows faster or slower meanwhile favours nobody.
    for wiring in (*wirings, *reversed(wirings)):
        wiring.measure()
    _say("| whole path | accepted/s | published/s, each round | p50 at half that rate | p95 |")
    _say("| --- | --- | --- | --- | --- |")
    for wiring in wirings:
        _say(wiring.line())
    _say("")
    _ratio("real screening against a no-op", two, no_op)
    _ratio("two worker processes against one", two, one)
    _ratio("embedded default against PostgreSQL + RabbitMQ", alone, two)


def _screen(running: Running, clients: int) -> None:
    screen_endpoint.measure(running, clients=clients, requests=20)
    found = screen_endpoint.measure(running, clients=clients, requests=max(50, int(SECONDS * 5)))
    times = " | ".join(f"{value * 1000:.1f} ms" for value in (found.p50, found.p95, found.p99))
    name = "1 client" if clients == 1 else f"{clients} clients"
    _say(f"| {name} | {times} | {found.per_second:.0f} | {found.refused} |")


def _ratio(name: str, first: Wiring, second: Wiring) -> None:
    _say(f"- {name}: {first.published_per_second / second.published_per_second:.2f}")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
