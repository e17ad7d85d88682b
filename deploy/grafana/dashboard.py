"""Writes the dashboard: `python -m deploy.grafana.dashboard`. A guard keeps the file current."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from deploy.grafana.panel import Kind, Panel, Row
from deploy.grafana.processes import PROCESSES
from deploy.grafana.publishing import CALLBACKS, PUBLISHING
from deploy.grafana.safeguards import SAFEGUARDS
from deploy.grafana.screening import DECISIONS, SCREENING

FILE = Path(__file__).with_name("dashboards") / "saring.json"
ROWS = (SAFEGUARDS, DECISIONS, SCREENING, PUBLISHING, CALLBACKS, PROCESSES)

_DATASOURCE = {"type": "prometheus", "uid": "prometheus"}
_WIDTH = 24
_SIZES = {Kind.NUMBER: (6, 4), Kind.COURSE: (12, 8)}
"""Columns and lines of a panel, in Grafana's grid of 24 columns."""

Json = dict[str, Any]


def dashboard() -> Json:
    """Return the dashboard as Grafana's JSON (schema version 42, Grafana 12)."""
    return {
        "uid": "saring",
        "title": "Saring",
        "description": "Pengaman, keputusan, penyaringan dan penerbitan.\n\n"
        "Safeguards, decisions, screening and publishing.",
        "tags": ["saring"],
        "schemaVersion": 42,
        "editable": False,
        "graphTooltip": 1,  # One crosshair over all panels.
        "refresh": "30s",
        "time": {"from": "now-6h", "to": "now"},
        "timezone": "browser",
        "templating": {"list": []},
        "annotations": {"list": []},
        "links": [],
        "panels": list(_placed(ROWS)),
    }


def render() -> str:
    """Return the text of the file."""
    return json.dumps(dashboard(), indent=2, ensure_ascii=False) + "\n"


def _placed(rows: tuple[Row, ...]) -> Iterator[Json]:
    """Yield rows and panels from the top left, line by line."""
    number, top = 0, 0
    for row in rows:
        number += 1
        yield {
            "id": number,
            "type": "row",
            "title": row.title,
            "collapsed": False,
            "gridPos": {"x": 0, "y": top, "w": _WIDTH, "h": 1},
            "panels": [],
        }
        left, top, height = 0, top + 1, 0
        for panel in row.panels:
            width, height = _SIZES[panel.kind]
            if left + width > _WIDTH:
                left, top = 0, top + height
            number += 1
            place = {"x": left, "y": top, "w": width, "h": height}
            yield {"id": number, "gridPos": place, **_panel(panel)}
            left += width
        top += height


def _panel(panel: Panel) -> Json:
    return {
        "type": panel.kind,
        "title": panel.title,
        "description": f"{panel.says}\n\n{panel.in_english}",
        "datasource": _DATASOURCE,
        "targets": [
            {
                "refId": chr(ord("A") + position),
                "datasource": _DATASOURCE,
                "expr": query.expr,
                "legendFormat": query.legend or "__auto",
                "range": True,
                "instant": False,
            }
            for position, query in enumerate(panel.queries)
        ],
        **(_number_style(panel) if panel.kind is Kind.NUMBER else _course_style(panel)),
    }


def _number_style(panel: Panel) -> Json:
    words = {str(value): {"text": word, "index": value} for value, word in enumerate(panel.words)}
    return {
        "fieldConfig": {
            "defaults": {
                "unit": panel.unit,
                "decimals": 0,
                "noValue": "tidak ada data",
                "mappings": [{"type": "value", "options": words}] if words else [],
                "color": {"mode": "thresholds"},
                "thresholds": {"mode": "absolute", "steps": _steps(panel)},
            },
            "overrides": [],
        },
        "options": {
            "colorMode": "background",
            "graphMode": "none",
            "justifyMode": "auto",
            "orientation": "auto",
            "textMode": "value",
            "wideLayout": True,
            "showPercentChange": False,
            "percentChangeColorMode": "standard",
            "reduceOptions": {"calcs": ["lastNotNull"], "fields": "", "values": False},
        },
    }


def _steps(panel: Panel) -> list[Json]:
    """Return colours from minus infinity upwards."""
    if panel.wrong_below is not None:
        return [{"value": None, "color": "red"}, {"value": panel.wrong_below, "color": "green"}]
    steps: list[Json] = [{"value": None, "color": "green"}]
    if panel.wrong_from is not None:
        steps.append({"value": panel.wrong_from, "color": "red"})
    return steps


def _course_style(panel: Panel) -> Json:
    return {
        "fieldConfig": {
            "defaults": {
                "unit": panel.unit,
                "min": 0,
                "custom": {"drawStyle": "line", "lineWidth": 1, "fillOpacity": 8},
            },
            "overrides": [],
        },
        "options": {
            "legend": {
                "showLegend": True,
                "displayMode": "list",
                "placement": "bottom",
                "calcs": [],
            },
            "tooltip": {"mode": "multi", "sort": "desc"},
        },
    }


if __name__ == "__main__":
    FILE.write_text(render(), encoding="utf-8")
