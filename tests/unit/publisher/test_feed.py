"""The feed is Atom 1.0, whatever characters are in a text."""

from itertools import pairwise
from uuid import uuid4
from xml.etree import ElementTree as ET

from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from services.publisher.site.writing import feed_title, verbatim, xml_legal
from tests.support.publishing import TRICKY, Desk

ATOM = "{http://www.w3.org/2005/Atom}"


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_makes_a_well_formed_feed(text: str) -> None:
    legal = xml_legal(text)
    assert (ET.fromstring(f"<a>{verbatim(legal)}</a>").text or "") == legal  # noqa: S314 - ours
    assert len(legal) == len(text)
    assert len(feed_title(text)) <= 80


def test_the_feed_is_atom_with_absolute_addresses(desk: Desk, client: FlaskClient) -> None:
    first, second = str(uuid4()), str(uuid4())
    desk.clock.advance(minutes=-1)
    desk.send(first, text="pertama", credit="Pak Budi")
    desk.work()
    desk.clock.advance(minutes=1)
    desk.send(second, text=TRICKY + "\x0b" + "x" * 100)
    desk.work()
    answer = client.get("/atom.xml")
    assert answer.mimetype == "application/atom+xml"
    feed = ET.fromstring(answer.data)  # noqa: S314 - ours
    assert (feed.findtext(ATOM + "id") or "").startswith("urn:uuid:")
    assert feed.findtext(ATOM + "title") == "Kabar Warga"
    entries = feed.findall(ATOM + "entry")
    assert [entry.findtext(ATOM + "id") for entry in entries] == [
        f"urn:uuid:{second}",
        f"urn:uuid:{first}",
    ]
    assert entries[0].findtext(ATOM + "content") == TRICKY + "\ufffd" + "x" * 100
    assert entries[1].findtext(f"{ATOM}author/{ATOM}name") == "Pak Budi"
    assert [link.attrib["href"] for link in entries[0].findall(ATOM + "link")] == [
        f"http://127.0.0.1:8081/post/{second}",
    ]
    stamps = [feed.findtext(ATOM + "updated"), *(e.findtext(ATOM + "updated") for e in entries)]
    assert stamps[0] == stamps[1]
    assert all(
        newer is not None and older is not None and newer >= older
        for newer, older in pairwise(stamps)
    )


def test_an_empty_feed_is_a_feed(client: FlaskClient) -> None:
    feed = ET.fromstring(client.get("/atom.xml").data)  # noqa: S314 - ours
    assert feed.findtext(ATOM + "updated")
    assert feed.findall(ATOM + "entry") == []
