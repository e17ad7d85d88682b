"""The dashboard on a real Prometheus that scrapes the running stack."""

import re

import pytest
import yaml

from deploy.grafana.dashboard import ROWS
from deploy.grafana.panel import Query
from tests.guards.repository import ROOT
from tests.integration.deploy.prometheus import Prometheus
from tests.integration.deploy.stack import ObservedStack
from tests.support.waiting import wait_for

QUERIES = [query for row in ROWS for panel in row.panels for query in panel.queries]
ALERTS = yaml.safe_load((ROOT / "deploy/prometheus/alerts.yml").read_text(encoding="utf-8"))
SERIES = sorted(
    {
        name
        for group in ALERTS["groups"]
        for rule in group["rules"]
        for name in re.findall(r"(?:saring|rabbitmq)_\w+", rule["expr"])
    }
)
CHECK = ROOT / "deploy" / "grafana" / "check-schema.sh"


@pytest.fixture(scope="module", autouse=True)
def _used(stack: ObservedStack, prometheus: Prometheus) -> None:
    # First seen at rest: only then does a counter's first step count as an increase.
    wait_for(lambda: len(prometheus.query("up == 1")) == len(stack.targets()), "all are scraped")
    stack.use()


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.expr[:60])
def test_every_query_finds_data(query: Query, prometheus: Prometheus) -> None:
    # What Grafana makes of it: four times the scrape interval at least.
    expr = query.expr.replace("$__rate_interval", "30s")

    def figures() -> list[object]:
        return [one for one in prometheus.query(expr) if one["value"][1] != "NaN"]

    assert wait_for(figures, f"{expr} gives figures")


@pytest.mark.parametrize("name", SERIES)
def test_every_series_that_an_alert_asks_for_exists(name: str, prometheus: Prometheus) -> None:
    """A counter that first appears at 1 has not increased: the first event would not be told."""
    assert wait_for(lambda: prometheus.query(name), f"{name} exists")


def test_no_alert_fires_but_those_for_what_was_done(prometheus: Prometheus) -> None:
    firing = 'ALERTS{alertstate="firing"}'
    names = {"CommandForged", "DeadLetters"}

    def told() -> set[str]:
        return {one["metric"]["alertname"] for one in prometheus.query(firing)}

    assert wait_for(lambda: told() >= names, f"{names} fire")
    assert told() == names
