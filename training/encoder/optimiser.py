"""AdamW with a learning rate for each layer, and the rate's course over the training."""

import math
import re
from typing import TYPE_CHECKING

from torch.optim import AdamW

from training.configuration import Settings
from training.encoder.network import Encoder

if TYPE_CHECKING:
    from torch.nn import Parameter

_LAYER = re.compile(r"encoder\.layer\.(\d+)\.")
_UNDECAYED = ("bias", "LayerNorm.weight")


def make_optimiser(model: Encoder, settings: Settings) -> AdamW:
    """Return the optimiser: lower layers learn more slowly, new heads much faster."""
    layers = model.bert.config.num_hidden_layers
    groups: dict[tuple[float, float], list[Parameter]] = {}
    for name, parameter in model.named_parameters():
        decay = 0.0 if name.endswith(_UNDECAYED) else settings.weight_decay
        groups.setdefault((_peak(name, layers, settings), decay), []).append(parameter)
    return AdamW(
        [
            {"params": parameters, "lr": peak, "peak": peak, "weight_decay": decay}
            for (peak, decay), parameters in groups.items()
        ],
        fused=True,
    )


def _peak(name: str, layers: int, settings: Settings) -> float:
    if not name.startswith("bert."):
        return settings.head_learning_rate
    layer = _LAYER.search(name)
    outside = layers + 1 if "embeddings" in name else 0
    depth = layers - int(layer.group(1)) if layer else outside
    return settings.learning_rate * settings.layer_decay**depth


def learning_share(done: float, warm_up: float) -> float:
    """Return the share of the peak rate after `done` of the training: a line up, a cosine down."""
    if done < warm_up:
        return max(done / warm_up, 0.01)
    return max((1 + math.cos(math.pi * (done - warm_up) / (1 - warm_up))) / 2, 1e-3)
