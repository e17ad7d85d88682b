"""Tables of the moderation database, and the queries over them."""

from services.moderation.store import (
    access,
    appeals,
    audit,
    callbacks,
    contents,
    decisions,
    idempotency,
    limits,
    messages,
    notes,
    screenings,
    submissions,
)

# Imported together, so that `Base.metadata` knows every table whichever is used first.
__all__ = [
    "access",
    "appeals",
    "audit",
    "callbacks",
    "contents",
    "decisions",
    "idempotency",
    "limits",
    "messages",
    "notes",
    "screenings",
    "submissions",
]
