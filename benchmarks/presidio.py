"""Saring's recognisers by themselves and in Presidio: python -m benchmarks.presidio.

Needs the extra (`deploy/setup.sh presidio`). The ways take turns in one process, over the same
texts; what each costs until its first answer is measured in processes of their own.
"""

import json
import logging
import os
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests.personal_data.personal_rows import rows

_ROUNDS = 9
_STARTS = 5

Read = Callable[[str], object]


def _by_itself() -> Read:
    from services.moderation.screening.checker import Passage  # noqa: PLC0415 - part of the start
    from services.moderation.screening.personal.checker import (  # noqa: PLC0415
        PersonalDataChecker,
    )

    checker = PersonalDataChecker()
    return lambda text: checker.check(Passage(text))


def _without_nlp() -> Read:
    from presidio_analyzer.nlp_engine import NoOpNlpEngine  # noqa: PLC0415

    return _in_presidio(NoOpNlpEngine([{"lang_code": "id", "model_name": "none"}]))


def _blank_spacy() -> Read:
    from presidio_analyzer.nlp_engine import SlimSpacyNlpEngine  # noqa: PLC0415

    return _in_presidio(
        SlimSpacyNlpEngine(
            supported_languages=["id"], generic_tokenizer="blank", auto_download=False
        )
    )


def _in_presidio(nlp_engine: object) -> Read:
    from presidio_analyzer import AnalyzerEngine, RecognizerRegistry  # noqa: PLC0415

    from services.moderation.presidio.recognizer import SaringRecognizer  # noqa: PLC0415

    logging.getLogger("presidio-analyzer").setLevel(logging.ERROR)
    engine = AnalyzerEngine(
        registry=RecognizerRegistry([SaringRecognizer()], supported_languages=["id"]),
        nlp_engine=nlp_engine,
        supported_languages=["id"],
    )
    return lambda text: engine.analyze(text, language="id")


_WAYS: dict[str, Callable[[], Read]] = {
    "the checker by itself": _by_itself,
    "in Presidio, no NLP engine": _without_nlp,
    "in Presidio, blank spaCy": _blank_spacy,
}


def _milliseconds() -> dict[str, list[float]]:
    """Return the milliseconds a text, of each way and round."""
    texts = [row.text for row in rows("first")]
    ways = {name: make() for name, make in _WAYS.items()}
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(_ROUNDS):
        for name, read in ways.items():
            began = time.perf_counter()
            for text in texts:
                read(text)
            taken[name].append((time.perf_counter() - began) * 1000 / len(texts))
    return taken


def _start(name: str) -> None:
    """Print the seconds until a first answer and the MB that the process took."""
    began = time.perf_counter()
    _WAYS[name]()("NIK 3404071203850001")
    seconds = time.perf_counter() - began
    print(json.dumps([seconds, _megabytes()]))


def _megabytes() -> float:
    """Return what the process holds; what getrusage gives would begin with its parent's."""
    [kilobytes] = re.findall(r"VmRSS:\s+(\d+) kB", Path("/proc/self/status").read_text())
    return int(kilobytes) / 1024


def _starts(name: str) -> list[list[float]]:
    command = [sys.executable, "-m", "benchmarks.presidio", name]
    runs = (
        subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - ours
        for _ in range(_STARTS)
    )
    return [json.loads(run.stdout) for run in runs]


def main() -> None:
    """Print medians, with the least and the most of what a text takes."""
    if len(sys.argv) > 1:
        _start(sys.argv[1])
        return
    print(f"load {os.getloadavg()[0]:.2f} on {os.cpu_count()} processors")
    for name, times in _milliseconds().items():
        seconds, megabytes = map(statistics.median, zip(*_starts(name), strict=True))
        middle, spread = statistics.median(times), f"{min(times):.2f} to {max(times):.2f}"
        start = f"{seconds:.1f} s and {megabytes:.0f} MB to start"
        print(f"{name:28} {middle:.2f} ms a text ({spread}), {start}")


if __name__ == "__main__":
    main()
