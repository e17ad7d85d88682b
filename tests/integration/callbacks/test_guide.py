"""The receiver that docs/callbacks.md shows works as it is written there."""

import re
from collections.abc import Callable
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from services.moderation.store.callbacks import CallbackDelivery
from services.moderation.wiring import Moderation
from services.moderation.workflow.callback_call import signed
from services.moderation.workflow.notify import CallbackType
from shared.clock import utc_now
from tests.guards.repository import ROOT
from tests.support.callbacks import callbacks, listen
from tests.support.moderation import ABUSIVE, screened

GUIDE = (ROOT / "docs" / "callbacks.md").read_text(encoding="utf-8")


def _make_receiver() -> Callable[[str, Callable[[str, Any], None]], Flask]:
    (source,) = re.findall(r"```python\n(.*?)```", GUIDE, re.DOTALL)
    names: dict[str, Any] = {}
    exec(compile(source, "docs/callbacks.md", "exec"), names)  # noqa: S102 - the guide's own code
    made: Callable[[str, Callable[[str, Any], None]], Flask] = names["make_receiver"]
    return made


def _send(client: FlaskClient, secret: str, one: CallbackDelivery, *, body: str = "") -> int:
    headers = signed((secret,), one.id, one.body, at=utc_now())
    return client.post("/saring", data=body or one.body, headers=headers).status_code


def test_it_acts_once_and_refuses_what_is_not_ours(app: Moderation) -> None:
    acted: list[tuple[str, Any]] = []
    secret = listen(app)
    submission_id = screened(app, ABUSIVE)
    (one,) = callbacks(app)
    client = _make_receiver()(secret, lambda *what: acted.append(what)).test_client()
    assert _send(client, "whsec_" + "bGFpbm5h" * 4, one) == 401
    assert _send(client, secret, one, body=one.body.replace("reject", "approve")) == 401
    assert acted == []
    assert [_send(client, secret, one) for _ in range(2)] == [204, 204]
    assert [(kind, data["id"]) for kind, data in acted] == [("submission.decided", submission_id)]


def test_it_names_every_type() -> None:
    table = set(re.findall(r"^\| `([a-z_]+\.[a-z_]+)`", GUIDE, re.MULTILINE))
    assert table == set(CallbackType)
