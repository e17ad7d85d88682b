"""Reasons in words, Indonesian and English: of findings, and of decisions to reject."""

from enum import StrEnum

from services.moderation.domain.screening import Finding

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

_APPEAL_ID = "Anda dapat mengajukan keberatan satu kali dalam 30 hari; petugas akan memeriksanya."
_APPEAL_EN = "You may appeal once within 30 days; a person will look at it."

# What was seen, which rule it breaks, and what to change.
_STATEMENTS: dict[str, tuple[str, str]] = {
    RejectionReason.ABUSE: (
        (
            "Kiriman Anda tidak diterbitkan karena memuat makian atau hinaan. Aturan: kritik "
            "boleh keras, tetapi tidak merendahkan orang. Sampaikan kembali tanpa kata-kata "
            "kasar."
        ),
        (
            "Your post was not published because it contains abuse or insults. Rule: criticism "
            "may be harsh but must not degrade people. Send it again without the abusive words."
        ),
    ),
    RejectionReason.HATE: (
        (
            "Kiriman Anda tidak diterbitkan karena memuat kebencian terhadap suatu kelompok "
            "(suku, agama, ras, gender atau keadaan tubuh). Aturan: tidak menyerang orang "
            "karena kelompoknya. Sampaikan kembali tanpa menyerang kelompok itu."
        ),
        (
            "Your post was not published because it contains hatred of a group (ethnicity, "
            "religion, race, gender or body). Rule: do not attack people for the group they "
            "belong to. Send it again without attacking that group."
        ),
    ),
    RejectionReason.GAMBLING_SPAM: (
        (
            "Kiriman Anda tidak diterbitkan karena memuat promosi judi daring. Aturan: kanal "
            "resmi tidak memuat promosi judi. Sampaikan kembali tanpa nama situs, tautan atau "
            "ajakan bermain."
        ),
        (
            "Your post was not published because it promotes online gambling. Rule: official "
            "channels carry no gambling promotion. Send it again without site names, links or "
            "calls to play."
        ),
    ),
    RejectionReason.PERSONAL_DATA: (
        (
            "Kiriman Anda tidak diterbitkan karena memuat data pribadi yang tidak dapat "
            "disamarkan. Aturan: data pribadi siapa pun tidak diterbitkan (UU 27/2022). "
            "Sampaikan kembali tanpa nama lengkap, nomor, alamat atau data pribadi lainnya."
        ),
        (
            "Your post was not published because it contains personal data that cannot be "
            "masked. Rule: nobody's personal data is published (UU 27/2022). Send it again "
            "without full names, numbers, addresses or other personal data."
        ),
    ),
    RejectionReason.MISINFORMATION: (
        (
            "Kiriman Anda tidak diterbitkan karena memuat kabar yang tidak dapat dipastikan "
            "kebenarannya. Aturan: kanal resmi hanya memuat kabar yang jelas sumbernya. "
            "Sampaikan kembali dengan sumber yang dapat diperiksa."
        ),
        (
            "Your post was not published because it contains news that could not be confirmed. "
            "Rule: official channels carry only news with a clear source. Send it again with a "
            "source that can be checked."
        ),
    ),
    RejectionReason.OFF_TOPIC: (
        (
            "Kiriman Anda tidak diterbitkan karena di luar urusan daerah ini. Aturan: kanal ini "
            "untuk gagasan, keluhan dan kabar tentang daerah. Jelaskan kaitannya dengan daerah, "
            "lalu kirim kembali."
        ),
        (
            "Your post was not published because it does not concern this regency. Rule: this "
            "channel is for ideas, complaints and news about the regency. Explain how it "
            "concerns the regency and send it again."
        ),
    ),
    RejectionReason.OTHER: (
        (
            "Kiriman Anda tidak diterbitkan karena tidak sesuai dengan aturan kanal resmi. "
            "Aturan: kiriman harus sopan, benar dan aman bagi orang lain. Periksa kembali "
            "isinya, ubah bagian yang tidak sesuai, lalu kirim kembali."
        ),
        (
            "Your post was not published because it does not meet the rules of the official "
            "channel. Rule: posts must be civil, true and safe for others. Check it, change "
            "what does not fit, and send it again."
        ),
    ),
}

_FINDINGS: dict[str, tuple[str, str]] = {
    "toxicity": ("Ada makian atau ujaran kebencian.", "Abuse or hate."),
    "severe_toxicity": ("Ujaran kebencian yang berat.", "Severe hate."),
    "obscene": ("Ada kata-kata kasar atau jorok.", "Coarse or obscene words."),
    "identity_attack": ("Menyerang suatu kelompok.", "Attacks a group of people."),
    "insult": ("Menghina seseorang.", "Insults somebody."),
    "threat": ("Mengancam seseorang.", "Threatens somebody."),
    "sexual_explicit": ("Ada isi seksual.", "Sexual content."),
    "nik": ("NIK: 16 digit{region_id}, tanggal valid.", "NIK: 16 digits{region_en}, valid date."),
    "kk": (
        "Nomor kartu keluarga: 16 digit{region_id}, tanggal valid.",
        "Family card number: 16 digits{region_en}, valid date.",
    ),
    "sixteen_digits_named": (
        "16 digit setelah kata NIK, KTP atau KK, meskipun susunannya tidak lazim.",
        "16 digits after the word NIK, KTP or KK, though not built like one.",
    ),
    "npwp": ("Nomor pokok wajib pajak (NPWP).", "Taxpayer number (NPWP)."),
    "phone": ("Nomor telepon.", "Telephone number."),
    "email": ("Alamat surel.", "E-mail address."),
    "gambling": (
        "Promosi judi daring: {signs} tanda khas ditemukan.",
        "Promotes online gambling: {signs} typical signs found.",
    ),
    "forward_chain": (
        "Ajakan menyebarkan seperti pesan berantai.",
        "Calls to forward it, like a chain message.",
    ),
    "urgency": ("Mendesak pembaca agar segera bertindak.", "Presses readers to act at once."),
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


def statement(reason_code: str) -> Sentences:
    """Return the statement of reasons to a citizen: what, which rule, what to change, appeal."""
    # A rejection stored by another version of Saring may have a reason this one has no words for.
    indonesian, english = _STATEMENTS.get(reason_code, _STATEMENTS[RejectionReason.OTHER])
    return {"id": f"{indonesian} {_APPEAL_ID}", "en": f"{english} {_APPEAL_EN}"}


def approval_statement(*, redacted: bool) -> Sentences:
    """Return what a citizen is told of an approval."""
    if redacted:
        return {
            "id": "Kiriman Anda disetujui; data pribadi di dalamnya disamarkan.",
            "en": "Your post was approved; personal data in it was masked.",
        }
    return {"id": "Kiriman Anda disetujui.", "en": "Your post was approved."}
