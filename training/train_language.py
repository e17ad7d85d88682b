"""Make langdetect profiles of languages it lacks: python -m training.train_language DATA."""

import csv
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import click
from langdetect.utils.lang_profile import LangProfile

from training.examples import Example, is_dev

PROFILES = Path(__file__).parents[1] / "services/moderation/screening/model/language_profiles.json"

_NUSAX = {
    "indonesian": "id",
    "javanese": "jv",
    "sundanese": "su",
    "madurese": "mad",
    "balinese": "ban",
    "banjarese": "bjn",
    "minangkabau": "min",
}
_TRAIN = "train"
_NUSA_WRITES = {"jav": "jv", "sun": "su"}
# An n-gram seen more rarely than this share of its language says nothing, and costs memory.
_RAREST = 20_000
_MASKS = re.compile(r"\[(?:USERNAME|URL)\]")


def sentences(data: Path) -> Iterator[Example]:
    """Yield sentences with their language from the sets that may be redistributed."""
    for row in _rows(data / "nusawrites_kalimat_jav_sun/data.csv"):
        if row["split"] == _TRAIN:
            yield _example(row, "nusawrites", _NUSA_WRITES[row["lang"]])
    for row in _rows(data / "nusax_senti/data.csv"):
        if row["lang"] in _NUSAX and row["split"] == _TRAIN:
            yield _example(row, "nusax", _NUSAX[row["lang"]])
    for name in ("smsa", "emot"):
        for row in _rows(data / f"indonlu_smsa_emot/{name}_train.csv"):
            yield _example(row, name, "id")


def _example(row: dict[str, str], source: str, language: str) -> Example:
    text = _MASKS.sub(" ", row["text"]).lower()
    return Example(text, source, language, is_dev=is_dev(row["text"]))


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        yield from csv.DictReader(file)


def profiles(examples: list[Example]) -> list[dict[str, object]]:
    """Return one langdetect profile per language of `examples`."""
    texts: dict[str, list[str]] = defaultdict(list)
    for one in examples:
        texts[one.language].append(one.text)
    made = []
    for language, lines in sorted(texts.items()):
        profile = LangProfile(language)
        for line in lines:
            profile.update(f"{line} ")
        fewest = max(profile.n_words[0] // _RAREST, 2)
        frequent = {gram: count for gram, count in sorted(profile.freq.items()) if count > fewest}
        made.append({"name": language, "n_words": profile.n_words, "freq": frequent})
    return made


@click.command()
@click.argument("data", type=click.Path(exists=True, path_type=Path))
def main(data: Path) -> None:
    """Write the profiles, made from the sentences under DATA that are not in the dev split."""
    made = profiles([one for one in sentences(data) if not one.is_dev])
    PROFILES.write_text(
        json.dumps(made, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8"
    )
    click.echo(f"{len(made)} profiles, {PROFILES.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
