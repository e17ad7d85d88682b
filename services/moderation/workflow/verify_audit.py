"""Check the audit's chain: any altered, removed or reordered row, and a cut tail."""

from dataclasses import dataclass, field

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.moderation.store.audit import AuditRow, AuditSeal
from services.moderation.workflow.seal import GENESIS, link
from shared.database import Database

_PAGE = 5000


@dataclass(frozen=True, slots=True)
class Anchor:
    """A head of the chain that was kept outside of the database."""

    seq: int
    head: str


@dataclass(slots=True)
class AuditReport:
    """What was checked, and each thing that is wrong."""

    sealed: int = 0
    unsealed: int = 0
    anchors: int = 0
    head: str = GENESIS
    problems: list[str] = field(default_factory=list)


def verify_audit(database: Database, anchors: list[Anchor]) -> AuditReport:
    """Recompute the chain from the stored bytes and compare it with its seals and anchors."""
    report = AuditReport(anchors=len(anchors))
    expected = {anchor.seq: anchor.head for anchor in anchors}
    with database.reading() as session:
        while _check_page(session, report, expected):
            pass
        report.unsealed = (
            session.scalar(
                select(func.count())
                .select_from(AuditRow)
                .outerjoin(AuditSeal, AuditSeal.audit_id == AuditRow.id)
                .where(AuditSeal.seq.is_(None)),
            )
            or 0
        )
    for seq in sorted(seq for seq in expected if seq > report.sealed):
        report.problems.append(f"the tail is cut: seal {seq} was anchored and is gone")
    return report


def _check_page(session: Session, report: AuditReport, expected: dict[int, str]) -> bool:
    """Check the next page of seals; return whether there may be more."""
    pairs = session.execute(
        select(AuditSeal, AuditRow)
        .outerjoin(AuditRow, AuditRow.id == AuditSeal.audit_id)
        .where(AuditSeal.seq > report.sealed)
        .order_by(AuditSeal.seq)
        .limit(_PAGE),
    ).all()
    for seal, row in pairs:
        _check_link(seal, row, report, expected)
    session.expunge_all()
    return len(pairs) == _PAGE


def _check_link(
    seal: AuditSeal, row: AuditRow | None, report: AuditReport, expected: dict[int, str]
) -> None:
    if seal.seq != report.sealed + 1:
        report.problems.append(f"seals {report.sealed + 1} to {seal.seq - 1} are gone")
    if row is None:
        report.problems.append(f"audit row {seal.audit_id} (seal {seal.seq}) is gone")
    elif seal.head != link(report.head, row.id, row.submission_id, row.action, row.body):
        report.problems.append(
            f"audit row {seal.audit_id} (seal {seal.seq}) is altered, or its seal is"
        )
    if expected.get(seal.seq, seal.head) != seal.head:
        report.problems.append(
            f"seal {seal.seq} is not the head that was anchored: the chain was rewritten"
        )
    report.sealed = seal.seq
    report.head = seal.head
