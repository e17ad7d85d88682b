"""The training loop: steps, moving average, checkpoints."""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from training.configuration import Settings, recipe_of
from training.encoder.checkpoint import Checkpoint
from training.encoder.loss import Shares, Targets, masked_loss
from training.encoder.network import Encoder
from training.encoder.optimiser import learning_share, make_optimiser
from training.epochs import Epoch, Sampler
from training.heads import BINARY
from training.targets import Batch, make_batch

_REPORT_SECONDS = 15.0
# In half precision a kernel is compiled for each length it meets: few lengths, then.
_HALF_STEP = 16
_LOSS_SHARE = 0.02


@dataclass
class Progress:
    """Where training stands; kept in the checkpoint."""

    epoch: int = 0
    batch: int = 0
    steps: int = 0
    seconds: float = 0.0
    texts: int = 0


class Training:
    """Fits one encoder for a stage; `run` goes on from its checkpoint, if there is one."""

    def __init__(
        self, model: Encoder, tokenizer: Tokenizer, sampler: Sampler, settings: Settings
    ) -> None:
        self._model, self._tokenizer, self._sampler = model, tokenizer, sampler
        self._settings = settings
        self._optimiser = make_optimiser(model, settings)
        self._average = {name: one.detach().clone() for name, one in model.state_dict().items()}
        self._progress = Progress()
        self._loss = 0.0
        self._clock = self._saved = self._reported = 0.0
        self._shares = Shares(
            torch.tensor([settings.share(head) for head in BINARY]),
            settings.share("language"),
            settings.share("entities"),
            settings.share("words"),
        )
        # Without instructions for it, half precision is emulated and far slower.
        self._half = bool(torch.ops.mkldnn._is_mkldnn_bf16_supported())  # noqa: SLF001 - there is no public question

    def run(self, path: Path, say: Callable[[str], None]) -> dict[str, Tensor]:
        """Train to the end and return the averaged weights."""
        checkpoint = Checkpoint(path, recipe_of(self._settings))
        resumed = checkpoint.load(self._model, self._optimiser, self._average)
        if resumed is not None:
            self._progress = Progress(**resumed)
            say(f"going on at epoch {self._progress.epoch}, batch {self._progress.batch}")
        torch.manual_seed(self._settings.seed + self._progress.steps)
        self._model.train()
        self._clock = self._saved = self._reported = time.monotonic()
        while self._progress.epoch < self._settings.epochs:
            epoch = self._sampler.epoch(self._progress.epoch, self._tokenizer)
            while self._progress.batch < len(epoch.batches):
                self._step(epoch)
                self._look_at_the_clock(len(epoch.batches), checkpoint, say)
            self._progress.epoch, self._progress.batch = self._progress.epoch + 1, 0
        self._save(checkpoint)
        say(self._report(0))
        return self._average

    def _look_at_the_clock(
        self, batches: int, checkpoint: Checkpoint, say: Callable[[str], None]
    ) -> None:
        """Count the time since the last look; report and save when they are due."""
        now = time.monotonic()
        self._progress.seconds += now - self._clock
        self._clock = now
        if now - self._reported > _REPORT_SECONDS:
            say(self._report(batches))
            self._reported = now
        if now - self._saved > self._settings.checkpoint_minutes * 60:
            self._save(checkpoint)
            self._saved = now

    def _save(self, checkpoint: Checkpoint) -> None:
        checkpoint.save(self._model, self._optimiser, self._average, vars(self._progress))

    def _step(self, epoch: Epoch) -> None:
        places = epoch.batches[self._progress.batch]
        batch = make_batch(
            [epoch.examples[at] for at in places],
            [epoch.encodings[at] for at in places],
            _HALF_STEP if self._half else 1,
        )
        epochs = self._progress.epoch + self._progress.batch / len(epoch.batches)
        share = epochs / self._settings.epochs
        for group in self._optimiser.param_groups:
            group["lr"] = group["peak"] * learning_share(share, self._settings.warm_up)
        loss = self._forward(batch)
        self._optimiser.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call,unused-ignore]
        nn.utils.clip_grad_norm_(self._model.parameters(), self._settings.clip)
        self._optimiser.step()
        self._progress.batch += 1
        self._progress.steps += 1
        self._progress.texts += len(places)
        share = max(_LOSS_SHARE, 1 / self._progress.steps)
        self._loss += share * (float(loss.detach()) - self._loss)
        if self._progress.steps % self._settings.average_every == 0:
            self._update_average()

    def _forward(self, batch: Batch) -> Tensor:
        with torch.autocast("cpu", torch.bfloat16, enabled=self._half):
            outputs = self._model(torch.from_numpy(batch.ids), torch.from_numpy(batch.mask))
        arrays = (batch.truth, batch.weight, batch.language, batch.entities, batch.words)
        targets = Targets(*map(torch.from_numpy, arrays))
        return masked_loss(outputs, targets, self._shares, self._settings.smoothing)

    def _update_average(self) -> None:
        """Move the average; early on it follows the weights more closely."""
        rounds = self._progress.steps // self._settings.average_every
        keep = min(self._settings.average_decay, (1 + rounds) / (10 + rounds))
        for name, one in self._model.state_dict().items():
            if one.is_floating_point():
                self._average[name].lerp_(one, 1 - keep)

    def _report(self, batches: int) -> str:
        at, seconds = self._progress, max(self._progress.seconds, 1e-9)
        return (
            f"epoch {at.epoch + 1}/{self._settings.epochs} batch {at.batch}/{batches} "
            f"loss {self._loss:.3f} {at.texts / seconds:.1f} texts/s "
            f"{seconds / 60:.1f} min"
        )


def use_cores() -> None:
    """Let PyTorch use every core that this process may run on, unless the caller said fewer."""
    cores = int(os.environ.get("OMP_NUM_THREADS", len(os.sched_getaffinity(0))))
    torch.set_num_threads(cores)
