"""How well the heads over words do: entities as whole spans, languages word by word."""

from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np
from sklearn.metrics import f1_score

from training.examples import UNKNOWN, Span
from training.heads import ENTITIES, ENTITY_TAGS, WORD_LANGUAGES
from training.predictions import Predictions
from training.tables import table
from training.tokens import IGNORED, Place, spans_of, word_targets


def entity_table(found: Predictions) -> str:
    """Return span F1 per set and entity: a span counts when both ends and its class are right."""
    hits: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for at, one in enumerate(found.examples):
        if one.entities is None:
            continue
        classes = found.encoder.entities[at].argmax(axis=1).tolist()
        offsets = found.encoder.offsets[at]
        said = {_trimmed(one.text, place) for place in spans_of(classes, offsets, ENTITY_TAGS)}
        read = max((end for _, end in offsets), default=0)
        truth = {(s.start, s.end, s.label) for s in one.entities if s.end <= read}
        said -= {place for place in said if _is_unknown(place, one.entities)}
        for label in ENTITIES:
            wanted = {place for place in truth if place[2] == label}
            given = {place for place in said if place[2] == label}
            hits[one.source, label].update(
                right=len(wanted & given), wanted=len(wanted), given=len(given)
            )
    rows = []
    for (source, label), count in sorted(hits.items()):
        if count["wanted"]:
            f1 = 2 * count["right"] / max(count["wanted"] + count["given"], 1)
            rows.append([source, label, str(count["wanted"]), f"{f1:.3f}"])
    return table(["set", "entity", "spans", "F1"], rows)


def _trimmed(text: str, place: Place) -> Place:
    """Leave out the space that belongs to a piece."""
    start, end, label = place
    while start < end and text[start].isspace():
        start += 1
    return start, end, label


def _is_unknown(place: Place, spans: Sequence[Span]) -> bool:
    return any(
        span.label == UNKNOWN and span.start < place[1] and span.end > place[0] for span in spans
    )


def word_language_table(found: Predictions) -> str:
    """Return F1 of every word class on the code-mixed tweets, and their weighted mean."""
    truth: list[int] = []
    said: list[int] = []
    for at, one in enumerate(found.examples):
        if one.word_languages is None:
            continue
        targets = word_targets(found.encoder.offsets[at], one.word_languages, WORD_LANGUAGES)
        classes = found.encoder.words[at].argmax(axis=1)
        places = [place for place, target in enumerate(targets) if target != IGNORED]
        truth += [targets[place] for place in places]
        said += [int(classes[place]) for place in places]
    if not truth:
        return "no text with words of known language"
    labels = list(range(len(WORD_LANGUAGES)))
    each = f1_score(truth, said, labels=labels, average=None, zero_division=0)
    counts = np.bincount(truth, minlength=len(labels))
    rows = [[name, str(counts[at]), f"{each[at]:.3f}"] for at, name in enumerate(WORD_LANGUAGES)]
    weighted = f1_score(truth, said, average="weighted", zero_division=0)
    rows.append(["weighted mean", str(len(truth)), f"{weighted:.3f}"])
    return table(["class of word", "words", "F1"], rows)
