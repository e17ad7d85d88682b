"""A real Prometheus with the committed settings: only addresses and intervals differ."""

import json
import shutil
import subprocess
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import yaml

from deploy.stack.ports import free_port
from tests.guards.repository import ROOT
from tests.support.waiting import wait_for
from tests.support.web import fetch

SETTINGS = ROOT / "deploy" / "prometheus"
SCRAPE_SECONDS = 1


class Prometheus:
    """Scrapes the targets, job by job, and answers PromQL."""

    def __init__(self, folder: Path, targets: Mapping[str, str]) -> None:
        self._folder = folder
        self._targets = targets
        self._url = f"http://127.0.0.1:{free_port()}"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it; return once it answers."""
        config = self._folder / "prometheus.yml"
        config.write_text(yaml.safe_dump(self._config()), encoding="utf-8")
        shutil.copy(SETTINGS / "alerts.yml", self._folder)
        with (self._folder / "log").open("wb") as log:
            self._process = subprocess.Popen(
                [
                    "prometheus",
                    f"--config.file={config}",
                    f"--storage.tsdb.path={self._folder / 'data'}",
                    f"--web.listen-address={self._url.removeprefix('http://')}",
                ],
                stdout=log,
                stderr=log,
            )
        wait_for(self._is_ready, "Prometheus is ready")

    def stop(self) -> None:
        """Stop it."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait(20)

    def query(self, expr: str) -> list[dict[str, Any]]:
        """Return the series of an expression, as they are now."""
        answer = fetch(f"{self._url}/api/v1/query?{urlencode({'query': expr})}")
        document = json.loads(answer.body)
        assert document["status"] == "success", document
        found: list[dict[str, Any]] = document["data"]["result"]
        return found

    def _config(self) -> dict[str, Any]:
        committed = yaml.safe_load((SETTINGS / "prometheus.yml").read_text(encoding="utf-8"))
        jobs = []
        for job in committed["scrape_configs"]:
            if job["job_name"] in self._targets:
                job.pop("dns_sd_configs", None)
                job["static_configs"] = [{"targets": [self._targets[job["job_name"]]]}]
                jobs.append(job)
        interval = {
            "scrape_interval": f"{SCRAPE_SECONDS}s",
            "evaluation_interval": f"{SCRAPE_SECONDS}s",
        }
        return {"global": interval, "rule_files": ["alerts.yml"], "scrape_configs": jobs}

    def _is_ready(self) -> bool:
        with suppress(OSError):
            return fetch(f"{self._url}/-/ready").status == 200
        return False
