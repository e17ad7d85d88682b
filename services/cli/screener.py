"""The screener of the commands that need no database."""

from services.moderation.screening.assembly import make_screener
from services.moderation.screening.pipeline import Screener
from services.moderation.settings import load_settings


def open_screener() -> Screener:
    """Return the screener that the settings ask for. Raise MendableError if there can be none."""
    settings = load_settings()
    return make_screener(
        settings.policy_file,
        detoxify=settings.detoxify_model,
        presidio=settings.presidio_registry,
    )
