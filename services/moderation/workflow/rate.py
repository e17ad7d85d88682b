"""How many requests a key may make in a minute, over all processes together.

A write for each request would cost a synced write to the disk. A process sets requests aside in
blocks instead and counts them down by itself; blocks get smaller as the minute's rest does, so that
hardly any is left unused in one process while another refuses.
"""

import math
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from services.moderation.store.access import ApiKey
from services.moderation.store.limits import RateWindow
from shared.database import Database

WINDOW = timedelta(minutes=1)
"""By the database's clock, from full minute to full minute."""

_PART = 16
"""A block is one of so many parts of what is left."""

_KEYS_AT_MOST = 1000


@dataclass(frozen=True, slots=True)
class Allowance:
    """What a key has left: of `limit` requests `left`, until the window ends in `seconds`.

    With several processes `left` is an upper bound: others may have set some of it aside.
    """

    allowed: bool
    limit: int
    left: int
    seconds: int


@dataclass(frozen=True, slots=True)
class _Held:
    """What this process has set aside for a key in one window; `beyond` was left to all then.

    `ends` is the window's end by this process's monotonic clock.
    """

    window: datetime | None = None
    ends: float = -math.inf
    mine: int = 0
    beyond: int = 0


@dataclass(slots=True)
class _Account:
    lock: threading.Lock = field(default_factory=threading.Lock)
    held: _Held = field(default_factory=_Held)


class RateLimiter:
    """Counts the requests of every key; one per process."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lock = threading.Lock()
        self._accounts: OrderedDict[str, _Account] = OrderedDict()

    def take(self, key_id: str, *, limit: int, cost: int = 1) -> Allowance:
        """Take `cost` requests out of the key's minute, all of them or none.

        A limit that was changed counts from the next block, at the latest from the next minute.
        """
        account = self._account(key_id)
        with account.lock:
            held = account.held
            # Others only take: what was beyond reach in this window stays so, and a flood of
            # requests that are refused costs no write.
            reachable = held.mine < cost <= held.mine + held.beyond
            if reachable or time.monotonic() >= held.ends:
                held = self._set_aside(key_id, held, limit=limit, cost=cost)
            allowed = held.mine >= cost
            if allowed:
                held = replace(held, mine=held.mine - cost)
            account.held = held
        return Allowance(allowed, limit, held.mine + held.beyond, _seconds_until(held.ends))

    def _account(self, key_id: str) -> _Account:
        with self._lock:
            account = self._accounts.setdefault(key_id, _Account())
            self._accounts.move_to_end(key_id)
            if len(self._accounts) > _KEYS_AT_MOST:
                self._accounts.popitem(last=False)  # What it had set aside is lost to its key.
            return account

    def _set_aside(self, key_id: str, held: _Held, *, limit: int, cost: int) -> _Held:
        try:
            return self._block(key_id, held, limit=limit, cost=cost)
        except IntegrityError:
            # Another process began the key's first window at the same moment.
            return self._block(key_id, held, limit=limit, cost=cost)

    def _block(self, key_id: str, held: _Held, *, limit: int, cost: int) -> _Held:
        with self._database.writing() as session:
            now, here = self._database.now(session), time.monotonic()
            window = _window(session, key_id, now)
            mine = held.mine if held.window == window.started_at else 0
            left, needed = max(0, limit - window.taken), cost - mine
            size = max(needed, left // _PART) if 0 < needed <= left else 0
            window.taken += size
            note_use(session, key_id, now)
            ends = here + (window.started_at + WINDOW - now).total_seconds()
            return _Held(window.started_at, ends, mine + size, left - size)


def _window(session: Session, key_id: str, now: datetime) -> RateWindow:
    """Return the key's window, begun anew if the one before is over.

    A process whose clock lags a little, or that has waited for the row, must not go back to the
    minute before. A window that lies further ahead is from before the clock was set back.
    """
    start = now.replace(second=0, microsecond=0)
    window = session.get(RateWindow, key_id, with_for_update=True)
    if window is None:
        window = RateWindow(api_key_id=key_id, started_at=start, taken=0)
        session.add(window)
        session.flush()
    elif not start <= window.started_at <= start + WINDOW:
        window.started_at, window.taken = start, 0
    return window


def note_use(session: Session, key_id: str, now: datetime) -> None:
    """Write down that a key is in use, once a minute at the most."""
    key = session.get(ApiKey, key_id)
    if key is not None and (key.last_used_at is None or key.last_used_at <= now - WINDOW):
        key.last_used_at = now


def _seconds_until(end: float) -> int:
    longest = round(WINDOW.total_seconds())
    return min(longest, max(1, math.ceil(end - time.monotonic())))
