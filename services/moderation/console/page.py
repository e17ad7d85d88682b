"""What every page of the console is furnished with."""

from datetime import datetime
from typing import Any

from flask import request, url_for
from flask_babel import format_datetime, format_percent, format_time, format_timedelta, get_locale

from services.moderation.console import vocabulary
from services.moderation.console.assets import asset
from services.moderation.console.context import signed_in
from services.moderation.console.gate import CALLBACK_KEEPERS
from services.moderation.console.language import LANGUAGES, in_language
from shared.clock import utc_now


def furniture() -> dict[str, Any]:
    """Return what templates may use beside their own values."""
    return {
        "user": signed_in(),
        "callback_keepers": CALLBACK_KEEPERS,
        "languages": LANGUAGES,
        "language": get_locale().language,
        "here": here(),
        "asset": asset,
        "in_language": in_language,
        "vocabulary": vocabulary,
        "moment": moment,
        "age": age,
        "clock": clock,
        "percent": format_percent,
    }


def here() -> str:
    """Return the address of this page, to come back to; an answer to a form has none."""
    if request.method != "GET":
        return url_for("console.queue")
    return request.full_path.rstrip("?")


def moment(instant: datetime) -> str:
    """Return an instant in the office's time zone, to the second."""
    return str(format_datetime(instant, "d MMM y HH:mm:ss"))


def clock(instant: datetime) -> str:
    """Return the time of day, to the second, in the office's time zone."""
    return str(format_time(instant, "HH:mm:ss"))


def age(instant: datetime) -> str:
    """Return how long ago an instant was, such as "3 jam"."""
    return str(format_timedelta(utc_now() - instant))
