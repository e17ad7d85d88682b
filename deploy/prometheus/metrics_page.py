"""Writes docs/metrics.md: `python -m deploy.prometheus.metrics_page`. A guard keeps it current."""

import re
from pathlib import Path
from typing import Any

import yaml
from prometheus_client.metrics import MetricWrapperBase

from deploy.grafana.dashboard import ROWS
from shared import metrics

ROOT = Path(__file__).parents[2]
FILE = ROOT / "docs" / "metrics.md"
ALERTS = Path(__file__).with_name("alerts.yml")

_SUFFIXES = {"counter": "_total", "histogram": "_bucket, _sum, _count"}
_HEAD = """\
# Metrics · Metrik

<!-- Written by `python -m deploy.prometheus.metrics_page`: shared/metrics.py and alerts.yml. -->

What Prometheus can read of Saring: `/metrics` of the API (port 8080), of each worker (9101), each
relay (9102) and each publisher (9103). No label ever holds an id, a person or a text.

Semua metrik yang dapat dibaca Prometheus. Tidak ada label yang memuat identitas, orang atau teks.

| Metric | Kind | Labels | Says | Alerts | Panels |
| --- | --- | --- | --- | --- | --- |
"""
_ALERTS_HEAD = """
## Alerts · Peringatan

`page` wakes somebody at any hour; `ticket` waits for office hours. Each rule is tested, firing and
silent: `promtool test rules alerts_test.yml office_hours_test.yml` in `deploy/prometheus/`.

| Alert | Severity | Says | Do |
| --- | --- | --- | --- |
"""


def declared() -> dict[str, MetricWrapperBase]:
    """Return every metric of shared/metrics.py, by its family's name."""
    found = [value for value in vars(metrics).values() if isinstance(value, MetricWrapperBase)]
    return {next(iter(metric.describe())).name: metric for metric in found}


def alert_rules() -> list[dict[str, Any]]:
    """Return every alerting rule."""
    document = yaml.safe_load(ALERTS.read_text(encoding="utf-8"))
    return [rule for group in document["groups"] for rule in group["rules"]]


def render() -> str:
    """Return the text of the page."""
    rows = "".join(_row(name, metric) for name, metric in sorted(declared().items()))
    alerts = "".join(_alert_row(rule) for rule in alert_rules())
    return f"{_HEAD}{rows}{_ALERTS_HEAD}{alerts}"


def _row(name: str, metric: MetricWrapperBase) -> str:
    (family, *_) = metric.describe()
    named = re.compile(rf"\b{name}(_total|_bucket|_count|_sum)?\b")
    alerts = [rule["alert"] for rule in alert_rules() if named.search(rule["expr"])]
    panels = [
        panel.title
        for row in ROWS
        for panel in row.panels
        if any(named.search(query.expr) for query in panel.queries)
    ]
    suffix = _SUFFIXES.get(family.type, "")
    cells = (
        f"`{name}{suffix if family.type == 'counter' else ''}`",
        f"{family.type} ({suffix})" if family.type == "histogram" else family.type,
        ", ".join(f"`{label}`" for label in metric._labelnames),  # noqa: SLF001 - no public way
        family.documentation,
        ", ".join(alerts),
        "; ".join(panels),
    )
    return _line(cells)


def _alert_row(rule: dict[str, Any]) -> str:
    says = re.sub(r"\{\{.*?\}\}", "…", rule["annotations"]["summary"])
    return _line(
        (rule["alert"], rule["labels"]["severity"], says, rule["annotations"]["description"])
    )


def _line(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |\n"


if __name__ == "__main__":
    FILE.write_text(render(), encoding="utf-8")
