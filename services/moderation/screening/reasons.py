"""Reasons in words, Indonesian and English: of findings, and of approvals; and those to reject."""

from enum import StrEnum

from services.moderation.domain.screening import Finding
from services.moderation.screening.personal.reason_words import PERSONAL_REASONS

Sentences = dict[str, str]


class RejectionReason(StrEnum):
    """Why a post is not published, in the order a moderator is offered them."""

    ABUSE = "abuse"
    HATE = "hate"
    GAMBLING_SPAM = "gambling_spam"
    PERSONAL_DATA = "personal_data"
    MISINFORMATION = "misinformation"
    OFF_TOPIC = "off_topic"
    OTHER = "other"


REJECTION_REASONS = tuple(RejectionReason)

_FINDINGS: dict[str, tuple[str, str]] = {
    "toxicity": ("Makian atau ujaran kebencian.", "Abuse or hate."),
    "severe_toxicity": ("Ujaran kebencian yang berat.", "Severe hate."),
    "obscene": ("Kata-kata kasar atau jorok.", "Coarse or obscene words."),
    "identity_attack": ("Serangan terhadap suatu kelompok.", "An attack on a group."),
    "insult": ("Hinaan terhadap seseorang.", "An insult."),
    "threat": ("Ancaman terhadap seseorang.", "A threat."),
    "sexual_explicit": ("Isi seksual.", "Sexual content."),
    "gambling": (
        "Promosi judi daring: {signs} tanda khas.",
        "Promotion of online gambling: {signs} typical signs.",
    ),
    "forward_chain": (
        "Ajakan menyebarkan seperti pesan berantai.",
        "A call to forward it, like a chain message.",
    ),
    "urgency": ("Desakan agar segera bertindak.", "Pressure to act at once."),
    **PERSONAL_REASONS,
}

# A finding stored by another version of Saring may have a reason this one has no words for.
_UNNAMED = ("Ditandai oleh pemeriksa.", "Flagged by a checker.")


def finding_reason(finding: Finding) -> Sentences:
    """Return why `finding` was made; holds nothing of the text."""
    indonesian, english = _FINDINGS.get(finding.reason_code, _UNNAMED)
    region = finding.reason_params.get("region", "")
    words = {
        **finding.reason_params,
        "region_id": f", wilayah {region}" if region else "",
        "region_en": f", region {region}" if region else "",
    }
    return {"id": indonesian.format_map(words), "en": english.format_map(words)}


def approval_statement(*, redacted: bool) -> Sentences:
    """Return what a citizen is told of an approval."""
    if redacted:
        return {
            "id": "Kiriman Anda disetujui; data pribadi di dalamnya disamarkan.",
            "en": "Your post was approved; personal data in it was masked.",
        }
    return {"id": "Kiriman Anda disetujui.", "en": "Your post was approved."}
