"""What a believed command makes of the inbox's heads, the ledger, the switches and the anchors."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from services.publisher.believed import Believed
from services.publisher.events import Subject, report
from services.publisher.scheduling import schedule, take_back, withdraw_unsent
from services.publisher.stop import switch
from services.publisher.store import POSTING, AuditAnchor, Head
from services.publisher.wiring import Publisher
from shared.clock import unix_time
from shared.messages import ChannelStatus, CommandClaims, EventType, Operation, RefusalReason
from shared.rendering import Content, ContentError, parse_content


def obey(publisher: Publisher, session: Session, believed: Believed) -> list[RefusalReason]:
    """Write what follows from a command; return why it was refused, once for each refusal.

    Every refusal that concerns a channel is answered with an event.
    """
    now, claims, content = publisher.clock(), believed.claims, believed.content
    orders = _Orders(publisher, session, believed)
    if claims.exp <= unix_time(now):
        return orders.refuse(claims.channels, RefusalReason.EXPIRED)
    match claims.op:
        case Operation.ANCHOR:
            return orders.anchor(content or "")
        case Operation.STOP | Operation.RESUME:
            return orders.switch()
        case Operation.PUBLISH | Operation.UPDATE:
            return orders.post(content or "")
        case Operation.RECALL | Operation.ERASE:
            return orders.take_back()


class _Orders:
    """One command being obeyed, inside one transaction."""

    def __init__(self, publisher: Publisher, session: Session, believed: Believed) -> None:
        self._session = session
        self._believed = believed
        self._claims = claims = believed.claims
        self._now = publisher.clock()
        named = dict.fromkeys(claims.channels)
        self._known = [name for name in named if name in publisher.channels]
        self._unknown = [name for name in named if name not in publisher.channels]

    def refuse(self, channels: Iterable[str], reason: RefusalReason) -> list[RefusalReason]:
        """Answer for each of `channels` that nothing is done."""
        refused = list(channels)
        for channel in refused:
            subject = Subject.of_claims(self._claims, channel)
            report(self._session, EventType.REFUSED, subject, at=self._now, reason=reason)
        return [reason] * len(refused)

    def post(self, content: str) -> list[RefusalReason]:
        """Schedule the parts of a revision on each channel that the command names."""
        claims = self._claims
        head = self._session.get(Head, claims.sub, with_for_update=True)
        reason = _why_not(head, claims)
        if reason is not None:
            return self.refuse(claims.channels, reason)
        self._raise_head(head)
        try:
            parts = parse_content(content)
        except ContentError:
            return self.refuse(claims.channels, RefusalReason.BAD_CONTENT)
        return self._schedule(parts)

    def _schedule(self, parts: Content) -> list[RefusalReason]:
        for channel in self._known:
            if channel in parts:
                schedule(self._session, self._believed, channel, parts[channel], now=self._now)
        return [
            *self.refuse(self._unknown, RefusalReason.UNKNOWN_CHANNEL),
            *self.refuse(
                (channel for channel in self._known if channel not in parts),
                RefusalReason.BAD_CONTENT,
            ),
        ]

    def take_back(self) -> list[RefusalReason]:
        """Leave a tombstone, drop what was not posted yet, and order the rest taken off."""
        claims = self._claims
        head = self._session.get(Head, claims.sub, with_for_update=True)
        if head is not None and claims.seq <= head.seq:
            return self.refuse(claims.channels, RefusalReason.SUPERSEDED)
        self._raise_head(head)
        withdraw_unsent(self._session, claims.sub, now=self._now)
        for channel in self._known:
            take_back(self._session, self._believed, channel, now=self._now)
        return self.refuse(self._unknown, RefusalReason.UNKNOWN_CHANNEL)

    def switch(self) -> list[RefusalReason]:
        """Stop or resume the channels that the command names, and tell how they stand."""
        stopped = self._claims.op is Operation.STOP
        status = ChannelStatus.STOPPED if stopped else ChannelStatus.RUNNING
        late = []
        for channel in self._known:
            if switch(self._session, self._claims, channel, now=self._now):
                subject = Subject.of_claims(self._claims, channel)
                report(
                    self._session, EventType.CHANNEL_STATUS, subject, at=self._now, reason=status
                )
            else:
                late.append(channel)
        return [
            *self.refuse(late, RefusalReason.SUPERSEDED),
            *self.refuse(self._unknown, RefusalReason.UNKNOWN_CHANNEL),
        ]

    def anchor(self, head: str) -> list[RefusalReason]:
        """Keep the head of the audit's chain; what stands for a seal is never overwritten."""
        known = self._session.get(AuditAnchor, self._claims.seq)
        if known is None:
            self._session.add(AuditAnchor(seq=self._claims.seq, head=head, at=self._now))
            return []
        return [] if known.head == head else [RefusalReason.ANCHOR_CONFLICT]

    def _raise_head(self, head: Head | None) -> None:
        claims = self._claims
        if head is None:
            head = Head(submission_id=claims.sub, revision=0, taken_back=0, erased=False)
            self._session.add(head)
        head.seq = claims.seq
        head.revision = max(head.revision, claims.rev)
        if claims.op not in POSTING:
            head.taken_back = head.revision
            head.erased = head.erased or claims.op is Operation.ERASE


def _why_not(head: Head | None, claims: CommandClaims) -> RefusalReason | None:
    if head is None:
        return None
    if head.erased:
        return RefusalReason.ERASED
    if claims.seq <= head.seq or claims.rev < head.revision:
        return RefusalReason.SUPERSEDED
    if claims.rev <= head.taken_back:
        return RefusalReason.RECALLED
    return None
