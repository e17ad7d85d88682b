"""An appeal from the app's request to the answer, with a moderator who may not decide on it."""

import json
from http import HTTPStatus
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from services.moderation.workflow.access import DEFAULT_SCOPES, create_key
from services.moderation.workflow.sign_in import add_user
from tests.e2e.console.office import PASSWORD, USERNAME, Office, sign_in
from tests.support.moderation import WITH_NIK, screened
from tests.support.web import call

pytestmark = pytest.mark.browser

STATEMENT = "Nomor itu contoh dari poster kantor, bukan milik siapa pun."
COLLEAGUE = "budi"


def test_an_appeal_is_decided_by_a_colleague_without_scripts(
    browser: Browser, office: Office
) -> None:
    add_user(office.moderation.database, COLLEAGUE, PASSWORD, "moderator")
    item = screened(office.moderation, WITH_NIK)
    with (
        browser.new_context(java_script_enabled=False) as mine,
        browser.new_context(java_script_enabled=False) as theirs,
    ):
        _reject(mine, office, item)
        assert _appeal(office, item)["state"] == "appealed"
        page = _open_appeal(mine, office)
        expect(page.get_by_text("keberatannya diputuskan orang lain")).to_be_visible()
        expect(page.get_by_role("button", name="Setujui")).to_have_count(0)
        page = _open_appeal(theirs, office, COLLEAGUE)
        expect(page.get_by_text(STATEMENT)).to_be_visible()
        expect(page.get_by_text(f"Ditolak oleh {USERNAME}")).to_be_visible()
        page.get_by_role("button", name="Setujui dengan samaran").click()
        expect(page.get_by_text("Tidak ada kiriman yang menunggu.")).to_be_visible()
    answer = _appeal(office, item)
    assert (answer["state"], answer["decision"]["outcome"]) == ("publishing", "approve")


def _reject(context: BrowserContext, office: Office, item: str) -> None:
    page = context.new_page()
    sign_in(page, office)
    page.goto(f"{office.address}/console/items/{item}")
    page.get_by_label("Alasan penolakan").select_option("personal_data")
    page.get_by_role("button", name="Tolak").click()
    expect(page.get_by_text("Tidak ada kiriman yang menunggu.")).to_be_visible()


def _appeal(office: Office, item: str) -> dict[str, Any]:
    """Appeal as the app does; again, it answers how the submission stands."""
    key = create_key(office.moderation.database, "app", DEFAULT_SCOPES)
    answer = call(
        "POST",
        f"{office.address}/v1/submissions/{item}/appeal",
        body=json.dumps({"statement": STATEMENT}).encode(),
        headers={"Authorization": f"Bearer {key}", "Content-Type": "application/json"},
    )
    assert answer.status in {HTTPStatus.OK, HTTPStatus.ACCEPTED}, answer.text
    found: dict[str, Any] = json.loads(answer.text)
    return found


def _open_appeal(context: BrowserContext, office: Office, username: str = USERNAME) -> Page:
    """Go from the queue to its appeals and open the first, by the keyboard's way: links alone."""
    page = context.new_page()
    if username != USERNAME:
        sign_in(page, office, username)
    page.goto(f"{office.address}/console/")
    page.get_by_role("link", name="Keberatan (1)").click()
    page.get_by_role("link", name="Tolong bantu").click()
    return page
