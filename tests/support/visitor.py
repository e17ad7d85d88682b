"""A moderator's browser without JavaScript: pages, cookies, forms and their buttons."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from http import HTTPStatus
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urljoin

from tests.support.web import Answer, call

_MAX_REDIRECTS = 5
Attributes = list[tuple[str, str | None]]


@dataclass
class _Button:
    fields: dict[str, str]
    label: str = ""


@dataclass
class _Form:
    action: str
    fields: dict[str, str] = field(default_factory=dict)
    buttons: list[_Button] = field(default_factory=list)


class _Forms(HTMLParser):
    """Collects a page's forms with what their hidden fields hold, and its marked words."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[_Form] = []
        self.marked: list[str] = []
        self._open: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(_Form(values.get("action", "")))
        elif tag == "input" and self.forms and "name" in values:
            self.forms[-1].fields[values["name"]] = values.get("value", "")
        elif tag == "button" and self.forms:
            named = {values["name"]: values.get("value", "")} if "name" in values else {}
            self.forms[-1].buttons.append(_Button(named))
        elif tag == "mark":
            self.marked.append("")
        if tag in {"button", "mark", "a"}:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._open and self._open[-1] == tag:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] == "button":
            self.forms[-1].buttons[-1].label += data
        elif self._open and self._open[-1] == "mark":
            self.marked[-1] += data.strip()


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
        for form in _Forms(self.page).forms:
            for button in form.buttons:
                if button.label.strip() == label:
                    body = urlencode({**form.fields, **button.fields, **typed}).encode()
                    return self._load("POST", urljoin(self.api_url, form.action), body)
        message = f"there is no button {label!r} on the page"
        raise AssertionError(message)

    def sign_in(self, username: str, password: str) -> "Visitor":
        """Sign in through the form."""
        self.open("/console/")
        assert self.press("Masuk", username=username, password=password).status == 200
        return self

    def marked(self) -> list[str]:
        """Return the words that the open page highlights."""
        return _Forms(self.page).marked

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
