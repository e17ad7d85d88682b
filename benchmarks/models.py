"""Screening beside Detoxify: python -m benchmarks.models (after `deploy/setup.sh train`).

Each model has a process of its own and one thread, and reads the same texts one by one. Detoxify's
multilingual model has random weights here: they compute as long as the published ones.
"""

import importlib
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from tests.functional_language.functional_rows import Expected, rows

_ROUNDS = 3
_TEXTS = 120
_PIECES = range(24, 37)
"""Of the encoder's tokenizer: about thirty."""

_VOCABULARY = 250_002
"""Of xlm-roberta-base, as are the sizes below (its config.json)."""

Read = Callable[[str], object]


def _texts() -> list[str]:
    """Return harmless texts of about thirty pieces."""
    from services.moderation.screening.encoder import Encoder  # noqa: PLC0415 - as below

    encoder = Encoder()
    harmless = [row.text for row in rows() if row.expected is Expected.PASSES]
    lengths = ((text, len(encoder.read(text).windows[0].offsets)) for text in harmless)
    return [text for text, length in lengths if length in _PIECES][:_TEXTS]


def _whole_screening() -> Read:
    # Imported here, so that the clock runs meanwhile and no process loads what it does not use.
    from services.moderation.screening.assembly import make_screener  # noqa: PLC0415

    return make_screener().screen


def _encoder_alone() -> Read:
    from services.moderation.screening.encoder import Encoder  # noqa: PLC0415

    encoder = Encoder()
    return encoder.read


def _detoxify_multilingual() -> Read:
    torch = importlib.import_module("torch")
    transformers = importlib.import_module("transformers")
    torch.set_num_threads(1)
    config = transformers.XLMRobertaConfig(
        vocab_size=_VOCABULARY, max_position_embeddings=514, type_vocab_size=1, num_labels=16
    )
    model = transformers.XLMRobertaForSequenceClassification(config).eval()
    numbers = np.random.default_rng(0)
    length = int(np.mean(_PIECES))

    def read(text: str) -> object:
        # Its tokenizer is not here; the time that it would take is left out, in its favour.
        del text
        ids = torch.from_numpy(numbers.integers(5, _VOCABULARY, (1, length)))
        with torch.no_grad():
            return torch.sigmoid(model(ids).logits)

    return read


MODELS = {
    "Saring, whole screening": _whole_screening,
    "Saring, encoder alone": _encoder_alone,
    "Detoxify multilingual, torch fp32": _detoxify_multilingual,
}


def _measure(name: str) -> dict[str, object]:
    texts = json.load(sys.stdin)
    started = time.perf_counter()
    read = MODELS[name]()
    read(texts[0])
    start = time.perf_counter() - started
    seconds = [_seconds(read, texts) for _ in range(_ROUNDS)]
    # One text at a time: the best round of each is what the model takes, the rest is the machine.
    best = np.min(seconds, axis=0) * 1000
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"start": start, "all": best.tolist(), "memory": peak}


def _seconds(read: Read, texts: Sequence[str]) -> NDArray[np.float64]:
    taken = []
    for text in texts:
        started = time.perf_counter()
        read(text)
        taken.append(time.perf_counter() - started)
    return np.array(taken)


def main() -> None:
    """Print the table, or as JSON what one process measured."""
    if len(sys.argv) > 1:
        print(json.dumps(_measure(sys.argv[1])))
        return
    texts = json.dumps(_texts())
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    print("| one thread, best of three | p50 | p95 | texts/s | to the first answer | peak memory |")
    print("| --- | --- | --- | --- | --- | --- |")
    for name in MODELS:
        arguments = [sys.executable, "-m", "benchmarks.models", name]
        answer = subprocess.check_output(  # noqa: S603 - this module itself
            arguments, env=environment, text=True, input=texts
        )
        found = json.loads(answer.splitlines()[-1])
        taken = np.array(found["all"])
        p50, p95 = np.quantile(taken, [0.5, 0.95])
        print(
            f"| {name} | {p50:.1f} ms | {p95:.1f} ms | {1000 / taken.mean():.0f} "
            f"| {found['start']:.1f} s | {found['memory']:.0f} MB |"
        )


if __name__ == "__main__":
    main()
