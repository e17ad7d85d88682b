"""A moderator's browser without JavaScript: pages, cookies, forms and their buttons."""

from dataclasses import dataclass, field
from http import HTTPStatus
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urljoin

from tests.support.forms import Forms
from tests.support.web import Answer, call

_MAX_REDIRECTS = 5


@dataclass
class Visitor:
    """Opens pages of the console and presses their buttons."""

    api_url: str
    page: str = ""
    _cookies: dict[str, str] = field(default_factory=dict)

    def open(self, path: str) -> Answer:
        """Open a page, following where it leads."""
        return self._load("GET", urljoin(self.api_url, path), None)

    def press(self, label: str, **typed: str) -> Answer:
        """Press the button of that name on the open page, with what was typed into its form."""
        for form in Forms(self.page).forms:
            for button in form.buttons:
                if button.label.strip() == label:
                    kept = [one for one in form.fields if one[0] not in typed]
                    body = urlencode([*kept, *button.fields, *typed.items()]).encode()
                    action = urljoin(self.api_url, button.action or form.action)
                    return self._load("POST", action, body)
        message = f"there is no button {label!r} on the page"
        raise AssertionError(message)

    def sign_in(self, username: str, password: str) -> "Visitor":
        """Sign in through the form."""
        self.open("/console/")
        assert self.press("Masuk", username=username, password=password).status == 200
        return self

    def marked(self) -> list[str]:
        """Return the words that the open page highlights."""
        return Forms(self.page).marked

    def _load(self, method: str, url: str, body: bytes | None) -> Answer:
        for _ in range(_MAX_REDIRECTS):
            answer = call(method, url, body=body, headers=self._headers(body))
            for header in answer.headers.get_all("Set-Cookie", []):
                self._cookies |= {one.key: one.value for one in SimpleCookie(header).values()}
            if answer.status not in {HTTPStatus.FOUND, HTTPStatus.SEE_OTHER}:
                break
            method, body = "GET", None
            url = urljoin(url, answer.headers["Location"])
        self.page = answer.text
        return answer

    def _headers(self, body: bytes | None) -> dict[str, str]:
        headers = {"Cookie": "; ".join(f"{key}={value}" for key, value in self._cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        return headers
