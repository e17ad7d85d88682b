"""Spans of time as people type them."""

import re
from collections.abc import Callable
from datetime import timedelta

import click

_UNITS = {"m": "minutes", "h": "hours", "d": "days", "": "hours"}
_TYPED = re.compile(r"(?P<count>\d{1,6}(\.\d{1,3})?)(?P<unit>[mhd]?)", re.ASCII)


def duration(*, longest: timedelta) -> Callable[[click.Context, click.Parameter, str], timedelta]:
    """Return an option's callback that reads `30m`, `24h` or `7d`; a bare number is hours."""

    def read(_context: click.Context, _parameter: click.Parameter, value: str) -> timedelta:
        typed = _TYPED.fullmatch(value)
        if typed is None:
            message = "write a time such as 30m, 24h or 7d"
            raise click.BadParameter(message)
        span = timedelta(**{_UNITS[typed["unit"]]: float(typed["count"])})
        if span > longest:
            message = f"give at most {longest.days}d"
            raise click.BadParameter(message)
        return span

    return read
