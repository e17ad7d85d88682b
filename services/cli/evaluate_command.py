"""`saring evaluate`: how well screening agrees with an office's own labels."""

import csv
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import click

from services.cli.screener import open_screener
from services.moderation.domain.text import text_problem
from services.moderation.screening.evaluation import FAMILIES, Agreement, agreement, family_score
from services.moderation.screening.pipeline import Screener
from shared.errors import MendableError
from shared.logs import configure_logging

ALL = "all"
_YES = frozenset({"1", "true", "yes", "ya"})
_FIGURES = ("precision", "recall", "f1", "macro_f1", "auc")
_LANGUAGE = re.compile(r"[A-Za-z][A-Za-z-]{1,19}")
_LARGEST_CELL = 1_000_000
_EVERY = 50


@dataclass(frozen=True, slots=True)
class _Row:
    number: int
    text: str
    is_positive: bool
    language: str | None


@click.command("evaluate")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--text", "text_column", required=True, help="Column of the texts.")
@click.option("--label", "label_column", required=True, help="Column of the labels.")
@click.option(
    "--positive", multiple=True, help="A label that means yes.  [default: 1, true, yes, ya]"
)
@click.option("--language", "language_column", help="Column of languages.  [default: recognised]")
@click.option("--family", type=click.Choice(list(FAMILIES)), default="toxicity", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")
@click.option("--progress", is_flag=True, help="Show how far it is, on standard error.")
def command(  # noqa: PLR0913 (the options of a command line)
    *,
    file: Path,
    text_column: str,
    label_column: str,
    positive: tuple[str, ...],
    language_column: str | None,
    family: str,
    as_json: bool,
    progress: bool,
) -> None:
    """Screen the texts of FILE, a CSV, and compare the scores with its labels, by language.

    A text counts as flagged when its score is 0.5 or more. No text is printed; rows that cannot be
    used are named on standard error and left out.
    """
    configure_logging(level="WARNING")
    columns = (text_column, label_column, language_column)
    rows = list(_rows(file, columns, positive))
    screener = open_screener()
    found = _by_language(screener, rows, family, progress=progress)
    screener.close()
    if as_json:
        content = {name: asdict(one) for name, one in found.items()}
        click.echo(json.dumps({"family": family, "languages": content}, indent=1))
    else:
        _print_table(found)


def _by_language(
    screener: Screener, rows: list[_Row], family: str, *, progress: bool
) -> dict[str, Agreement]:
    """Return the agreement over all texts, then over those of each language, most texts first."""
    pairs: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    for number, row in enumerate(rows, 1):
        screening = screener.screen(row.text)
        score = family_score(screening, family)
        if progress and number % _EVERY == 0:
            click.echo(f"\r{number}/{len(rows)}", nl=False, err=True)
        if score is None:
            click.echo(f"row {row.number}, left out: no score; see `saring doctor`", err=True)
            continue
        for group in (ALL, row.language or screening.language.code):
            pairs[group].append((score, row.is_positive))
    if progress:
        click.echo(f"\r{len(rows)}/{len(rows)}", err=True)
    if not pairs:
        message = f"screening gave no score for {family}; `saring doctor` says why"
        raise MendableError(message)
    ordered = sorted(pairs.items(), key=lambda item: (item[0] != ALL, -len(item[1]), item[0]))
    return {group: agreement(*zip(*scored, strict=True)) for group, scored in ordered}


def _rows(
    file: Path, columns: tuple[str, str, str | None], positive: tuple[str, ...]
) -> Iterator[_Row]:
    text_column, label_column, language_column = columns
    csv.field_size_limit(_LARGEST_CELL)
    number = used = 0
    yes = frozenset(positive)
    try:
        with file.open(newline="", encoding="utf-8-sig") as lines:
            reader = csv.DictReader(lines)
            _require(columns, reader.fieldnames or [], file)
            for number, row in enumerate(reader, 1):
                text, label = row[text_column] or "", (row[label_column] or "").strip()
                problem = text_problem(text) if label else "the label is empty"
                if problem:
                    click.echo(f"{file.name}, row {number}, left out: {problem}", err=True)
                    continue
                used += 1
                is_positive = label in yes if yes else label.lower() in _YES
                language = row[language_column] if language_column else None
                yield _Row(number, text, is_positive, _named(language))
    except (UnicodeDecodeError, csv.Error) as error:
        message = f"{file.name}, after row {number}: not a CSV in UTF-8; save it as one"
        raise MendableError(message) from error
    if not used:
        message = f"{file.name} has no row that can be used"
        raise MendableError(message)


def _named(language: str | None) -> str | None:
    """Return a language's code or name; it is printed, so whole texts in that column are not."""
    return language if language and _LANGUAGE.fullmatch(language) else None


def _require(columns: tuple[str | None, ...], names: Sequence[str], file: Path) -> None:
    missing = [one for one in columns if one is not None and one not in names]
    if missing:
        # What stands there instead is not shown: without a header it would be a citizen's words.
        message = f"{file.name} has no column {missing[0]}: its first line must name the columns"
        raise MendableError(message)


def _print_table(found: dict[str, Agreement]) -> None:
    header = ("language", "texts", "positive", "flagged", *_FIGURES)
    out = sys.stdout
    out.write("  ".join(f"{name:>9}" for name in header) + "\n")
    for group, one in found.items():
        figures = [getattr(one, name) for name in _FIGURES]
        shown = ["-" if figure is None else f"{figure:.3f}" for figure in figures]
        cells = (group, str(one.texts), str(one.positive), str(one.flagged), *shown)
        out.write("  ".join(f"{cell:>9}" for cell in cells) + "\n")
