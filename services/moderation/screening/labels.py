"""Categories of findings and the labels of each; a policy may name no other."""

from services.moderation.domain.screening import TOXICITY_SCORES

LABELS: dict[str, tuple[str, ...]] = {
    "toxicity": TOXICITY_SCORES,
    "misinformation": (
        "forward_chain",
        "urgency",
        "unsourced_claim",
        "sensational",
        "clickbait",
        "impersonation",
        "suspicious_link",
        "known_hoax",
    ),
    "personal_data": (
        "ID_NIK",
        "ID_KK",
        "ID_NPWP",
        "ID_BPJS",
        "ID_PASSPORT",
        "ID_DRIVING_LICENCE",
        "ID_VEHICLE_PLATE",
        "ID_BANK_ACCOUNT",
        "E_WALLET",
        "PHONE_NUMBER",
        "EMAIL_ADDRESS",
        "CREDIT_CARD",
        "PERSON",
        "ADDRESS",
        "DATE_OF_BIRTH",
        "COORDINATES",
        "SOCIAL_HANDLE",
        "IP_ADDRESS",
        "HEALTH",
        "CHILD",
        "CRIMINAL_RECORD",
        "FINANCE",
    ),
    "spam": ("online_gambling", "scam", "promotion"),
    "safety": ("self_harm", "emergency"),
    "policy": ("blocklist", "political", "accusation"),
}

CATEGORY_OF = {label: category for category, labels in LABELS.items() for label in labels}

PERSON_DECIDES = frozenset({"personal_data", "safety"})
"""What a person always decides: the machine neither rejects for these nor waives them."""
