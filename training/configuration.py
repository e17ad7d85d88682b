"""The one file of settings for training, `encoder.yaml`, read and checked."""

import hashlib
import json
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict

from training.sets import SETS, Licence
from training.templates import FOLDER, SENTENCES

FILE = Path(__file__).with_name("encoder.yaml")

VERSION = "2026.11.2"
"""Of what is made by these settings."""


class Settings(BaseModel):
    """Settings of one profile; what each means stands in `encoder.yaml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    seed: int
    licences: set[Licence]
    published_sets: bool
    rows_share: float
    most_vocabulary_texts: int
    own_rows: int
    written_rows: int
    composed: int
    own_only_rows: int
    piece_rows: int
    epochs: int
    checkpoint_minutes: float
    longest: int
    pieces_per_batch: int
    texts_per_batch: int
    learning_rate: float
    head_learning_rate: float
    layer_decay: float
    weight_decay: float
    warm_up: float
    clip: float
    dropout: float
    smoothing: float
    average_decay: float
    average_every: int
    obfuscated: float
    recased: float
    shares: dict[str, float]
    dev_cap: int
    disguised_cap: int
    stages: tuple[dict[str, Any], ...] = ({},)
    """What each stage of the training changes of these settings."""

    def of_stages(self) -> "list[Settings]":
        """Return the settings of each stage."""
        plain = self.model_dump(exclude={"stages"})
        return [Settings.model_validate(_merged(plain, changed)) for changed in self.stages]

    def share(self, head: str) -> float:
        """Return what a head counts in the loss."""
        return self.shares.get(head, 1.0)


def recipe_of(settings: Settings) -> str:
    """Return a digest of all that makes one training differ from another, but for the code."""
    content = settings.model_dump(mode="json") | {"licences": sorted(settings.licences)}
    digest = hashlib.sha256(json.dumps(content, sort_keys=True).encode())
    for path in (
        SETS,
        *(one for each in (FOLDER, SENTENCES) for one in sorted(each.glob("*.yaml"))),
    ):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def read_settings(profile: str, path: Path = FILE) -> Settings:
    """Return the settings of `profile`: the defaults, and what it changes of them."""
    content: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    profiles = content.pop("profiles")
    if profile not in profiles:
        message = f"there is no profile {profile}; there are: {', '.join(profiles)}"
        raise ValueError(message)
    return Settings.model_validate({**content, **(profiles[profile] or {})})


def _merged(plain: dict[str, Any], changed: dict[str, Any]) -> dict[str, Any]:
    return {**plain, **changed, "shares": plain["shares"] | changed.get("shares", {})}
