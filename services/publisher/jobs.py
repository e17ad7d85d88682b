"""Rows of the ledger as channels are given them."""

from uuid import UUID, uuid5

from services.publisher.channels.port import Channel, Job
from services.publisher.store import LedgerRow
from shared.messages import Operation
from shared.rendering import Part

_KEYS = UUID("5d0f4d3e-0a52-4a53-9a8b-6f0b5c2f7c11")


def job_of(row: LedgerRow) -> Job:
    """Return what a row asks of its channel."""
    return Job(
        key=_key(row),
        op=Operation(row.op),
        submission_id=row.submission_id,
        revision=row.revision,
        part=row.part,
        seq=row.seq,
        ordered_at=row.updated_at,  # Attempts do not change it, so that they are all alike.
    )


def part_of(row: LedgerRow) -> Part | None:
    """Return the words that a row posts, None when it takes them off."""
    return Part.model_validate_json(row.content) if row.content else None


def perform(channel: Channel, job: Job, part: Part | None) -> str | None:
    """Do a job on its channel; return the address where a post stands, if there is one."""
    if part is None:
        channel.recall(job)
        return None
    if job.op is Operation.UPDATE:
        return channel.update(job, part)
    return channel.publish(job, part)


def _key(row: LedgerRow) -> str:
    """Return a name for the ledger key: one key is one thing done once."""
    parts = (row.submission_id, str(row.revision), row.channel, str(row.part), row.op)
    return f"post_{uuid5(_KEYS, '/'.join(parts))}"
