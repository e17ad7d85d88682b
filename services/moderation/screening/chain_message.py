"""Chain messages: calls to forward before it is too late, on hearsay."""

from collections import Counter

from services.moderation.domain.screening import FLAGGED, Finding, Severity
from services.moderation.screening.checker import Passage, Result
from services.moderation.screening.phrases import Phrases, Sign, probability

_PHRASES = Phrases(
    forward_chain=(
        "sebarkan", "sebarkan ke", "tolong sebarkan", "mohon sebarkan", "viralkan",
        "bantu viralkan", "bantu share", "tolong share", "mohon di share", "share ke semua",
        "share sebanyak", "bagikan ke", "bagikan pesan ini", "teruskan pesan ini", "teruskan ke",
        "kirim ke semua", "kirimkan ke", "forward ke", "copas", "copas dari grup sebelah",
        "dari grup sebelah", "grup sebelah", "grup wa sebelah", "info dari grup",
        "pesan berantai", "jangan berhenti di kamu", "jangan putus di anda", "sebarno",
        "share ben", "please forward", "forward this", "share to everyone",
    ),
    urgency=(
        "sebelum dihapus", "sebelum terlambat", "sebelum di hapus", "sebelum diblokir",
        "keburu dihapus", "segera sebarkan", "segera viralkan", "sekarang juga",
        "jangan sampai telat", "awas", "waspadalah", "darurat", "gawat", "mulai malam ini",
        "malam ini", "hati hati", "before it is deleted", "before it is too late",
        "jangan diabaikan", "jangan abaikan", "akan kena", "akan mati", "akan sial",
        "akan celaka",
    ),
    hearsay=(
        "katanya", "konon", "info valid", "info a1", "a1", "dapat info dari", "dari teman",
        "kata dokter", "menurut dokter", "media tidak berani", "media bungkam", "disembunyikan",
        "ditutup tutupi", "pemerintah menyembunyikan", "tanpa sumber", "rahasia",
        "terbukti ampuh", "bisa menyembuhkan", "menyembuhkan", "racun", "konspirasi", "chip",
        "antek", "ternyata", "terbongkar", "heboh",
    ),
    helpful=(
        "donor darah", "butuh darah", "golongan darah", "anak hilang", "orang hilang", "hilang",
        "kerja bakti", "gotong royong", "pengajian", "bakti sosial", "bansos", "pasar murah",
        "lomba", "jadwal", "undangan", "vaksinasi gratis", "posyandu", "pendaftaran", "ronda",
        "hoaks", "hoax", "cek fakta", "klarifikasi", "tidak benar", "bukan fakta",
        "jangan sebarkan", "jangan menyebarkan", "jangan disebarkan", "saring sebelum sharing",
        "turnbackhoax", "bmkg", "siaran pers", "sumber resmi", "kontak", "kehilangan",
    ),
)  # fmt: skip
"""What makes a chain message, and what honest calls and corrections say."""

_REASONED = {"forward_chain": Severity.MEDIUM, "urgency": Severity.LOW}
_BIAS, _FORWARD, _URGENCY, _HEARSAY, _HELPFUL = -3.0, 2.3, 1.5, 1.0, -2.0


class ChainMessageChecker:
    """Scores how much a text is a chain message. It knows the form, not whether a claim is true."""

    name = "chain-message"
    version = "2026.11.1"
    scores = frozenset({"misinformation"})

    def check(self, passage: Passage) -> Result:
        """Return the score, and when flagged a finding on the first sign of each label."""
        signs = _PHRASES.find(passage.matching.text)
        score = _score(Counter(sign.group for sign in signs))
        if score < FLAGGED:
            return Result({"misinformation": score})
        firsts = {sign.group: sign for sign in reversed(signs) if sign.group in _REASONED}
        findings = tuple(self._finding(passage, sign, score) for sign in firsts.values())
        return Result({"misinformation": score}, findings)

    def _finding(self, passage: Passage, sign: Sign, score: float) -> Finding:
        start, end = passage.matching.span(sign.start, sign.end)
        return Finding(
            category="misinformation",
            label=sign.group,
            start=start,
            end=end,
            score=score,
            severity=_REASONED[sign.group],
            checker=self.name,
            version=self.version,
            reason_code=sign.group,
        )


def _score(kinds: Counter[str]) -> float:
    log_odds = (
        _BIAS
        + _FORWARD * min(kinds["forward_chain"], 2)
        + _URGENCY * min(kinds["urgency"], 2)
        + _HEARSAY * min(kinds["hearsay"], 2)
        + _HELPFUL * min(kinds["helpful"], 2)
    )
    # Hearsay and haste alone are how people talk; without a call to forward it is no chain.
    return probability(log_odds if kinds["forward_chain"] else min(log_odds, -0.5))
