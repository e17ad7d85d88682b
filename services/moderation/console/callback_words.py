"""The console's words for callbacks: what they tell, and why one was not taken."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

TYPES: Mapping[str, str] = {
    "submission.decided": _l("Keputusan"),
    "submission.appeal_decided": _l("Keputusan atas keberatan"),
    "publication.published": _l("Terbit"),
    "publication.failed": _l("Gagal terbit"),
    "publication.recalled": _l("Ditarik dari kanal"),
}
ERRORS: Mapping[str, str] = {
    "address_refused": _l("Alamatnya tidak boleh dihubungi"),
    "name_not_resolved": _l("Nama hostnya tidak dikenal"),
    "connect_failed": _l("Tidak ada yang menjawab di alamat itu"),
    "tls_failed": _l("Sertifikatnya tidak dapat dipercaya"),
    "timed_out": _l("Tidak menjawab tepat waktu"),
    "connection_lost": _l("Sambungan terputus"),
    "redirected": _l("Mengalihkan ke alamat lain"),
    "gone": _l("Tidak lagi menerima di alamat itu"),
    "status": _l("Menjawab dengan penolakan"),
    "secret_unreadable": _l("Rahasianya tidak dapat dibaca"),
}
