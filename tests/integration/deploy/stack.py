"""The running stack as its users and its operators reach it."""

import subprocess
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPException

import pika

from deploy.stack.processes import SARING, Environment
from shared.topology import EVENTS
from tests.support.visitor import Visitor
from tests.support.waiting import wait_for
from tests.support.web import App, fetch


@dataclass(frozen=True, slots=True)
class ObservedStack:
    """Where everything is; `ports` of each process by its name, `site` of the official page."""

    environment: Environment
    ports: Mapping[str, int]
    broker_metrics_port: int

    def targets(self) -> dict[str, str]:
        """Return what each job of Prometheus scrapes."""
        of_processes = {
            f"saring-{name}": self.ports[name] for name in ("api", "worker", "relay", "publisher")
        }
        of_broker = dict.fromkeys(("rabbitmq", "rabbitmq-queues"), self.broker_metrics_port)
        return {job: f"127.0.0.1:{port}" for job, port in {**of_processes, **of_broker}.items()}

    def use(self) -> None:
        """Do once what happens in an office: posts of each kind, a recall, an intruder."""
        wait_for(self._is_ready, "the API is ready")
        app = App(self._api, self._new_key())
        published = app.submit("Jalan di depan balai desa sudah diperbaiki, terima kasih.")
        app.submit("Tolong hubungi saya di 081234567890 soal bantuan beras.")
        app.wait_until(published, "published")
        assert app.post(f"/v1/submissions/{published}/recall", {"reason": "salah"}).status == 202
        app.wait_until(published, "recalled")
        visitor = Visitor(self._api)
        visitor.open("/console/")
        visitor.press("Masuk", username="siapa", password="bukan-sandi-siapa-pun")
        self._send_rubbish()

    @property
    def _api(self) -> str:
        return f"http://127.0.0.1:{self.ports['api']}"

    def _is_ready(self) -> bool:
        with suppress(OSError, HTTPException):
            return fetch(f"{self._api}/readyz").status == 200
        return False

    def _new_key(self) -> str:
        done = subprocess.run(
            [SARING, "keys", "create", "observed"],
            env=self.environment.of_moderation(),
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout.splitlines()[-1]

    def _send_rubbish(self) -> None:
        """Send the publisher a command that nobody signed."""
        url = self.environment.access.brokers.moderation
        connection = pika.BlockingConnection(pika.URLParameters(url))
        connection.channel().basic_publish(EVENTS, "submission.publish", b'{"v": 1}')
        connection.close()
