"""Work that comes round with time: sealing and anchoring the audit."""

import time
from dataclasses import dataclass

from services.moderation.wiring import Moderation
from services.moderation.workflow.seal import anchor_audit, seal_audit

_ANCHOR_SECONDS = 60


@dataclass(slots=True)
class Keeper:
    """Does what is due; one per database."""

    app: Moderation
    _anchored_seq: int = 0
    _anchored_at: float = float("-inf")

    def run_once(self) -> bool:
        """Seal new audit rows, anchor the chain now and then."""
        sealed = seal_audit(self.app)
        now = time.monotonic()
        if now - self._anchored_at > _ANCHOR_SECONDS:
            self._anchored_seq = anchor_audit(self.app, after_seq=self._anchored_seq)
            self._anchored_at = now
        return sealed > 0
