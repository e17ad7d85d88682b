"""Alerts, dashboard and the page of metrics speak of metrics and reasons that exist."""

import re
from typing import Any

import pytest
import yaml

from deploy.grafana import dashboard
from deploy.prometheus import metrics_page
from shared.messages import RefusalReason
from shared.signing import BadCommand
from tests.guards.repository import ROOT

RULES = {rule["alert"]: rule for rule in metrics_page.alert_rules()}
TESTS = ("alerts_test.yml", "office_hours_test.yml")
FOLDER = ROOT / "deploy" / "prometheus"
ENDINGS = {"counter": {"_total"}, "histogram": {"_bucket", "_count", "_sum"}, "gauge": {""}}
OVERTAKEN = {RefusalReason.SUPERSEDED, RefusalReason.RECALLED, RefusalReason.ERASED}
"""Refusals that are the rule when a later decision overtakes an earlier one."""

EXPRESSIONS = [rule["expr"] for rule in RULES.values()] + [
    query.expr for row in dashboard.ROWS for panel in row.panels for query in panel.queries
]


def _samples() -> set[str]:
    """Return every name under which Prometheus stores something of ours."""
    return {
        name + ending
        for name, metric in metrics_page.declared().items()
        for ending in ENDINGS[next(iter(metric.describe())).type]
    }


def _cases(alert: str) -> list[dict[str, Any]]:
    """Return the checks of one alert in the test files."""
    documents = [yaml.safe_load((FOLDER / name).read_text(encoding="utf-8")) for name in TESTS]
    return [
        check
        for document in documents
        for test in document["tests"]
        for check in test["promql_expr_test"]
        if f'alertname="{alert}"' in check["expr"]
    ]


def _reasons(alert: str) -> set[str]:
    found = re.search(r'reason=~?"([^"]+)"', RULES[alert]["expr"])
    assert found is not None
    return set(found.group(1).split("|"))


@pytest.mark.parametrize("alert", RULES)
def test_every_alert_has_a_case_in_which_it_fires_and_one_in_which_it_does_not(alert: str) -> None:
    assert {bool(case["exp_samples"]) for case in _cases(alert)} == {True, False}


@pytest.mark.parametrize("alert", RULES)
def test_every_alert_says_how_urgent_it_is_and_what_to_do(alert: str) -> None:
    rule = RULES[alert]
    assert rule["labels"]["severity"] in {"page", "ticket"}
    assert rule["annotations"].keys() == {"summary", "description"}


@pytest.mark.parametrize("expr", EXPRESSIONS)
def test_alerts_and_dashboard_name_only_metrics_that_are_declared(expr: str) -> None:
    assert set(re.findall(r"\bsaring_\w+", expr)) <= _samples()


def test_each_refusal_of_the_publisher_is_alerted_on_once_or_is_the_rule() -> None:
    alerts = ("CommandForged", "CommandsRefused", "AuditAltered")
    named = [reason for alert in alerts for reason in _reasons(alert)]
    assert sorted(named) == sorted({*BadCommand, *RefusalReason} - OVERTAKEN)
    assert _reasons("CommandForged") == set(BadCommand)


def test_every_panel_is_explained_in_both_languages() -> None:
    for row in dashboard.ROWS:
        for panel in row.panels:
            assert panel.says.endswith(".")
            assert panel.in_english.endswith(".")


def test_the_dashboard_is_what_its_code_says() -> None:
    """Run `python -m deploy.grafana.dashboard` after changing a panel."""
    assert dashboard.FILE.read_text(encoding="utf-8") == dashboard.render()


def test_the_page_of_metrics_is_what_the_code_says() -> None:
    """Run `python -m deploy.prometheus.metrics_page` after changing a metric or an alert."""
    assert metrics_page.FILE.read_text(encoding="utf-8") == metrics_page.render()
