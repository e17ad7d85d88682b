"""Endpoints in the shapes of two services that apps know, over the same screening."""

from services.moderation.http.dropin.moderations import moderations, openai_error
from services.moderation.http.dropin.perspective import perspective
from services.moderation.http.dropin.perspective_problems import google_error

DROP_INS = (perspective, moderations)
"""Groups of endpoints."""

DIALECTS = {
    "/v1alpha1/": google_error,
    "/$discovery/": google_error,
    "/v1/moderations": openai_error,
}
"""Beginning of an address → how errors are written there."""
