"""What the released toxicity model scores on the dev split, set by set."""

from collections import defaultdict

import numpy as np
from sklearn.metrics import f1_score

from services.moderation.domain.screening import FLAGGED, TOXICITY_SCORES
from services.moderation.screening.normalise import fold, match_form
from services.moderation.screening.toxicity import ToxicityModel
from training.examples import Example

_DECIDING = [TOXICITY_SCORES.index(name) for name in ("toxicity", "identity_attack")]


def report(examples: list[Example]) -> str:
    """Return a table: F1 and false alarms of `flagged toxic` on each set of `examples`."""
    model = ToxicityModel.load()
    by_set: dict[tuple[str, str], list[tuple[bool, bool]]] = defaultdict(list)
    for one in examples:
        values = model.probabilities(match_form(fold(one.text)).text)
        flagged = bool(values[_DECIDING].max() >= FLAGGED)
        by_set[one.source, one.language].append((one.labels["toxicity"], flagged))
    lines = [
        "| set | language | texts | toxic | F1 | false alarms |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for (source, language), pairs in sorted(by_set.items()):
        truth, flagged = np.array(pairs).T
        f1 = f"{f1_score(truth, flagged):.3f}" if truth.any() else "-"
        alarms = f"{flagged[~truth].mean():.2%}" if (~truth).any() else "-"
        lines.append(f"| {source} | {language} | {len(pairs)} | {truth.sum()} | {f1} | {alarms} |")
    return "\n".join(lines)
