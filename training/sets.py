"""Read the published sets as `sets.yaml` describes them."""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict

from training.coarse import COARSE
from training.examples import Example, cleaned, is_dev, same_text_key
from training.heads import CLEAN, TOXIC
from training.rules import Rule, matches
from training.tokens import Tagging, tagged_example

csv.field_size_limit(10_000_000)
SETS = Path(__file__).with_name("sets.yaml")

Licence = Literal["open", "nc", "unstated"]
Row = Mapping[str, str]


class SetDescription(BaseModel):
    """One set of `sets.yaml`: where it lies, what may be done with it, what its labels mean."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    files: list[str]
    by: str
    licence: Licence
    stated: str
    rows: int
    """Rows drawn for one epoch; all of them when the set is smaller."""
    text: str = "text"
    language: str = "id"
    language_column: str | None = None
    languages: dict[str, str] = {}
    speaks: bool = False
    """Whether the language column or name may teach the language head."""
    skip: Rule = []
    skip_coarse: Rule = []
    dev: Rule | None = None
    dev_share: int = 10
    clean: Rule = []
    labels: dict[str, Rule | bool] = {}
    weights: dict[str, float] = {}
    unknown: dict[str, Rule] = {}
    tags: Tagging | None = None


@dataclass(frozen=True, slots=True)
class LabelledSets:
    """The examples of all sets that a profile may use, and how many an epoch draws of each."""

    examples: list[Example]
    rows: dict[str, int]


def read_descriptions(path: Path = SETS) -> dict[str, SetDescription]:
    """Read and check `sets.yaml`."""
    content: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {name: SetDescription.model_validate(one) for name, one in content.items()}


def read_sets(
    data: Path, licences: set[Licence], own: Iterable[Example] = (), path: Path = SETS
) -> LabelledSets:
    """Read every set whose licence is among `licences`, and add `own`.

    No text is both in dev and in training.
    """
    descriptions = read_descriptions(path)
    examples = [
        example
        for name, one in descriptions.items()
        if one.licence in licences
        for example in read_set(data, name, one)
    ]
    kept = without_leaks([*examples, *own])
    return LabelledSets(kept, {name: one.rows for name, one in descriptions.items()})


def read_set(data: Path, name: str, one: SetDescription) -> Iterator[Example]:
    """Yield the examples of one set."""
    for file in one.files:
        for row in _rows(data / file):
            if not matches(one.skip, row) and not _is_coarse(one, row):
                example = _example(name, one, row, file)
                if example.text:
                    yield example


def without_leaks(examples: list[Example]) -> list[Example]:
    """Drop from training what is also in a dev part, in whatever set, and repeated texts."""
    keys = [same_text_key(one.text) for one in examples]
    dev = {key for key, one in zip(keys, examples, strict=True) if one.is_dev and key}
    kept, seen = [], set()
    for key, one in zip(keys, examples, strict=True):
        identity = (key or one.text, one.source)
        if one.is_dev or (key not in dev and identity not in seen):
            kept.append(one)
            seen.add(identity)
    return kept


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(newline="", encoding="utf-8") as file:
        if path.suffix == ".jsonl":
            yield from map(json.loads, file)
        else:
            yield from csv.DictReader(file)


def _is_coarse(one: SetDescription, row: Row) -> bool:
    return matches(one.skip_coarse, row) and COARSE.search(row[one.text].lower()) is not None


def _example(name: str, one: SetDescription, row: dict[str, Any], file: str) -> Example:
    code = row.get(one.language_column or "", one.language)
    language = one.languages.get(code, code)
    if one.tags is not None:
        example = tagged_example(row["tokens"], row["tags"], one.tags, source=name)
        dev = "dev" in Path(file).stem or (one.dev is None and is_dev(example.text))
        return replace(example, language=language, is_dev=dev)
    raw = row[one.text]
    dev = is_dev(raw, one.dev_share) if one.dev is None else matches(one.dev, row)
    return Example(
        text=cleaned(raw),
        source=name,
        language=language,
        labels=_labels(one, row),
        weights=one.weights,
        is_dev=dev,
        spoken=language if one.speaks else None,
    )


def _labels(one: SetDescription, row: Row) -> dict[str, bool]:
    is_clean = matches(one.clean, row)
    labels = dict(CLEAN) if is_clean else {}
    for head, rule in one.labels.items():
        if is_clean and head in TOXIC:
            continue
        labels[head] = rule if isinstance(rule, bool) else matches(rule, row)
    for head, rule in one.unknown.items():
        if matches(rule, row):
            labels.pop(head, None)
    return labels
