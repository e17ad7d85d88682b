"""The grounds of a rejection, one for each reason: what, which rule, why there is one, what to do.

Written for the citizen who reads it. A law is named only where it is the reason for the rule; the
office says that it does not publish, never that somebody broke the law.
"""

from collections.abc import Mapping

from services.moderation.screening.ground import Ground
from services.moderation.screening.labels import LABELS
from services.moderation.screening.laws import (
    ACCURATE_INFORMATION,
    GAMBLING,
    HATRED_OF_GROUPS,
    PERSONAL_DATA,
)
from services.moderation.screening.reasons import RejectionReason, Sentences


def ground_of(reason_code: str) -> Ground:
    """Return the ground of a reason.

    A rejection stored by another version of Saring may have a reason this one has no words for.
    """
    known = reason_code in set(RejectionReason)
    return GROUNDS[RejectionReason(reason_code) if known else RejectionReason.OTHER]


def _both(indonesian: str, english: str) -> Sentences:
    return {"id": indonesian, "en": english}


def _found(category: str) -> frozenset[str]:
    return frozenset(LABELS[category])


_SPEECH = "STATEMENT_CATEGORY_ILLEGAL_OR_HARMFUL_SPEECH"
_OFFICE_RULE = "STATEMENT_CATEGORY_OTHER_VIOLATION_TC"

GROUNDS: Mapping[RejectionReason, Ground] = {
    RejectionReason.ABUSE: Ground(
        what=_both("Di dalamnya ada makian atau hinaan.", "It contains abuse or insults."),
        rule=_both(
            "Kritik boleh keras, tetapi tidak merendahkan orang.",
            "Criticism may be harsh, but must not degrade people.",
        ),
        why=_both(
            "Kanal resmi dibaca semua warga, termasuk orang yang dibicarakan dan anak-anak.",
            "The official channels are read by everybody, also by those spoken of and by children.",
        ),
        change=_both(
            "Sampaikan keluhan atau gagasan yang sama tanpa kata-kata kasar.",
            "Make the same complaint or suggestion without the abusive words.",
        ),
        law=None,
        category=_SPEECH,
        # A threshold of the policy alone parts abuse from hate: who insults a person is not told
        # that they attacked a group.
        found=_found("toxicity") - {"identity_attack"},
        worded={
            "toxicity": _both("Makian.", "Abuse."),
            "severe_toxicity": _both("Makian yang berat.", "Severe abuse."),
        },
    ),
    RejectionReason.HATE: Ground(
        what=_both(
            "Di dalamnya ada kebencian terhadap suatu kelompok, misalnya karena suku, agama, ras,"
            " jenis kelamin, atau disabilitas.",
            "It contains hatred of a group, for example for its ethnicity, religion, race, sex or"
            " disability.",
        ),
        rule=_both(
            "Jangan menyerang atau merendahkan orang karena kelompoknya.",
            "Do not attack or degrade people for the group they belong to.",
        ),
        why=_both(
            "Setiap warga berhak merasa aman di kanal pemerintah, dan undang-undang melarang"
            " penyebaran kebencian terhadap kelompok.",
            "Everybody has a right to feel safe on the government's channels, and the law forbids"
            " spreading hatred of groups.",
        ),
        change=_both(
            "Ceritakan kejadiannya atau permintaan Anda tanpa menyerang kelompok mana pun.",
            "Tell what happened, or what you ask for, without attacking any group.",
        ),
        law=HATRED_OF_GROUPS,
        category=_SPEECH,
        found=frozenset({"identity_attack", "toxicity"}),
    ),
    RejectionReason.GAMBLING_SPAM: Ground(
        what=_both("Di dalamnya ada promosi judi daring.", "It promotes online gambling."),
        rule=_both(
            "Kanal resmi tidak memuat promosi judi.",
            "The official channels carry no promotion of gambling.",
        ),
        why=_both(
            "Judi daring merugikan banyak keluarga, dan undang-undang melarang penyebarannya.",
            "Online gambling harms many families, and the law forbids spreading it.",
        ),
        change=_both(
            "Hapus nama situs, tautan, dan ajakan bermain. Jika Anda ingin melaporkan judi daring,"
            " ceritakan tanpa menyebutkan situs atau tautannya.",
            "Remove site names, links and calls to play. If you want to report online gambling,"
            " tell about it without the site or its link.",
        ),
        law=GAMBLING,
        category="STATEMENT_CATEGORY_UNSAFE_AND_PROHIBITED_PRODUCTS",
        found=_found("spam"),
    ),
    RejectionReason.PERSONAL_DATA: Ground(
        what=_both(
            "Di dalamnya ada data pribadi yang tidak dapat disamarkan.",
            "It contains personal data that cannot be masked.",
        ),
        rule=_both(
            "Data pribadi siapa pun tidak kami terbitkan.",
            "We publish nobody's personal data.",
        ),
        why=_both(
            "Data yang sudah terbit mudah disalahgunakan, dan undang-undang melarang mengungkapkan"
            " data pribadi orang lain tanpa hak.",
            "Data that is out is easily misused, and the law forbids disclosing other people's"
            " personal data unlawfully.",
        ),
        change=_both(
            "Hapus nama lengkap, nomor, alamat, dan data pribadi lainnya, termasuk milik Anda.",
            "Remove full names, numbers, addresses and other personal data, your own included.",
        ),
        law=PERSONAL_DATA,
        category="STATEMENT_CATEGORY_DATA_PROTECTION_AND_PRIVACY_VIOLATIONS",
        found=_found("personal_data"),
    ),
    RejectionReason.MISINFORMATION: Ground(
        what=_both(
            "Di dalamnya ada kabar yang belum dapat kami pastikan kebenarannya.",
            "It contains news that we could not confirm.",
        ),
        rule=_both(
            "Kanal resmi hanya memuat kabar yang jelas sumbernya.",
            "The official channels carry only news with a clear source.",
        ),
        why=_both(
            "Undang-undang mewajibkan kantor pemerintah menyampaikan informasi yang akurat, benar,"
            " dan tidak menyesatkan.",
            "The law obliges government offices to give information that is accurate, true and not"
            " misleading.",
        ),
        change=_both(
            "Sebutkan sumber yang dapat diperiksa, atau ceritakan hanya yang Anda alami sendiri.",
            "Name a source that can be checked, or tell only what you have seen yourself.",
        ),
        law=ACCURATE_INFORMATION,
        category="STATEMENT_CATEGORY_NEGATIVE_EFFECTS_ON_CIVIC_DISCOURSE_OR_ELECTIONS",
        found=_found("misinformation"),
    ),
    RejectionReason.OFF_TOPIC: Ground(
        what=_both("Isinya di luar urusan daerah ini.", "It does not concern this regency."),
        rule=_both(
            "Kanal ini untuk gagasan, keluhan, dan kabar tentang daerah ini.",
            "This channel is for ideas, complaints and news about this regency.",
        ),
        why=_both(
            "Dengan begitu, kiriman tentang daerah mudah ditemukan dan dapat ditindaklanjuti.",
            "That way, posts about the regency are easy to find and can be followed up.",
        ),
        change=_both(
            "Jelaskan kaitannya dengan daerah ini.",
            "Explain how it concerns this regency.",
        ),
        law=None,
        category=_OFFICE_RULE,
    ),
    RejectionReason.OTHER: Ground(
        what=_both(
            "Isinya tidak sesuai dengan aturan kanal resmi.",
            "It does not meet the rules of the official channels.",
        ),
        rule=_both(
            "Kiriman harus sopan, benar, dan aman bagi orang lain.",
            "Posts must be civil, true and safe for others.",
        ),
        why=_both(
            "Yang terbit di kanal resmi dibaca sebagai suara pemerintah daerah.",
            "What the official channels publish is read as the voice of the regency.",
        ),
        change=_both(
            "Periksa lagi isinya, dan ubah bagian yang kasar, keliru, atau dapat merugikan orang.",
            "Read it again, and change what is rude, wrong or may harm people.",
        ),
        law=None,
        category=_OFFICE_RULE,
    ),
}
