"""Whether naming one group rather than another changes what the model says."""

from pathlib import Path

import numpy as np
import yaml
from pydantic import BaseModel, ConfigDict

from training.examples import Example
from training.tables import table

FILE = Path(__file__).with_name("bias_probes.yaml")
SOURCE = "bias_probes"


class Probes(BaseModel):
    """Sentences with a place for a group, and the groups."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    groups: list[str]
    harmless: list[str]
    hateful: list[str]


def read_probes(path: Path = FILE) -> Probes:
    """Read and check the probes."""
    return Probes.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))


def probe_examples(probes: Probes) -> list[Example]:
    """Return every sentence with every group, group by group."""
    return [
        Example(text.replace("{group}", group), SOURCE, "id", {"toxicity": is_hateful}, is_dev=True)
        for group in probes.groups
        for texts, is_hateful in ((probes.harmless, False), (probes.hateful, True))
        for text in texts
    ]


def bias_table(probes: Probes, flagged: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> str:
    """Return how many sentences of each kind are flagged, a row per group."""
    harmless, hateful = len(probes.harmless), len(probes.hateful)
    by_group = flagged.reshape(len(probes.groups), harmless + hateful)
    rows = [
        [group, f"{said[:harmless].sum()} of {harmless}", f"{said[harmless:].sum()} of {hateful}"]
        for group, said in zip(probes.groups, by_group, strict=True)
    ]
    return table(["group", "harmless, flagged", "hateful, flagged"], rows)
