"""Reads the official page as an outsider does, with the standard library's parser."""

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Article:
    """One post as it is shown."""

    text: str = ""
    credit: str | None = None


@dataclass
class Reader(HTMLParser):
    """Collects the articles of a page, by id."""

    articles: dict[str, Article] = field(default_factory=dict)
    _into: str | None = None

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if tag == "article":
            assert attributes["id"] is not None
            assert attributes["id"] not in self.articles
            self.articles[attributes["id"]] = Article()
        elif attributes.get("class") in ("text", "credit"):
            self._into = attributes["class"]

    def handle_endtag(self, tag: str) -> None:
        if tag in ("div", "p"):
            self._into = None

    def handle_data(self, data: str) -> None:
        if self._into is None:
            return
        article = list(self.articles.values())[-1]
        setattr(article, self._into, (getattr(article, self._into) or "") + data)


def read_page(html: str) -> dict[str, Article]:
    """Return the articles of a page, by id, in the order they stand."""
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader.articles
