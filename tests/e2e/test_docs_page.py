"""The page that shows the API, in a real browser that may speak to this host only."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Request, Route, expect

from tests.support.running import Running
from tests.support.waiting import BOUND_SECONDS

pytestmark = [pytest.mark.e2e, pytest.mark.browser]


class Watched:
    """A page, with what it asked others for and what it complained about."""

    def __init__(self, page: Page, home: str) -> None:
        self.page, self.home = page, home
        self.strangers: list[str] = []
        self.complaints: list[str] = []
        page.route("**/*", self._let_home_only)
        page.on("console", lambda message: self._note(message.type, message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _let_home_only(self, route: Route, request: Request) -> None:
        if request.url.startswith((f"{self.home}/", "data:", "blob:")):
            route.continue_()
        else:
            self.strangers.append(request.url)
            route.abort()

    def _note(self, kind: str, text: str) -> None:
        if kind in {"error", "warning"}:
            self.complaints.append(text)


@pytest.fixture
def watched(browser: Browser, running: Running) -> Iterator[Watched]:
    """Open the page as a newcomer would, and watch it."""
    with browser.new_context() as context:
        context.set_default_timeout(1000 * BOUND_SECONDS)
        watched = Watched(context.new_page(), running.api_url)
        watched.page.goto(f"{running.api_url}/docs")
        yield watched


def operation(watched: Watched, name: str) -> str:
    """Open an operation; return the selector of its block."""
    block = f'[id$="-{name}"]'
    watched.page.locator(f"{block} .opblock-summary-control").click()
    return block


def test_every_operation_is_shown_and_nothing_comes_from_elsewhere(
    running: Running, watched: Watched
) -> None:
    document = running.app.get("/openapi.json").json
    names = [item["operationId"] for path in document["paths"].values() for item in path.values()]
    for name in names:
        expect(watched.page.locator(f'[id$="-{name}"]')).to_be_visible()
    operation(watched, "send_submission")
    expect(watched.page.get_by_text("external_id").first).to_be_visible()
    assert watched.strangers == []
    assert watched.complaints == []


def test_the_colours_are_those_that_the_reader_prefers(watched: Watched) -> None:
    body = watched.page.locator("body")
    for scheme, colour in (("dark", "rgb(28, 32, 34)"), ("light", "rgb(250, 250, 250)")):
        watched.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type] # one of two words
        expect(body).to_have_css("background-color", colour)
    assert watched.complaints == []


def test_an_operation_can_be_tried_with_a_key(running: Running, watched: Watched) -> None:
    page = watched.page
    page.get_by_role("button", name="Authorize").click()
    dialog = page.locator(".modal-ux")
    dialog.get_by_label("auth-bearer-value").fill(running.key)
    dialog.get_by_role("button", name="Apply credentials").last.click()
    dialog.get_by_role("button", name="Close").last.click()
    block = page.locator(operation(watched, "screen_texts"))
    block.get_by_role("button", name="Try it out").click()
    block.get_by_role("button", name="Execute").click()
    expect(block.locator(".live-responses-table tbody .response-col_status").first).to_contain_text(
        "200"
    )
    expect(block.locator(".live-responses-table")).to_contain_text("redacted_text")
    assert watched.strangers == []
    assert watched.complaints == []


def test_the_page_is_no_wider_than_a_telephone(watched: Watched) -> None:
    page = watched.page
    page.set_viewport_size({"width": 360, "height": 740})
    operation(watched, "send_submission")
    expect(page.get_by_text("external_id").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_the_key_is_asked_for_where_every_operation_takes_it(watched: Watched) -> None:
    page = watched.page
    page.get_by_role("button", name="Authorize").click()
    expect(page.locator(".modal-ux").get_by_label("auth-bearer-value")).to_be_focused()
    expect(page.get_by_role("main")).to_have_count(1)
