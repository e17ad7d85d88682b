"""The moderators' web console: `register(app, moderation)` puts it under /console."""

from services.moderation.console.registration import register

__all__ = ["register"]
