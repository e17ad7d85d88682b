"""A moderator's desk for tests: a browser without JavaScript, and posts to look at."""

import html
import re
from dataclasses import dataclass, field

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from services.moderation.wiring import Moderation
from services.moderation.workflow.screen import screen_next
from services.moderation.workflow.sign_in import add_user
from services.moderation.workflow.submit import NewSubmission, submit

MODERATOR = "siti"
PASSWORD = "kata sandi yang panjang"
NIK = "3404012504900001"
WITH_NIK = f"Mohon dicek, NIK saya {NIK} tidak terdaftar."
CALM = "Terima kasih, jalan di depan pasar sudah mulus kembali."

_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
_VERSION = re.compile(r'name="version" value="(\d+)"')


@dataclass
class Desk:
    """Opens pages and sends their forms, token included, as a browser would."""

    client: FlaskClient
    moderation: Moderation
    page: str = field(default="", init=False)

    def open(self, path: str, **settings: str) -> TestResponse:
        """Get a page; its token is what the next form sends."""
        answer = self.client.get(path, headers=settings)
        self.page = answer.get_data(as_text=True)
        return answer

    def send(self, path: str, **fields: object) -> TestResponse:
        """Send a form with the token of the page that is open; it stays open if led elsewhere."""
        token = _TOKEN.search(self.page)
        data = {"csrf_token": token.group(1) if token else "", **fields}
        answer = self.client.post(path, data=data)
        if answer.status_code != 303:
            self.page = answer.get_data(as_text=True)
        return answer

    def hire(self, username: str, role: str = "moderator") -> "Desk":
        """Make a user and sign in as them."""
        add_user(self.moderation.database, username, PASSWORD, role)
        return self.sign_in(username)

    def sign_in(self, username: str = MODERATOR) -> "Desk":
        """Sign in as a user that is there."""
        self.open("/console/sign-in")
        assert (
            self.send("/console/sign-in", username=username, password=PASSWORD).status_code == 303
        )
        return self

    def version(self) -> str:
        """Return the version that the forms of the open page carry."""
        found = _VERSION.search(self.page)
        assert found is not None
        return found.group(1)

    def words(self) -> str:
        """Return what a reader sees of the open page, white space collapsed."""
        return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", self.page)))


def held(moderation: Moderation, text: str = WITH_NIK, *, credit: str | None = None) -> str:
    """Take in one post from "portal", screen it, and return its id."""
    new = NewSubmission(
        source="portal",
        text=text,
        channels=("site",),
        author_display=credit,
        author_credit=credit is not None,
    )
    submitted = submit(moderation, new)
    assert screen_next(moderation, "test")
    return submitted.id
