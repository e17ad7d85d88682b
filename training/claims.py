"""How well the sentence vector finds the same statement in another language."""

import csv
from collections import defaultdict
from pathlib import Path

import numpy as np

from services.moderation.screening.encoder import Encoder
from training.shipped import text_logits
from training.tables import table

_FILE = "nusax_senti/data.csv"
_PAIRS = (("indonesian", "javanese"), ("indonesian", "sundanese"), ("english", "indonesian"))


def retrieval_table(data: Path, encoder: Encoder) -> str:
    """Return the share of NusaX dev sentences whose nearest neighbour is their translation."""
    texts: dict[str, dict[str, str]] = defaultdict(dict)
    with (data / _FILE).open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["split"] == "valid":
                texts[row["lang"]][row["id"]] = row["text"]
    rows = []
    for first, second in _PAIRS:
        shared = sorted(texts[first].keys() & texts[second].keys())
        left, right = (
            text_logits(encoder, [texts[one][key] for key in shared]).vector
            for one in (first, second)
        )
        nearest = (left @ right.T).argmax(axis=1)
        right_ones = float(np.mean(nearest == np.arange(len(shared))))
        rows.append([f"{first} to {second}", str(len(shared)), f"{right_ones:.3f}"])
    return table(["languages", "sentences", "nearest is the translation"], rows)
