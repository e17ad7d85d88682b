"""What Prometheus reads: of this process, or of all processes of a service together."""

import os
from collections.abc import Iterable, Iterator
from wsgiref.simple_server import WSGIServer

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    REGISTRY,
    CollectorRegistry,
    Metric,
    generate_latest,
    start_http_server,
)
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

CONTENT_TYPE = CONTENT_TYPE_LATEST
MULTIPROCESS_DIR = "PROMETHEUS_MULTIPROC_DIR"
"""Set before the first import of the Prometheus client by a service of several processes."""


class _CountersOfAll(Collector):
    """Counters and histograms of every process; a gauge of one of them says nothing of all."""

    def __init__(self) -> None:
        self._all = MultiProcessCollector(None)  # type: ignore[no-untyped-call]

    def collect(self) -> Iterator[Metric]:
        """Yield what adds up."""
        metrics: Iterable[Metric] = self._all.collect()  # type: ignore[no-untyped-call]
        return (metric for metric in metrics if metric.type != "gauge")


def registry() -> CollectorRegistry:
    """Return what there is to read in this process."""
    if MULTIPROCESS_DIR not in os.environ:
        return REGISTRY
    together = CollectorRegistry()
    together.register(_CountersOfAll())
    return together


def exposition() -> bytes:
    """Return everything in Prometheus' text format."""
    return generate_latest(registry())


def serve_metrics(host: str, port: int) -> WSGIServer:
    """Serve the metrics on a port of their own, from a thread."""
    server, _thread = start_http_server(port, host, registry())
    return server
