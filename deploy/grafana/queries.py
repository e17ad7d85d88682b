"""PromQL that several panels are made of."""

from deploy.grafana.panel import Query

_RATE = "[$__rate_interval]"


def per_minute(metric: str, *labels: str) -> str:
    """Return how fast a counter rises, summed over all processes, for each value of `labels`."""
    by = f" by ({', '.join(labels)})" if labels else ""
    return f"60 * sum{by} (rate({metric}{_RATE}))"


def quantiles(metric: str) -> tuple[Query, ...]:
    """Return median, 95th and 99th percentile of a histogram."""
    return tuple(
        Query(f"histogram_quantile({q}, sum by (le) (rate({metric}_bucket{_RATE})))", name)
        for q, name in ((0.5, "p50"), (0.95, "p95"), (0.99, "p99"))
    )
