"""Keep a training's state on disk, so that it goes on where it was stopped."""

from pathlib import Path
from typing import Any

import torch
from torch import Tensor
from torch.optim import Optimizer

from training.encoder.network import Encoder


class Checkpoint:
    """One file, replaced as a whole: a stop in the middle of writing leaves the one before.

    `recipe` names what is trained: a checkpoint of another recipe is not gone on with.
    """

    def __init__(self, path: Path, recipe: str) -> None:
        self._path, self._recipe = path, recipe

    def save(
        self,
        model: Encoder,
        optimiser: Optimizer,
        average: dict[str, Tensor],
        progress: dict[str, Any],
    ) -> None:
        """Write the state."""
        state = {
            "recipe": self._recipe,
            "model": model.state_dict(),
            "optimiser": optimiser.state_dict(),
            "average": average,
            "progress": progress,
        }
        new = self._path.with_suffix(".new")
        torch.save(state, new)
        new.replace(self._path)

    def load(
        self, model: Encoder, optimiser: Optimizer, average: dict[str, Tensor]
    ) -> dict[str, Any] | None:
        """Put the state back and return the progress; None when there is no checkpoint.

        Raise ValueError for a checkpoint of another recipe.
        """
        if not self._path.is_file():
            return None
        state = torch.load(self._path, map_location="cpu", weights_only=True)
        if state.get("recipe") != self._recipe:
            message = f"{self._path} is of other settings, sets or sentences: remove its folder"
            raise ValueError(message)
        model.load_state_dict(state["model"])
        optimiser.load_state_dict(state["optimiser"])
        for name, one in state["average"].items():
            average[name].copy_(one)
        progress: dict[str, Any] = state["progress"]
        return progress
