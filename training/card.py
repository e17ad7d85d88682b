"""The model card: what the model is, what it was made of, what it does."""

from pathlib import Path

from training.configuration import VERSION, Settings
from training.sets import SetDescription, read_descriptions
from training.tables import table

_TEMPLATE = Path(__file__).with_name("card.md")


def model_card(settings: Settings, report: str, *, profile: str) -> str:
    """Return the card as Markdown; `report` are the tables of what the model does."""
    return _TEMPLATE.read_text(encoding="utf-8").format(
        version=VERSION,
        profile=profile,
        seed=settings.seed,
        epochs=settings.epochs,
        own_rows=f"{settings.own_rows:,}",
        sets=_sets(settings),
        report=report,
    )


def _sets(settings: Settings) -> str:
    rows = [
        [name, one.by, one.stated, one.licence, f"{one.rows:,}", ", ".join(_teaches(one))]
        for name, one in read_descriptions().items()
        if settings.published_sets and one.licence in settings.licences
    ]
    header = ["set", "by", "licence as stated", "class", "rows", "teaches"]
    return table(header, rows)


def _teaches(one: SetDescription) -> list[str]:
    """Return the heads that learn from a set."""
    taught = [*one.labels, *(["what is harmless"] if one.clean else [])]
    if one.speaks:
        taught.append("language")
    if one.tags is not None:
        taught.append("names" if one.tags.kind == "entities" else "languages of words")
    return taught
