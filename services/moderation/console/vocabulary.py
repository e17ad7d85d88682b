"""The console's words for the names that screening and workflows use.

Indonesian is the language of the messages; the catalogue has their English. A name that is not
here yet is shown as it is.
"""

from collections.abc import Mapping

from flask_babel import get_locale, gettext
from flask_babel import lazy_gettext as _l

LABELS: Mapping[str, str] = {
    "toxicity": _l("Kasar atau benci"),
    "severe_toxicity": _l("Sangat kasar"),
    "obscene": _l("Cabul"),
    "identity_attack": _l("Kebencian pada kelompok"),
    "insult": _l("Hinaan"),
    "threat": _l("Ancaman"),
    "sexual_explicit": _l("Seksual"),
    "misinformation": _l("Hoaks"),
    "spam": _l("Spam"),
    "personal_data": _l("Data pribadi"),
    "forward_chain": _l("Pesan berantai"),
    "urgency": _l("Desakan"),
    "unsourced_claim": _l("Klaim tanpa sumber"),
    "sensational": _l("Sensasional"),
    "clickbait": _l("Umpan klik"),
    "impersonation": _l("Mengaku pihak lain"),
    "suspicious_link": _l("Tautan mencurigakan"),
    "known_hoax": _l("Hoaks yang dikenal"),
    "ID_NIK": _l("NIK"),
    "ID_KK": _l("Nomor KK"),
    "ID_NPWP": _l("NPWP"),
    "ID_BPJS": _l("Nomor BPJS"),
    "ID_PASSPORT": _l("Nomor paspor"),
    "ID_DRIVING_LICENCE": _l("Nomor SIM"),
    "ID_VEHICLE_PLATE": _l("Pelat nomor"),
    "ID_BANK_ACCOUNT": _l("Nomor rekening"),
    "E_WALLET": _l("Dompet digital"),
    "PHONE_NUMBER": _l("Nomor telepon"),
    "EMAIL_ADDRESS": _l("Alamat surel"),
    "CREDIT_CARD": _l("Kartu kredit"),
    "PERSON": _l("Nama orang"),
    "ADDRESS": _l("Alamat"),
    "DATE_OF_BIRTH": _l("Tanggal lahir"),
    "COORDINATES": _l("Koordinat"),
    "SOCIAL_HANDLE": _l("Akun media sosial"),
    "IP_ADDRESS": _l("Alamat IP"),
    "HEALTH": _l("Kesehatan"),
    "CHILD": _l("Anak"),
    "CRIMINAL_RECORD": _l("Catatan pidana"),
    "FINANCE": _l("Keuangan"),
    "online_gambling": _l("Judi daring"),
    "scam": _l("Penipuan"),
    "promotion": _l("Promosi"),
    "self_harm": _l("Menyakiti diri"),
    "emergency": _l("Darurat"),
    "blocklist": _l("Daftar larangan"),
    "political": _l("Politik"),
    "accusation": _l("Tuduhan"),
}

SEVERITIES: Mapping[str, str] = {
    "low": _l("Rendah"),
    "medium": _l("Sedang"),
    "high": _l("Tinggi"),
    "critical": _l("Kritis"),
}

STATES: Mapping[str, str] = {
    "received": _l("Diterima"),
    "screening": _l("Sedang diperiksa"),
    "in_review": _l("Menunggu moderator"),
    "escalated": _l("Diteruskan"),
    "approved": _l("Disetujui"),
    "rejected": _l("Ditolak"),
    "appealed": _l("Diajukan keberatan"),
    "withdrawn": _l("Dicabut pengirim"),
    "erased": _l("Dihapus"),
    "publishing": _l("Sedang diterbitkan"),
    "publish_failed": _l("Gagal terbit"),
    "scheduled": _l("Dijadwalkan"),
    "sending": _l("Sedang dikirim"),
    "published": _l("Terbit"),
    "failed": _l("Gagal"),
    "unknown": _l("Belum pasti"),
    "recalling": _l("Sedang ditarik"),
    "recalled": _l("Ditarik"),
    "refused": _l("Ditolak penerbit"),
}

VERDICTS: Mapping[str, str] = {
    "approve": _l("loloskan"),
    "review": _l("serahkan kepada moderator"),
    "reject": _l("tolak"),
}

REASONS: Mapping[str, str] = {
    "abuse": _l("Makian atau hinaan"),
    "hate": _l("Kebencian terhadap kelompok"),
    "gambling_spam": _l("Promosi judi daring"),
    "personal_data": _l("Data pribadi yang tidak dapat disamarkan"),
    "misinformation": _l("Kabar yang tidak dapat dipastikan"),
    "off_topic": _l("Di luar urusan daerah"),
    "other": _l("Lainnya"),
}

RULES: Mapping[str, str] = {
    "checker-failed": _l("Ada pemeriksa yang tidak memberi hasil"),
    "hate-reject": _l("Kebencian terhadap kelompok, hampir pasti: tolak"),
    "toxicity-reject": _l("Kata kasar, hampir pasti: tolak"),
    "toxicity-review": _l("Mungkin kasar atau benci: dilihat orang"),
    "gambling-reject": _l("Promosi judi daring, hampir pasti: tolak"),
    "spam-review": _l("Mungkin spam: dilihat orang"),
    "personal-data-high": _l("Data pribadi yang peka: dilihat orang"),
    "personal-data-review": _l("Data pribadi: dilihat orang"),
    "misinformation-review": _l("Mungkin hoaks: dilihat orang"),
    "safety-review": _l("Mungkin ada orang dalam bahaya: dilihat orang lebih dulu"),
    "language-uncovered": _l("Bahasa yang tidak dikuasai pemeriksa: dilihat orang"),
    "default-approve": _l("Tidak ada yang menghalangi"),
    "default-review": _l("Ada nilai 50% atau lebih: dilihat orang"),
    "credit-line": _l("Baris nama pengirim perlu dilihat orang"),
    "direction-override": _l("Karakter tersembunyi membalik urutan huruf"),
}

ACTIONS: Mapping[str, str] = {
    "received": _l("Diterima"),
    "screening_started": _l("Pemeriksaan dimulai"),
    "screening_failed": _l("Pemeriksaan gagal; diulang"),
    "held_for_review": _l("Ditahan untuk moderator"),
    "screening_gave_no_result": _l("Pemeriksaan tidak memberi hasil"),
    "approved": _l("Disetujui"),
    "rejected": _l("Ditolak"),
    "appealed": _l("Keberatan diajukan"),
    "edited": _l("Diubah pengirim"),
    "withdrawn": _l("Dicabut pengirim"),
    "undone": _l("Keputusan dibatalkan"),
    "recall_commanded": _l("Penarikan diperintahkan"),
    "issued_again": _l("Perintah terbit diulang"),
    "publication.published": _l("Terbit"),
    "publication.failed": _l("Gagal terbit"),
    "publication.unknown": _l("Hasil terbit belum pasti"),
    "publication.recalled": _l("Ditarik"),
    "publication.refused": _l("Ditolak penerbit"),
}

MASK_STYLES: Mapping[str, str] = {
    "full": _l("Penuh"),
    "partial": _l("Sebagian"),
    "role": _l("Peran"),
}

FAILURES: Mapping[str, str] = {
    "error": _l("galat"),
    "timeout": _l("terlalu lama"),
    "missing": _l("tidak terpasang"),
}


_PARTIES: Mapping[str, str] = {
    "machine": _l("mesin"),
    "worker": _l("mesin"),
    "publisher": _l("penerbit"),
    "key": _l("aplikasi"),
}


def word(table: Mapping[str, str], name: str) -> str:
    """Return the word for `name`, or the name itself."""
    return table.get(name, name)


def language_name(code: str) -> str:
    """Return a BCP 47 code's language in the reader's language (source: CLDR)."""
    if code == "und":
        return str(gettext("belum pasti"))
    if code == "mis":
        return str(gettext("tidak dikenal"))
    names: Mapping[str, str] = get_locale().languages
    return names.get(code, code)


def party(actor: str) -> str:
    """Return who acted: the name in an audit's "user:siti", or the word for a process."""
    kind, _, name = actor.partition(":")
    return _PARTIES.get(kind) or name or actor
