"""Choose among the integer variants of an encoder, by what they change and what they cost."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from services.moderation.domain.screening import FLAGGED
from services.moderation.screening.encoder import Encoder
from training.calibration import Floats, sigmoid
from training.examples import Example
from training.heads import BINARY
from training.shipped import text_logits
from training.tables import table

MOST_FLIPS = 0.01
_TIMED = 60
_HIGH = 0.95


@dataclass(frozen=True)
class Measured:
    """What a variant does on the dev texts beside the fp32 model."""

    name: str
    f1: float
    flips: float
    largest: float
    milliseconds: float
    megabytes: float


def measure(
    name: str, path: Path, encoder: Encoder, examples: Sequence[Example], fp32: Floats
) -> tuple[Measured, Floats]:
    """Score `examples` with a variant; `fp32` is empty when it is the fp32 model itself."""
    # Whoever trains has it; what is tested here does without.
    from sklearn.metrics import f1_score  # noqa: PLC0415 - as above

    texts = [one.text for one in examples]
    logits = text_logits(encoder, texts).binary.astype(np.float64)
    reference = fp32 if len(fp32) else logits
    column = BINARY.index("toxicity")
    said, wanted = (sigmoid(one[:, column]) for one in (logits, reference))
    truth = np.array([one.labels["toxicity"] for one in examples])
    times = []
    for text in texts[:_TIMED]:
        started = time.perf_counter()
        encoder.read(text)
        times.append(time.perf_counter() - started)
    return Measured(
        name,
        float(f1_score(truth, said >= FLAGGED, zero_division=0)),
        float(np.mean((said >= FLAGGED) != (wanted >= FLAGGED))),
        float(np.abs(said - wanted).max()),
        float(np.quantile(times, _HIGH)) * 1000,
        path.stat().st_size / 1e6,
    ), logits


def choose(measured: Sequence[Measured]) -> Measured:
    """Return the first that flips few enough, in the order of their speed; else the most faithful.

    The order is known beforehand: a clock would choose another one on another day.
    """
    faithful = [one for one in measured if one.flips <= MOST_FLIPS]
    return faithful[0] if faithful else min(measured, key=lambda one: one.flips)


def variants_table(measured: Sequence[Measured], says: Mapping[str, str]) -> str:
    """Return the table of all variants."""
    rows = [
        [
            says[one.name],
            f"{one.f1:.3f}",
            f"{one.flips:.2%}",
            f"{one.largest:.3f}",
            f"{one.milliseconds:.1f}",
            f"{one.megabytes:.1f}",
        ]
        for one in measured
    ]
    header = ["weights", "F1 of toxicity", "flips", "largest difference", "p95 ms", "MB"]
    return table(header, rows)
