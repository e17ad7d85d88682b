"""The redaction editor in a browser: by selection, by keyboard alone, and without scripts."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from services.moderation.workflow.queue import open_item
from tests.e2e.console.office import Office, sign_in
from tests.e2e.console.selecting import SELECT
from tests.support.appeals import send_edit
from tests.support.moderation import screened

pytestmark = pytest.mark.browser

NIK = "3404012504900001"
PHONE = "0812-3456-7890"
EMOJI = "👨‍👩‍👧 😀 e\u0301👍🏽\r\n"
TEXT = f"{EMOJI}NIK saya {NIK}, hubungi {PHONE}.\r\n😀 Toko ungu, toko ungu!"


def _open(page: Page, office: Office, text: str = TEXT) -> str:
    item = screened(office.moderation, text)
    sign_in(page, office)
    page.goto(f"{office.address}/console/items/{item}")
    return item


def _published(office: Office, item: str) -> str:
    opened = open_item(office.moderation, item)
    assert opened.submission.state == "approved"
    return opened.words.text


def _add(page: Page) -> None:
    page.get_by_role("button", name="Tambah", exact=True).click()


def test_words_are_added_by_selecting_them_behind_emoji(browser: Browser, office: Office) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        item = _open(page, office)
        page.evaluate(SELECT, ["ungu", 1])
        expect(page.get_by_label("Kata yang disamarkan")).to_have_value("ungu")
        page.get_by_label("Jenis").select_option("ADDRESS")
        _add(page)
        shown = page.locator("#redaction-preview .text")
        expect(shown).to_contain_text("Toko ungu, toko [")
        expect(page.get_by_label("Kata yang disamarkan")).to_have_value("")
        page.get_by_label("Cara menyamarkan Alamat").select_option("role")
        page.get_by_label("Cara menyamarkan Nomor telepon").select_option("partial")
        expect(shown).to_contain_text("toko [alamat warga]!")
        expect(shown).to_contain_text("hubungi 0812-••••-7890.")
        page.get_by_role("button", name="Setujui dengan samaran").click()
        page.wait_for_url("**/console/?after=*")
    assert _published(office, item) == (
        f"{EMOJI}NIK saya [NIK disamarkan], hubungi 0812-••••-7890.\r\n"
        "😀 Toko ungu, toko [alamat warga]!"
    )


def test_a_word_is_added_by_a_double_click_on_a_phone_and_the_page_stays_readable(
    browser: Browser, office: Office
) -> None:
    with browser.new_context(viewport={"width": 360, "height": 740}) as context:
        page = context.new_page()
        _open(page, office)
        page.evaluate(SELECT, ["hubungi", 0])
        box = page.evaluate(
            "document.getSelection().getRangeAt(0).getBoundingClientRect().toJSON()"
        )
        page.evaluate("document.getSelection().removeAllRanges()")
        page.mouse.dblclick(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        expect(page.get_by_label("Kata yang disamarkan")).to_have_value("hubungi")
        _add(page)
        expect(page.locator("#redaction-preview")).to_contain_text("], [data pribadi disamarkan]")
        page.get_by_label("Kata yang disamarkan").fill("tidak ada di sana")
        _add(page)
        expect(page.get_by_role("alert")).to_contain_text("tidak ada dalam teks")
        found = Axe().run(page).response["violations"]
        assert [one["id"] for one in found if one["impact"] in {"serious", "critical"}] == []
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_a_selection_over_a_marked_word_is_its_words_without_the_tag(
    browser: Browser, office: Office
) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        _open(page, office)
        page.evaluate("document.getSelection().selectAllChildren(document.querySelector('mark'))")
        expect(page.get_by_label("Kata yang disamarkan")).to_have_value(NIK)
        _add(page)
        expect(page.locator("#redaction-problems .problem")).to_have_count(0)
        # A selection that is given up is no wish any more.
        page.evaluate(SELECT, ["hubungi", 0])
        expect(page.get_by_label("Kata yang disamarkan")).to_have_value("hubungi")
        page.evaluate("document.activeElement.blur()")
        page.get_by_role("heading", name="Teks", exact=True).click()
        expect(page.get_by_label("Kata yang disamarkan")).to_have_value("")


def test_the_whole_of_it_is_done_by_keyboard(browser: Browser, office: Office) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        item = _open(page, office)
        page.get_by_label("Kata yang disamarkan").focus()
        page.keyboard.type("toko ungu")
        page.keyboard.press("Enter")
        expect(page.get_by_role("checkbox")).to_have_count(4)
        expect(page.get_by_label("Kata yang disamarkan")).to_be_focused()
        for _ in range(3):  # Kind, button, the first span.
            page.keyboard.press("Tab")
        focused = page.locator(":focus")
        expect(focused).to_have_attribute("type", "checkbox")
        page.keyboard.press("Space")
        shown = page.locator("#redaction-preview .text")
        expect(shown).to_contain_text(f"NIK saya {NIK}, hubungi")
        expect(page.get_by_role("status").last).to_contain_text("Dibiarkan: 1.")
        for _ in range(3):  # Its style, the next span, and the style of that.
            page.keyboard.press("Tab")
        page.keyboard.press("ArrowDown")
        expect(shown).to_contain_text("hubungi 0812-••••-7890.")
        for _ in range(10):
            page.keyboard.press("Tab")
            if focused.inner_text() == "Setujui dengan samaran":
                break
        page.keyboard.press("Enter")
        page.wait_for_url("**/console/?after=*")
    masked = "[data pribadi disamarkan]"
    assert _published(office, item) == (
        f"{EMOJI}NIK saya {NIK}, hubungi 0812-••••-7890.\r\n😀 {masked}, {masked}!"
    )


def test_the_whole_of_it_is_done_without_scripts(browser: Browser, office: Office) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        item = _open(page, office)
        page.get_by_role("checkbox", name=NIK).uncheck()
        page.get_by_label("Kata yang disamarkan").fill("toko ungu")
        page.get_by_label("Jenis").select_option(label="Alamat")
        page.get_by_label("Kata yang disamarkan").press("Enter")
        expect(page.get_by_role("checkbox", name=NIK)).not_to_be_checked()
        for select in page.get_by_label("Cara menyamarkan Alamat").all():
            select.select_option("role")
        page.get_by_role("button", name="Pratinjau").click()
        expect(page.locator("#redaction-preview")).to_contain_text(
            "[alamat warga], [alamat warga]!"
        )
        page.get_by_role("button", name="Setujui dengan samaran").click()
        expect(page.get_by_text("Tidak ada kiriman yang menunggu.")).to_be_visible()
    assert _published(office, item) == (
        f"{EMOJI}NIK saya {NIK}, hubungi [nomor telepon disamarkan].\r\n"
        "😀 [alamat warga], [alamat warga]!"
    )


def test_a_preview_that_cannot_be_had_is_told_and_the_choices_stay(
    browser: Browser, office: Office
) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        _open(page, office)
        page.route("**/preview", lambda route: route.abort())
        page.get_by_role("checkbox", name=NIK).uncheck()
        expect(page.get_by_role("status").last).to_contain_text("tidak dapat dimuat")
        page.unroute("**/preview")
        page.get_by_role("button", name="Pratinjau").click()
        expect(page.locator("#redaction-preview")).to_contain_text(NIK)
        expect(page.get_by_role("checkbox", name=NIK)).not_to_be_checked()


def test_a_text_that_is_edited_meanwhile_is_shown_anew_with_the_choices(
    browser: Browser, office: Office
) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        item = _open(page, office)
        send_edit(office.moderation, item, f"Ralat: {TEXT}")
        page.get_by_role("checkbox", name=NIK).uncheck()
        expect(page.get_by_role("status").last).to_contain_text("tidak dapat dimuat")
        page.get_by_role("button", name="Pratinjau").click()
        expect(page.get_by_role("alert")).to_contain_text("Teksnya sudah berubah")
        expect(page.locator("#words-as-sent")).to_contain_text("Ralat:")
        expect(page.get_by_role("checkbox", name=NIK)).not_to_be_checked()
