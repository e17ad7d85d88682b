"""`saring models`: the encoder in Detoxify's format, and Detoxify's models made ready for use."""

import importlib
from pathlib import Path
from types import ModuleType

import click

from shared.errors import MendableError

_FOLDER = click.Path(file_okay=False, path_type=Path)
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_BRIDGE = "services.moderation.detoxify"


@click.group("models", short_help="Models, to and from Detoxify.")
def command() -> None:
    """Write the encoder as a Detoxify checkpoint; make Detoxify's own models ready for use."""


@command.command("export-detoxify")
@click.argument("out", type=_FOLDER)
def export(out: Path) -> None:
    """Write the encoder into the folder OUT, so that Detoxify loads it without a network."""
    from services.moderation.screening.encoder import FOLDER  # noqa: PLC0415 - onnxruntime

    path = _bridge("export").export_detoxify(FOLDER, out)
    click.echo(f"Detoxify(checkpoint={str(path)!r}, huggingface_config_path={str(out)!r})")


@command.command("prepare-detoxify")
@click.argument("checkpoint", type=_FILE)
@click.option("--sha256", required=True, help="Of CHECKPOINT, as its publisher gives it.")
@click.option(
    "--config",
    required=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder with the config.json and the tokenizer of its base model.",
)
@click.option("--onnx", is_flag=True, help="As int8 for onnxruntime too: faster, without PyTorch.")
@click.argument("out", type=_FOLDER)
def prepare(checkpoint: Path, sha256: str, config: Path, out: Path, *, onnx: bool) -> None:
    """Make a CHECKPOINT that Detoxify published ready for use from the folder OUT.

    A checkpoint is a program: only one with the SHA-256 that you give is opened.
    """
    _bridge("prepare").prepare_detoxify(checkpoint, sha256=sha256, config=config, out=out)
    if onnx:
        _bridge("integers").write_onnx(out)
    click.echo(f"SARING_DETOXIFY_MODEL={out.resolve()}")


def _bridge(name: str) -> ModuleType:
    try:
        return importlib.import_module(f"{_BRIDGE}.{name}")
    except ModuleNotFoundError as error:
        message = f"{error.name} is missing: install saring[detoxify] (docs/detoxify.md)"
        raise MendableError(message) from error
