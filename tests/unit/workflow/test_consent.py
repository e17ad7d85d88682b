"""Consent: required for every channel but the official page, where the office says so."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from services.moderation.domain.errors import InvalidFieldError
from services.moderation.wiring import Moderation
from services.moderation.workflow.edit import edit
from services.moderation.workflow.posted import NewSubmission
from services.moderation.workflow.submit import submit
from tests.support.moderation import FRIENDLY, moderation

CHANNELS = """
channels:
  site: {kind: site, reconcile: transactional, title: Laman}
  arsip: {kind: http-post, reconcile: idempotent, title: Arsip, base_url: "https://arsip.example"}
"""
CONSENT = {"given_at": "2026-01-30T02:30:00.000Z", "version": "1"}


def _new(*channels: str, **fields: object) -> NewSubmission:
    return NewSubmission("app", FRIENDLY, channels, **fields)  # type: ignore[arg-type] # a test names fields of its own


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "channels.yaml").write_text(CHANNELS, encoding="utf-8")
    return tmp_path


@pytest.fixture
def strict(folder: Path) -> Iterator[Moderation]:
    """Open the service of an office that requires consent."""
    with moderation(
        folder, channels_file=str(folder / "channels.yaml"), require_consent="true"
    ) as app:
        yield app


@pytest.mark.parametrize("channels", [("arsip",), ("site", "arsip")])
def test_a_channel_elsewhere_needs_consent(strict: Moderation, channels: tuple[str, ...]) -> None:
    with pytest.raises(InvalidFieldError, match="agreed") as caught:
        submit(strict, _new(*channels))
    assert (caught.value.pointer, bool(caught.value.detail_id)) == ("/consent", True)
    assert submit(strict, _new(*channels, consent=CONSENT)).created


def test_the_official_page_needs_none(strict: Moderation) -> None:
    assert submit(strict, _new("site")).created


def test_an_edit_may_not_take_consent_away(strict: Moderation) -> None:
    submitted = submit(strict, _new("arsip", consent=CONSENT)).id
    with pytest.raises(InvalidFieldError):
        edit(strict, submitted, _new("arsip"), actor="key:1")


def test_unless_the_office_says_so_nothing_is_required(folder: Path) -> None:
    with moderation(folder, channels_file=str(folder / "channels.yaml")) as app:
        assert submit(app, _new("arsip")).created
