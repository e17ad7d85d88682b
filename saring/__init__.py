"""Client of Saring for internal apps: `pip install '.[client]'`. It imports no service."""

from saring.callbacks import Event, NotGenuineError, read_event
from saring.client import Client
from saring.errors import RefusedError, SaringError, UnreachableError
from saring.shapes import BatchItem, Decision, Post, Publication, Screening, Submission

__all__ = [
    "BatchItem",
    "Client",
    "Decision",
    "Event",
    "NotGenuineError",
    "Post",
    "Publication",
    "RefusedError",
    "SaringError",
    "Screening",
    "Submission",
    "UnreachableError",
    "read_event",
]
