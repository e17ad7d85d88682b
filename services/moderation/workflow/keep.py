"""Work that comes round with time: sealing and anchoring the audit, and forgetting."""

import time
from dataclasses import dataclass

from services.moderation.wiring import Moderation
from services.moderation.workflow.dead_callbacks import forget_callbacks
from services.moderation.workflow.idempotency import forget_old_keys
from services.moderation.workflow.seal import anchor_audit, seal_audit

_ANCHOR_SECONDS = 60
_FORGET_SECONDS = 60


@dataclass(slots=True)
class Keeper:
    """Does what is due; one per database."""

    app: Moderation
    _anchored_seq: int = 0
    _anchored_at: float = float("-inf")
    _forgot_at: float = float("-inf")

    def run_once(self) -> bool:
        """Seal new audit rows; now and then anchor the chain, and forget."""
        sealed = seal_audit(self.app)
        now = time.monotonic()
        if now - self._anchored_at > _ANCHOR_SECONDS:
            self._anchored_seq = anchor_audit(self.app, after_seq=self._anchored_seq)
            self._anchored_at = now
        if now - self._forgot_at > _FORGET_SECONDS and not self._forget():
            self._forgot_at = now  # Until nothing is old, a batch at every step.
        return sealed > 0

    def _forget(self) -> int:
        """Remove a batch of each thing that is past its time; return how many."""
        return forget_callbacks(self.app) + forget_old_keys(self.app)
