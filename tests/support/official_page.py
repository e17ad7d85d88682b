"""The official page and its feed as citizens see them, walked from end to end."""

from dataclasses import dataclass
from xml.etree import ElementTree as ET

from tests.support.page_reader import read_page
from tests.support.web import fetch

_ATOM = "{http://www.w3.org/2005/Atom}"


@dataclass(frozen=True, slots=True)
class Shown:
    """A post where a citizen sees it."""

    submission_id: str
    text: str
    credit: str | None


def standing(site_url: str) -> list[Shown]:
    """Return every post on every page, newest first; one that stands twice is there twice."""
    shown: list[Shown] = []
    number = 1
    while articles := _page(site_url, number):
        shown += articles
        number += 1
    return shown


def stands(site_url: str, submission_id: str) -> bool:
    """Return whether the submission stands anywhere on the page."""
    return any(post.submission_id == submission_id for post in standing(site_url))


def feed(site_url: str) -> list[Shown]:
    """Return every entry of the feed."""
    answer = fetch(f"{site_url}/atom.xml")
    assert answer.status == 200
    root = ET.fromstring(answer.body)  # noqa: S314 - the product's own feed; a parser must take it
    return [
        Shown(
            (entry.findtext(f"{_ATOM}id") or "").removeprefix("urn:uuid:"),
            entry.findtext(f"{_ATOM}content") or "",
            entry.findtext(f"{_ATOM}author/{_ATOM}name"),
        )
        for entry in root.iter(f"{_ATOM}entry")
    ]


def _page(site_url: str, number: int) -> list[Shown]:
    answer = fetch(f"{site_url}/?page={number}")
    assert answer.status == 200
    return [Shown(key, one.text, one.credit) for key, one in read_page(answer.text).items()]
