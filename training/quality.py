"""Compare models on texts that none of ours was trained on: python -m training.quality DATA."""

import csv
import sys
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

import click
import numpy as np
from sklearn.metrics import f1_score

from services.moderation.screening.encoder import FOLDER
from tests.functional_language.functional_rows import Expected, rows
from training.configuration import read_settings
from training.examples import Example, cleaned, is_dev
from training.language_quality import served_language_table
from training.rivals import (
    Flags,
    Rival,
    alt_profanity_check,
    characters_alone,
    detoxify,
    encoder_alone,
    ours,
)
from training.sets import read_sets
from training.tables import table
from training.templates import own_examples, written_examples

Score = Callable[[Flags, Flags], str]


def _f1(truth: Flags, said: Flags) -> str:
    return f"{f1_score(truth, said, zero_division=0):.3f}"


def _macro(truth: Flags, said: Flags) -> str:
    return f"{f1_score(truth, said, average='macro', zero_division=0):.3f}"


def _alarms(truth: Flags, said: Flags) -> str:
    return f"{said[~truth].sum()} of {(~truth).sum()}"


_MEASURES: tuple[tuple[str, str, str, Score], ...] = (
    ("HS, hate alone: F1", "ibrohim2019_id_hs", "hate", _f1),
    ("HS, hate or abuse: F1", "ibrohim2019_id_hs", "toxicity", _f1),
    ("Javanese tweets: F1", "putri2021_javanese", "toxicity", _f1),
    ("Sundanese tweets: F1", "putri2021_sundanese", "toxicity", _f1),
    ("netifier, any kind: F1", "netifier_id_toxic", "any_toxic", _f1),
    ("OLID (English): macro-F1", "olid2019_en", "toxicity", _macro),
    ("complaints flagged", "complaints_id", "toxicity", _alarms),
)


@click.command()
@click.argument("data", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--open", "open_model", type=click.Path(path_type=Path), help="Ours, open sets.")
@click.option("--detoxify", "prepared", multiple=True, type=click.Path(path_type=Path))
def main(data: Path, open_model: Path | None, prepared: tuple[Path, ...]) -> None:
    """Print tables: models beside each other, functions, languages."""
    settings = read_settings("full")
    own = own_examples(settings.seed, settings.own_only_rows) + written_examples()
    dev = [one for one in read_sets(data, settings.licences, own).examples if one.is_dev]
    rivals = [ours("Saring", FOLDER)]
    if open_model is not None:
        rivals.append(ours("Saring, open sets", open_model))
    rivals += [encoder_alone(FOLDER), characters_alone(FOLDER), alt_profanity_check()]
    rivals += map(detoxify, prepared)
    lines = [_line(measure, dev, rivals) for measure in _MEASURES]
    lines.append(_alarms_line("SmSA, negative, flagged", _negative(data), rivals))
    lines.append(_functional(rivals))
    click.echo(table(["", *(one.name for one in rivals)], lines) + "\n")
    click.echo(_functions(rivals[0]) + "\n")
    click.echo(served_language_table(dev, settings.seed))


def _negative(data: Path) -> list[str]:
    """Return SmSA's negative texts that were kept from training, coarse ones too."""
    path = data / "indonlu_smsa_emot" / "smsa_train.csv"
    with path.open(newline="", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["label"] == "negative"]
    return [cleaned(row["text"]) for row in rows if is_dev(row["text"])]


def _alarms_line(name: str, texts: Sequence[str], rivals: Sequence[Rival]) -> list[str]:
    flagged = (one.toxic(texts).sum() for one in rivals)
    return [name, *(f"{count} of {len(texts)}" for count in flagged)]


def _line(
    measure: tuple[str, str, str, Score], dev: Sequence[Example], rivals: Sequence[Rival]
) -> list[str]:
    name, source, head, score = measure
    known = [one for one in dev if one.source == source and head in one.labels]
    truth = np.array([one.labels[head] for one in known], dtype=bool)
    texts = [one.text for one in known]
    sys.stderr.write(f"{name}: {len(texts)} texts\n")
    cells = []
    for rival in rivals:
        judge = rival.hate if head == "hate" else rival.toxic
        cells.append("-" if judge is None else score(truth, judge(texts)))
    return [name, *cells]


def _functional(rivals: Sequence[Rival]) -> list[str]:
    right = [_right(one) for one in rivals]
    return ["functional rows right", *(f"{one.mean():.1%}" for one in right)]


def _functions(rival: Rival) -> str:
    by_function: dict[tuple[str, str], list[bool]] = defaultdict(list)
    for row, is_right in zip(rows(), _right(rival), strict=True):
        by_function[row.function, row.expected].append(bool(is_right))
    lines = [
        [function, expected, str(len(right)), f"{np.mean(right):.0%}"]
        for (function, expected), right in by_function.items()
    ]
    return table(["function", "expected", "rows", "right"], lines)


def _right(rival: Rival) -> Flags:
    truth = np.array([row.expected is Expected.FLAGGED for row in rows()])
    right: Flags = rival.toxic([row.text for row in rows()]) == truth
    return right


if __name__ == "__main__":
    main()
