"""Work that comes round with time: sealing and anchoring the audit, expiry, gauges."""

import time
from dataclasses import dataclass

from services.moderation.wiring import Moderation
from services.moderation.workflow.gauges import refresh_gauges
from services.moderation.workflow.seal import anchor_audit, seal_audit
from services.publisher.expiry import forget_dead_letters
from services.publisher.wiring import Publisher

_ANCHOR_SECONDS = 60
_EXPIRY_SECONDS = 3600


@dataclass(slots=True)
class Keeper:
    """Does what is due; one per data directory."""

    app: Moderation
    publisher: Publisher
    _anchored_seq: int = 0
    _anchored_at: float = float("-inf")
    _expired_at: float = float("-inf")

    def run_once(self) -> bool:
        """Seal new audit rows, anchor the chain, let dead letters expire, refresh gauges."""
        sealed = seal_audit(self.app)
        now = time.monotonic()
        if now - self._anchored_at > _ANCHOR_SECONDS:
            self._anchored_seq = anchor_audit(self.app, after_seq=self._anchored_seq)
            self._anchored_at = now
        if now - self._expired_at > _EXPIRY_SECONDS:
            forget_dead_letters(self.publisher)
            self._expired_at = now
        refresh_gauges(self.app)
        return sealed > 0
