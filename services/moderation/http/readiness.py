"""Whether this process can serve: its database and its screener."""

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from services.moderation.wiring import STORE, Moderation
from shared.migrations import pending

_PROBE = "Selamat pagi, semoga hari ini menyenangkan."


def faults(moderation: Moderation) -> list[str]:
    """Return codes of what is missing; empty when ready."""
    return [*_database_faults(moderation), *_screener_faults(moderation)]


def _database_faults(moderation: Moderation) -> list[str]:
    try:
        with moderation.database.reading() as session:
            session.execute(text("SELECT 1"))
        return ["database_not_migrated"] if pending(moderation.database, STORE) else []
    except (SQLAlchemyError, TimeoutError):
        return ["database_unreachable"]


def _screener_faults(moderation: Moderation) -> list[str]:
    """Screen a sentence: what is told is what the checkers do, not what they were set up to do."""
    return [] if moderation.screener.screen(_PROBE).complete else ["screener_incomplete"]
