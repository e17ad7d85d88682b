"""Make the encoder: python -m training.train [DATA] --profile full|open|smoke.

Goes on where it was stopped. Everything is written under the folder that `--out` names.
"""

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from training.card import model_card
from training.configuration import Settings, read_settings
from training.finish import finish, report
from training.folder import CARD, SHIPPED
from training.sets import LabelledSets, read_sets
from training.templates import composed_examples, own_examples, written_examples


def read_examples(data: Path | None, settings: Settings) -> LabelledSets:
    """Return the examples of the published sets and of our templates."""
    written = written_examples()
    own = own_examples(settings.seed, settings.own_only_rows) + written
    own += composed_examples(written, settings.composed, settings.seed)
    if not settings.published_sets:
        return LabelledSets(own, {})
    if data is None:
        message = "this profile reads published sets: say where they are, DATA=folder"
        raise click.UsageError(message)
    return read_sets(data, settings.licences, own)


@click.command()
@click.argument(
    "data", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path)
)
@click.option("--profile", default="full", show_default=True)
@click.option("--out", type=click.Path(path_type=Path), help="Default: build/encoder-PROFILE.")
@click.option("--seed", type=int, help="Instead of the one in encoder.yaml.")
@click.option("--only-finish", is_flag=True, help="Keep the trained weights; redo what follows.")
def main(
    data: Path | None, profile: str, out: Path | None, seed: int | None, *, only_finish: bool
) -> None:
    """Train on the sets under DATA and on our templates; write model and report."""
    settings = read_settings(profile)
    if seed is not None:
        settings = settings.model_copy(update={"seed": seed})
    work = out or Path("build") / f"encoder-{profile}"
    (work / SHIPPED).mkdir(parents=True, exist_ok=True)
    read = read_examples(data, settings)
    _say(f"{len(read.examples):,} texts")
    if not only_finish:
        _make(read, settings, work)
    made = finish(read, settings, work, _say)
    card = model_card(settings, report(made, settings, data), profile=profile)
    (work / SHIPPED / CARD).write_text(card, encoding="utf-8")
    click.echo(card)


def _make(read: LabelledSets, settings: Settings, work: Path) -> None:
    # PyTorch is needed here alone: what follows, and what is tested, does without.
    from training.encoder.make import make_encoder  # noqa: PLC0415 - as above

    train = [one for one in read.examples if not one.is_dev]
    make_encoder(train, read.rows, settings, work, _say)


def _say(message: str) -> None:
    clock = datetime.now(UTC).strftime("%H:%M:%S")
    print(f"{clock} {message}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
