"""The redaction editor as a browser without JavaScript fills it in."""

from dataclasses import dataclass

from werkzeug.test import TestResponse

from services.moderation.workflow.queue import open_item
from tests.support.forms import Fields, Forms
from tests.unit.console.desk import NIK, Desk, held

PHONE = "0812-3456-7890"
TEXT = f"😀e\u0301 NIK {NIK}, hubungi {PHONE} di warung ungu."


@dataclass
class Editor:
    """One item that is open on a desk, and the fields of its form that approves."""

    desk: Desk
    item: str
    fields: Fields

    def read(self) -> None:
        """Take the fields of the page that is open."""
        forms = Forms(self.desk.page).forms
        approve = next((one for one in forms if one.action.endswith("/approve")), None)
        self.fields = approve.fields if approve else []

    def untick(self, ending: str = "") -> None:
        """Take the tick from each span whose kind this is."""
        self.fields = [one for one in self.fields if not _is(one, "mask", ending)]

    def put(self, **values: str) -> None:
        """Type into fields."""
        kept = [one for one in self.fields if one[0] not in values]
        self.fields = [*kept, *values.items()]

    def style(self, kind: str, style: str) -> None:
        """Choose a style for each span of a kind."""
        self.fields = [
            (name, style if name.startswith("style-") and name.endswith(kind) else value)
            for name, value in self.fields
        ]

    def preview(self) -> int:
        """Press the button; return the status."""
        return self._send("preview", self.fields).status_code

    def approve(self, redacted: str = "yes") -> int:
        """Press the button; return the status."""
        return self._send("approve", [*self.fields, ("redacted", redacted)]).status_code

    def shown(self) -> str:
        """Return what the page says will be published."""
        start = self.desk.page.index('id="redaction-preview"')
        whole = self.desk.page
        self.desk.page = whole[start : whole.index("</details>", start)]
        words = self.desk.words()
        self.desk.page = whole
        return words

    def published(self) -> str | None:
        """Return what is on its way to the page."""
        opened = open_item(self.desk.moderation, self.item)
        return opened.words.text if opened.state == "publishing" else None

    def _send(self, verb: str, fields: Fields) -> TestResponse:
        sent: dict[str, list[str]] = {}
        for name, value in fields:
            sent.setdefault(name, []).append(value)
        answer = self.desk.client.post(f"/console/items/{self.item}/{verb}", data=sent)
        self.desk.page = answer.get_data(as_text=True)
        self.read()
        return answer


def edit(desk: Desk, text: str = TEXT, *, credit: str | None = None) -> Editor:
    """Take a text in and open it."""
    item = held(desk.moderation, text, credit=credit)
    desk.open(f"/console/items/{item}")
    editor = Editor(desk, item, [])
    editor.read()
    return editor


def _is(field: tuple[str, str], name: str, ending: str) -> bool:
    return field[0] == name and field[1].endswith(ending)
