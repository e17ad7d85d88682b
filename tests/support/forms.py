"""A page's forms, as a browser without JavaScript sends them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

Attributes = list[tuple[str, str | None]]
Fields = list[tuple[str, str]]


@dataclass
class Button:
    """A button: what it sends beside the fields, and where to, if not where the form goes."""

    fields: Fields
    action: str | None
    label: str = ""


@dataclass
class Form:
    """A form with what its fields hold, wherever on the page they stand."""

    action: str
    fields: Fields = field(default_factory=list)
    buttons: list[Button] = field(default_factory=list)


class Forms(HTMLParser):
    """Collects a page's forms, and its marked words."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[Form] = []
        self.marked: list[str] = []
        self._by_id: dict[str, Form] = {}
        self._inside: Form | None = None
        self._open: list[str] = []
        self._button: Button | None = None
        self._select: tuple[Form, str] | None = None
        self._chosen: str | None = None
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._begin_form(values)
        elif tag == "option" and self._select is not None:
            if self._chosen is None or "selected" in values:
                self._chosen = values.get("value", "")
        elif (owner := self._owner(values)) is not None:
            self._add(owner, tag, values)
        if tag == "mark":
            self.marked.append("")
        if tag in {"button", "mark", "a"}:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = None
        elif tag == "select" and self._select is not None:
            form, name = self._select
            form.fields.append((name, self._chosen or ""))
            self._select = self._chosen = None
        if self._open and self._open[-1] == tag:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] == "button" and self._button is not None:
            self._button.label += data
        elif self._open and self._open[-1] == "mark":
            self.marked[-1] += data.strip()

    def _begin_form(self, values: dict[str, str]) -> None:
        form = self._by_id.setdefault(values.get("id", str(len(self.forms))), Form(""))
        form.action = values.get("action", "")
        self.forms.append(form)
        self._inside = form

    def _owner(self, values: dict[str, str]) -> Form | None:
        if "form" in values:
            return self._by_id.setdefault(values["form"], Form(""))
        return self._inside

    def _add(self, form: Form, tag: str, values: dict[str, str]) -> None:
        name, value = values.get("name"), values.get("value", "")
        if tag == "button":
            fields = [(name, value)] if name else []
            self._button = Button(fields, values.get("formaction"))
            form.buttons.append(self._button)
        elif tag == "select" and name:
            self._select = (form, name)
        elif tag == "input" and name and (values.get("type") != "checkbox" or "checked" in values):
            form.fields.append((name, value))
