"""Tables of the moderation database, and the queries over them."""

from services.moderation.store import (
    access,
    audit,
    contents,
    decisions,
    messages,
    notes,
    screenings,
    submissions,
)

# Imported together, so that `Base.metadata` knows every table whichever is used first.
__all__ = [
    "access",
    "audit",
    "contents",
    "decisions",
    "messages",
    "notes",
    "screenings",
    "submissions",
]
