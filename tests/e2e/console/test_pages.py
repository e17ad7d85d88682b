"""Every page, narrow and wide, light and dark, in both languages, can be read by everybody."""

from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from services.moderation.workflow.decide import approve
from services.moderation.workflow.queue import open_item
from tests.e2e.console.office import PASSWORD, USERNAME, Office, sign_in
from tests.support.appeals import send_appeal
from tests.support.moderation import ABUSIVE, FRIENDLY, WITH_NIK, screened

pytestmark = pytest.mark.browser

WIDE = {"width": 1280, "height": 900}
NARROW = {"width": 360, "height": 740}
LONG_WORDS = f"https://contoh.example/{'a' * 200} {'w' * 300} {WITH_NIK} {'😀' * 90}"


@pytest.mark.parametrize(
    ("viewport", "scheme", "language"),
    [
        (WIDE, "light", "Bahasa Indonesia"),
        (WIDE, "dark", "English"),
        (NARROW, "light", "English"),
        (NARROW, "dark", "Bahasa Indonesia"),
    ],
)
def test_every_page_is_accessible_and_fits_the_screen(
    browser: Browser,
    office: Office,
    viewport: Any,  # noqa: ANN401 - playwright's own mapping
    scheme: Literal["light", "dark"],
    language: str,
) -> None:
    paths = [
        "/console/",
        "/console/?show=appeals",
        "/console/decided",
        "/console/tidak-ada",
        *_items(office),
    ]
    with browser.new_context(viewport=viewport, color_scheme=scheme) as context:
        page = context.new_page()
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(message.text))
        page.goto(f"{office.address}/console/")
        if language == "English":
            page.get_by_role("button", name=language).click()
        found = {"sign-in": _problems(page)}
        page.locator("#username").fill(USERNAME)
        page.locator("#password").fill(PASSWORD)
        page.locator("#password").press("Enter")
        page.wait_for_url("**/console/")
        for path in paths:
            page.goto(office.address + path)
            found[path] = _problems(page)
    assert {path: problems for path, problems in found.items() if problems} == {}
    assert [text for text in complaints if "404" not in text] == []


def _items(office: Office) -> list[str]:
    """Make one item of each kind: waiting, with long words, decided, appealed against."""
    app = office.moderation
    waiting, wide, published, decided = (
        screened(app, text) for text in (WITH_NIK, LONG_WORDS, FRIENDLY, WITH_NIK)
    )
    version = open_item(app, decided).submission.version
    approve(app, decided, actor="user:siti", version=version, redacted=True)
    appealed = screened(app, ABUSIVE)
    send_appeal(app, appealed, f"Bukan makian. {LONG_WORDS}")
    return [f"/console/items/{item}" for item in (waiting, wide, published, decided, appealed)]


def _problems(page: Page) -> list[str]:
    """Return axe's findings of weight, and whether the page is wider than the screen."""
    violations = Axe().run(page).response["violations"]
    found = [one["id"] for one in violations if one["impact"] in {"serious", "critical"}]
    if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
        found.append("wider than the screen")
    return found


def test_the_first_tab_offers_to_skip_to_the_content(browser: Browser, office: Office) -> None:
    with browser.new_context(viewport=NARROW) as context:  # type: ignore[arg-type]
        page = context.new_page()
        sign_in(page, office)
        page.goto(f"{office.address}/console/decided")
        page.keyboard.press("Tab")
        expect(page.locator(":focus")).to_have_text("Langsung ke isi")
        skip = page.get_by_role("link", name="Langsung ke isi")
        box = skip.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"
