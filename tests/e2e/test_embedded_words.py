"""What people wrote is encrypted, or stands on the page; it is nowhere else, not even left over."""

from pathlib import Path

import pytest

from tests.support.running import EmbeddedRunning

pytestmark = pytest.mark.e2e

SETTINGS = {"undo_seconds": "0"}

# A word that occurs nowhere else → for what it stands.
STANDING = {"zqwarung": "a text that stands on the page", "zqkredit": "the name under it"}
TAKEN_BACK = {"zqtarik": "a text that was recalled", "zqalasan": "why it was recalled"}
INSIDE = {
    "zqsampah": "a text that was rejected",
    "zqtunggu": "a text that waits for a person",
    "zqrujuk": "who wrote, to the app",
    "zqtampil": "a name that may not be shown",
    "zqmeta": "what the app added",
    "zqsaring": "a text that was only screened",
    "zqsalah": "a text in a request that was refused",
    "zqbeda": "another text under the same number",
}
NIK = "3404012504900001"


def send_everything(running: EmbeddedRunning) -> list[str]:
    """Put each word where the table says; return the bodies of refusals."""
    app = running.app
    shown = app.submit(
        "Terima kasih, jalan di depan zqwarung kampung kami sudah mulus.",
        author={"ref": "zqrujuk", "display": "Warga zqkredit", "credit": True},
        metadata={"catatan": "zqmeta"},
        external_id="satu",
    )
    recalled = app.submit("Terima kasih, jalan di depan zqtarik kampung kami sudah mulus.")
    rejected = app.submit(
        "Dasar anjing goblok bangsat kau zqsampah!",
        author={"ref": "zqrujuk", "display": "zqtampil", "credit": False},
    )
    waits = app.submit(f"Tolong cek zqtunggu, NIK {NIK} belum terdaftar.")
    app.wait_until(shown, "published")
    app.wait_until(recalled, "published")
    app.wait_until(rejected, "rejected")
    app.wait_until(waits, "in_review")
    app.post(f"/v1/submissions/{recalled}/recall", {"reason": "zqalasan"})
    app.wait_until(recalled, "recalled")
    assert app.post("/v1/screen", {"items": [{"text": "zqsaring"}]}).status == 200
    return [
        app.post("/v1/submissions", document).text
        for document in (
            {"text": "zqsalah", "channels": ["zqsalah"]},
            {"text": "zqsalah " * 20_000, "channels": ["site"]},
            {"text": ["zqsalah"], "channels": ["site"], "language": "zqsalah?"},
            {"text": "zqbeda", "channels": ["site"], "external_id": "satu"},
        )
    ]


def test_words_are_found_only_where_they_belong(embedded: EmbeddedRunning) -> None:
    embedded.start()
    refusals = send_everything(embedded)
    words = [*STANDING, *TAKEN_BACK, *INSIDE, NIK]
    assert embedded.metric("saring_submissions_total") == 4
    exposed = [*refusals, embedded.scrape()]
    assert embedded.stop() == 0
    exposed.append(embedded.output())
    assert [word for word in words for text in exposed if word in text] == []
    found = {
        (path.name, word)
        for path in embedded.data_dir.rglob("*")
        if path.is_file()
        for word in words
        if word.encode() in path.read_bytes()
    }
    assert found == {("publisher.sqlite3", word) for word in STANDING}
    check_a_search_finds_what_is_there(embedded.data_dir)


def check_a_search_finds_what_is_there(data_dir: Path) -> None:
    """Make sure that the files that were searched are the ones that hold the posts."""
    assert b"site_posts" in (data_dir / "publisher.sqlite3").read_bytes()
    assert b"contents" in (data_dir / "moderation.sqlite3").read_bytes()
