"""An office whose console runs, and how its moderator signs in."""

from dataclasses import dataclass

from playwright.sync_api import Page, expect

from services.moderation.wiring import Moderation

USERNAME = "siti"
PASSWORD = "kata sandi yang panjang"


@dataclass(frozen=True, slots=True)
class Office:
    """A running console: where it is, and the service behind it."""

    address: str
    moderation: Moderation


def sign_in(page: Page, office: Office, username: str = USERNAME) -> None:
    """Sign in as a reader of Indonesian does; ends on the queue."""
    page.goto(f"{office.address}/console/")
    page.get_by_label("Nama pengguna").fill(username)
    page.get_by_label("Kata sandi").fill(PASSWORD)
    page.get_by_role("button", name="Masuk").click()
    expect(page.get_by_role("heading", name="Antrean")).to_be_visible()
