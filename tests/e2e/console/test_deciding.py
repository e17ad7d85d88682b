"""The whole loop of a moderator, with the browser's scripts switched off."""

import re

import pytest
from playwright.sync_api import Browser, expect

from services.moderation.workflow.queue import open_item
from tests.e2e.console.office import PASSWORD, USERNAME, Office, sign_in
from tests.support.moderation import WITH_NIK, screened

pytestmark = pytest.mark.browser

NIK = "3404011203850001"


def test_moderators_decide_undo_and_recall_without_scripts(
    browser: Browser, office: Office
) -> None:
    first, second = (screened(office.moderation, WITH_NIK) for _ in range(2))
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        sign_in(page, office)
        page.get_by_role("link", name="Tolong bantu").first.click()
        expect(page.locator("mark").filter(has_text=NIK)).to_be_visible()
        page.get_by_role("button", name="Setujui dengan samaran").click()
        # The next item is shown at once, with the way back above it.
        expect(page).to_have_url(re.compile(f"/items/{second}"))
        page.get_by_label("Alasan penolakan").select_option(label="Di luar urusan daerah")
        page.get_by_role("button", name="Tolak").click()
        expect(page.get_by_text("Tidak ada kiriman yang menunggu.")).to_be_visible()
        page.get_by_role("button", name="Batalkan").click()
        expect(page.get_by_text("Keputusan dibatalkan.")).to_be_visible()
        page.get_by_role("link", name="Keputusan", exact=True).click()
        page.get_by_role("link", name="Tarik dari kanal…").click()
        page.get_by_label("Alasan penarikan").fill("Diminta pengirim.")
        page.get_by_role("button", name="Tarik dari kanal").click()
        expect(page.get_by_text("Penarikan diperintahkan")).to_have_count(2)
    assert open_item(office.moderation, second).state == "in_review"
    recalled = open_item(office.moderation, first)
    assert NIK not in recalled.words.text
    assert [row.state for row in recalled.submission.publications] == ["recalling"]


def test_of_two_moderators_only_the_first_decides(browser: Browser, office: Office) -> None:
    item = screened(office.moderation, WITH_NIK)
    with browser.new_context() as mine, browser.new_context() as theirs:
        pages = [mine.new_page(), theirs.new_page()]
        for page in pages:
            sign_in(page, office)
            page.goto(f"{office.address}/console/items/{item}")
        pages[0].get_by_role("button", name="Setujui dengan samaran").click()
        pages[0].wait_for_url("**/console/?after=*")
        pages[1].get_by_role("button", name="Setujui apa adanya").click()
        expect(pages[1].get_by_role("alert")).to_contain_text("Keputusan Anda tidak dicatat.")
    assert NIK not in open_item(office.moderation, item).words.text


def test_a_session_that_ends_in_mid_decision_leads_back_to_the_item(
    browser: Browser,
    office: Office,
) -> None:
    item = screened(office.moderation, WITH_NIK)
    with browser.new_context() as context:
        page = context.new_page()
        sign_in(page, office)
        page.goto(f"{office.address}/console/items/{item}")
        context.clear_cookies()
        page.get_by_role("button", name="Setujui dengan samaran").click()
        expect(page.get_by_text("Sesi Anda berakhir sebelum keputusan tercatat.")).to_be_visible()
        page.get_by_label("Nama pengguna").fill(USERNAME)
        page.get_by_label("Kata sandi").fill(PASSWORD)
        page.get_by_role("button", name="Masuk").click()
        expect(page).to_have_url(f"{office.address}/console/items/{item}")
    assert open_item(office.moderation, item).state == "in_review"
