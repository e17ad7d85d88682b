"""From a citizen's post to the official page and back, in a browser on a laptop and a phone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.support.running import Running
from tests.support.waiting import BOUND_SECONDS

pytestmark = [pytest.mark.e2e, pytest.mark.browser]

SETTINGS = {"undo_seconds": "1"}
PASSWORD = "kata sandi yang panjang"
NIK = "3404012504900001"
SCREENS: dict[str, ViewportSize] = {
    "laptop": {"width": 1280, "height": 800},
    "phone": {"width": 360, "height": 740},
}


@pytest.fixture(scope="module")
def moderator(running: Running) -> str:
    """Return the name of somebody who may sign in."""
    assert running.saring("users", "add", "siti", "--password", PASSWORD).returncode == 0
    return "siti"


@pytest.fixture(params=SCREENS)
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """Give a page of a browser of its own, on each screen."""
    with browser.new_context(viewport=SCREENS[request.param], locale="id-ID") as context:
        context.set_default_timeout(1000 * BOUND_SECONDS)
        yield context.new_page()


def check_it_fits(page: Page) -> None:
    """Nothing is wider than the screen."""
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def approve_masked(page: Page, running: Running, place: str, moderator: str) -> None:
    """Sign in, open the item from the queue, look at it, and approve it redacted."""
    page.goto(f"{running.api_url}/")
    page.get_by_label("Nama pengguna").fill(moderator)
    page.get_by_label("Kata sandi").fill(PASSWORD)
    page.get_by_role("button", name="Masuk").click()
    page.wait_for_url("**/console/")
    check_it_fits(page)
    page.get_by_role("link", name=f"Di {place}").click()
    expect(page.locator("mark").filter(has_text=NIK)).to_be_visible()
    check_it_fits(page)
    page.get_by_role("button", name="Setujui dengan samaran").click()
    page.wait_for_url("**/console/?after=*")


def test_a_post_with_a_number_is_masked_by_a_moderator_published_and_recalled(
    request: pytest.FixtureRequest, running: Running, moderator: str, page: Page
) -> None:
    place = request.node.callspec.params["page"]
    submission_id = running.app.submit(f"Di {place} warga, NIK {NIK} belum terdaftar. Mohon dicek.")
    abusive = running.app.submit("Dasar anjing goblok bangsat kau!")
    running.app.wait_until(submission_id, "in_review")
    approve_masked(page, running, place, moderator)
    running.app.wait_until(submission_id, "published")
    page.goto(running.site_url)
    article = page.locator(f'article[id="{submission_id}"]')
    expect(article).to_contain_text(f"Di {place} warga, NIK [NIK disamarkan] belum terdaftar.")
    expect(page.get_by_text(NIK)).to_have_count(0)
    expect(page.locator(f'article[id="{abusive}"]')).to_have_count(0)
    check_it_fits(page)
    recall(page, running, submission_id)
    running.app.wait_until(submission_id, "recalled")
    page.goto(running.site_url)
    expect(article).to_have_count(0)


def recall(page: Page, running: Running, submission_id: str) -> None:
    """Take the post off from the list of decisions, as a moderator finds it."""
    page.goto(f"{running.api_url}/console/")
    page.get_by_role("link", name="Keputusan", exact=True).click()
    page.wait_for_url("**/console/decided")
    check_it_fits(page)
    listed = page.locator("article").filter(has=page.locator(f'a[href*="{submission_id}"]'))
    listed.get_by_role("link", name="Tarik dari kanal…").click()
    page.get_by_label("Alasan penarikan").fill("Diminta pengirim.")
    page.get_by_role("button", name="Tarik dari kanal").click()
    expect(page.get_by_role("status")).to_contain_text("Penarikan diperintahkan")
