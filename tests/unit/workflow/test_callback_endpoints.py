"""Registering where a source is called back."""

import base64
import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from services.moderation.console.callback_words import ERRORS
from services.moderation.domain.errors import InvalidFieldError, NotFoundError
from services.moderation.store.audit import AuditRow
from services.moderation.store.callbacks import CallbackEndpoint
from services.moderation.wiring import Moderation
from services.moderation.workflow.callback_call import CallResult, Refusal
from services.moderation.workflow.callback_faults import what_to_do
from services.moderation.workflow.callbacks import (
    list_endpoints,
    load_endpoint,
    remove_endpoint,
    rotate_secret,
    set_endpoint,
)
from services.moderation.workflow.deliver import SECRET_UNREADABLE
from shared.http_address import UrlError
from shared.http_call import CallFailure
from tests.support.callbacks import NOWHERE, due, listen

TOKEN = "http://127.0.0.1:9/callbacks?token=rahasia"


def _audit(app: Moderation) -> list[dict[str, object]]:
    with app.database.reading() as session:
        return [json.loads(one) for one in session.scalars(select(AuditRow.body))]


def test_a_secret_is_of_the_standards_form_and_of_256_bits(app: Moderation) -> None:
    first, second = listen(app), listen(app)
    assert first.startswith("whsec_")
    assert len(base64.b64decode(first.removeprefix("whsec_"), validate=True)) == 32
    assert first != second


def test_the_secret_is_encrypted_at_rest(app: Moderation) -> None:
    secret = listen(app)
    with app.database.reading() as session:
        (row,) = session.scalars(select(CallbackEndpoint))
    assert secret.removeprefix("whsec_").encode() not in row.sealed_secret
    assert load_endpoint(app.database, app.cipher, "app").secrets == (secret,)


def test_old_secrets_sign_until_the_overlap_is_over(app: Moderation) -> None:
    """One old secret at a time: rotating twice voids the first."""
    first = listen(app)
    second = _rotated(app, hours=1)
    assert load_endpoint(app.database, app.cipher, "app").secrets == (second, first)
    third = _rotated(app, hours=1)
    assert load_endpoint(app.database, app.cipher, "app").secrets == (third, second)
    fourth = _rotated(app, hours=0)
    assert load_endpoint(app.database, app.cipher, "app").secrets == (fourth,)


def test_a_url_that_is_set_anew_ends_an_overlap(app: Moderation) -> None:
    listen(app)
    _rotated(app, hours=1)
    secret = listen(app)
    assert load_endpoint(app.database, app.cipher, "app").secrets == (secret,)


def _rotated(app: Moderation, *, hours: int) -> str:
    return rotate_secret(app.database, app.cipher, "app", overlap=timedelta(hours=hours))


@pytest.mark.parametrize("source", ["", "dua kata", "-x", "a" * 65, "x/../y"])
def test_a_source_that_no_key_could_have_is_refused(app: Moderation, source: str) -> None:
    with pytest.raises(InvalidFieldError):
        set_endpoint(app.database, app.cipher, source, NOWHERE)


@pytest.mark.parametrize(
    "url", ["http://169.254.169.254/latest", "http://[fe80::1]/", "ftp://x/", "http://u:p@host/"]
)
def test_a_url_that_is_never_called_is_not_registered(app: Moderation, url: str) -> None:
    with pytest.raises(UrlError):
        set_endpoint(app.database, app.cipher, "app", url)
    assert list_endpoints(app.database) == []


def test_what_is_registered_is_shown_with_what_waits(app: Moderation) -> None:
    listen(app, source="b")
    listen(app, source="a")
    due(app, source="b")
    first, second = list_endpoints(app.database)
    assert (first.source, first.url, first.waiting, first.dead) == ("a", NOWHERE, 0, 0)
    assert (second.source, second.waiting) == ("b", 1)


def test_nobody_can_rotate_remove_or_test_what_is_not_there(app: Moderation) -> None:
    with pytest.raises(NotFoundError, match="saring callbacks set"):
        remove_endpoint(app.database, "app")
    with pytest.raises(NotFoundError):
        rotate_secret(app.database, app.cipher, "app", overlap=timedelta(0))
    with pytest.raises(NotFoundError):
        load_endpoint(app.database, app.cipher, "app")


def test_the_audit_tells_of_every_change_and_of_no_url_or_secret(app: Moderation) -> None:
    """A URL may hold a token."""
    secrets = [listen(app, TOKEN), _rotated(app, hours=1)]
    remove_endpoint(app.database, "app")
    rows = _audit(app)
    assert [row["action"] for row in rows] == [
        "callback_set",
        "callback_rotated",
        "callback_removed",
    ]
    assert all(row["actor"] == "cli" for row in rows)
    written = json.dumps(rows)
    assert not any(word in written for word in ("rahasia", *secrets))


def test_every_way_to_fail_has_advice_and_a_word_in_the_console() -> None:
    codes = {*CallFailure, *Refusal, SECRET_UNREADABLE}
    assert set(ERRORS) == codes
    advice = {what_to_do(CallResult(None, code)) for code in codes}
    assert len(advice) == len(codes)
