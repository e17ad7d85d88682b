"""Metrics are declared in one place, described, and kept."""

import ast
import re

import pytest
from prometheus_client.metrics import MetricWrapperBase

from shared import metrics
from tests.guards.repository import installed_modules

DECLARED = {
    name: value for name, value in vars(metrics).items() if isinstance(value, MetricWrapperBase)
}
NAME = re.compile(r"saring_[a-z]+(_[a-z]+)*")

IDENTIFYING_LABELS = {
    "author",
    "content",
    "email",
    "id",
    "ip",
    "key",
    "phone",
    "submission",
    "text",
    "user",
}
"""As a label, each would make a series per person or post, and keep it."""


def test_metrics_are_found() -> None:
    assert len(DECLARED) > 5


@pytest.mark.parametrize("name", DECLARED)
def test_every_metric_has_our_prefix_and_says_what_it_counts(name: str) -> None:
    (family, *_) = DECLARED[name].describe()
    assert NAME.fullmatch(family.name)
    assert family.documentation.endswith(".")
    assert len(family.documentation.split()) > 2


@pytest.mark.parametrize("name", DECLARED)
def test_no_metric_has_a_label_that_identifies_a_person_or_a_post(name: str) -> None:
    assert set(DECLARED[name]._labelnames) & IDENTIFYING_LABELS == set()  # noqa: SLF001 - no public way


def test_every_declared_metric_is_kept_by_somebody() -> None:
    """A metric that nobody sets reads as zero, which is a lie."""
    used = {
        node.attr if isinstance(node, ast.Attribute) else node.id
        for module in installed_modules()
        if module.name != "shared/metrics.py"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute | ast.Name)
    }
    assert set(DECLARED) - used == set()


def test_no_metric_is_declared_elsewhere() -> None:
    makers = {"Counter", "Enum", "Gauge", "Histogram", "Info", "Summary"}
    elsewhere = [
        module.name
        for module in installed_modules()
        if module.name != "shared/metrics.py"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ImportFrom)
        and node.module == "prometheus_client"
        and {alias.name for alias in node.names} & makers
    ]
    assert elsewhere == []
