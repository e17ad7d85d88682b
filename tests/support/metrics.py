"""Reading a metric from the text that Prometheus is given."""

from collections.abc import Mapping

from prometheus_client.parser import text_string_to_metric_families


def read_series(exposition: str, name: str, labels: Mapping[str, str]) -> list[float]:
    """Return the values of all samples called `name` that have `labels`."""
    return [
        sample.value
        for family in text_string_to_metric_families(exposition)
        for sample in family.samples
        if sample.name == name and labels.items() <= sample.labels.items()
    ]


def read_metric(exposition: str, name: str, labels: Mapping[str, str]) -> float:
    """Return the sum of all samples called `name` that have `labels`."""
    return sum(read_series(exposition, name, labels))
