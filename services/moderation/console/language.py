"""The console's languages: Indonesian unless a reader chose English."""

from collections.abc import Mapping

from flask import Response, request
from flask_babel import get_locale

DEFAULT = "id"
LANGUAGES: Mapping[str, str] = {"id": "Bahasa Indonesia", "en": "English"}

_COOKIE = "saring_language"
_YEAR = 365 * 24 * 3600


def chosen() -> str:
    """Return the language of this request. The browser's wish does not count: offices share PCs."""
    wanted = request.cookies.get(_COOKIE, DEFAULT)
    return wanted if wanted in LANGUAGES else DEFAULT


def remember(response: Response, language: str, *, secure: bool) -> None:
    """Keep a reader's choice for a year, apart from the session: it outlives signing out."""
    response.set_cookie(
        _COOKIE,
        language,
        max_age=_YEAR,
        path="/console",
        secure=secure,
        httponly=True,
        samesite="Lax",
    )


def in_language(sentences: Mapping[str, str]) -> str:
    """Return the reader's one of sentences that are given in both languages."""
    return sentences[get_locale().language]
