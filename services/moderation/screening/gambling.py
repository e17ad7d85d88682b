"""Promotion of online gambling: the trade's words, site names, and letters drawn to hide them."""

import re
from collections import Counter

from services.moderation.domain.screening import FLAGGED, Finding, Severity
from services.moderation.screening.checker import Passage, Result
from services.moderation.screening.phrases import Phrases, Sign, probability

_PHRASES = Phrases(
    trade=(
        "slot gacor", "slot online", "situs slot", "situs gacor", "gacor", "maxwin", "max win",
        "scatter", "scatter hitam", "rtp live", "rtp slot", "rtp", "togel", "toto macau",
        "bandar togel", "judi online", "judol", "judi bola", "sabung ayam online", "poker online",
        "domino qq", "bandarqq", "casino online", "live casino", "kasino online", "olympus",
        "gates of olympus", "starlight princess", "sweet bonanza", "mahjong ways", "wild bandito",
        "pragmatic play", "pragmatic", "pgsoft", "pg soft", "zeus", "akun pro", "freebet",
        "free spin", "freespin", "freechip", "jp paus", "link alternatif", "bonus new member",
        "deposit pulsa", "depo", "slot", "slot88", "parlay", "sbobet",
    ),
    lure=(
        "daftar", "main di", "main disini", "main", "ketagihan", "saldo", "rejeki nomplok",
        "gampang menang", "rungkad", "gabung", "join", "deposit", "withdraw", "wd", "jp",
        "jackpot", "bonus", "cuan", "menang", "kemenangan", "auto", "modal", "receh", "link",
        "klik", "gas", "gaskeun", "jamin", "dijamin", "terpercaya", "anti rungkad", "hoki",
        "cair", "langsung dibayar", "pecah", "spin", "modal receh", "situs", "bet", "profit",
        "bocoran",
    ),
    against=(
        "tertibkan", "ditertibkan", "berantas", "diberantas", "pemberantasan", "blokir",
        "diblokir", "tutup", "ditutup", "razia", "dirazia", "lapor", "lapor polisi", "polisi",
        "bahaya", "kecanduan", "korban", "jangan", "stop", "tolong", "mohon", "hentikan",
        "dilarang", "larangan", "haram", "meresahkan", "resah", "sosialisasi", "penyuluhan",
        "spam", "komentar", "komen", "pelaku", "tangkap", "ditangkap", "hukum", "utang", "hutang",
        "himbauan", "imbauan", "waspada", "cegah", "pencegahan",
    ),
)  # fmt: skip
"""The words of the trade, of its lures, and of those who complain about it."""

# A site's name: a word and the lucky number or the trade's word it ends in, "dora77", "pluto*88";
# schools and jubilees are named likewise.
_SITE = re.compile(
    r"\b(?!sman?|smpn?|sdn?|smkn?|mtsn?|min|tkn?|hut|kelas|pasar|covid|km|rt|rw)[a-z]{3,14}"
    r"[^\w\s]{0,2}(?:77|88|99|55|69|1\W?7|33|66|22|00|11|18|111|138|168|188|303|338|388|777|855|888"
    r"|999|4d)\b"
    r"|\b(?!dar|ed|er|sher|kerja|alpha|auto)[a-z]{3,10}(?:toto|slot|bet|win|qq|hoki|jitu|jp)\b"
)
# Five letters in a row that stand alone: written apart to pass a filter.
_APART = re.compile(r"\b(?:[a-z0-9] ){4,}[a-z0-9]\b")
_FEWEST_DRAWN = 3
_LAST_LATIN = "\u024f"

_BIAS, _TRADE, _SITE_NAME, _LURE, _DRAWN, _AGAINST = -4.0, 2.0, 3.1, 0.9, 2.2, -1.6


class GamblingChecker:
    """Scores how much a text promotes online gambling; complaints about gambling lower it."""

    name = "gambling"
    version = "2026.11.1"
    scores = frozenset({"spam"})

    def check(self, passage: Passage) -> Result:
        """Return the score, and when flagged a finding on the first strong sign."""
        text = passage.matching.text
        signs = [*_PHRASES.find(text), *_sites(text)]
        kinds = Counter(sign.group for sign in signs)
        drawn = _is_drawn(passage)
        score = _score(kinds, drawn=drawn)
        strong = sorted(
            (sign for sign in signs if sign.group in {"trade", "site"}), key=lambda sign: sign.start
        )
        if score < FLAGGED or not strong:
            return Result({"spam": min(score, 0.49)})
        start, end = passage.matching.span(strong[0].start, strong[0].end)
        return Result({"spam": score}, (self._finding(start, end, score, len(strong)),))

    def _finding(self, start: int, end: int, score: float, signs: int) -> Finding:
        return Finding(
            category="spam",
            label="online_gambling",
            start=start,
            end=end,
            score=score,
            severity=Severity.MEDIUM,
            checker=self.name,
            version=self.version,
            reason_code="gambling",
            reason_params={"signs": str(signs)},
        )


def _score(kinds: Counter[str], *, drawn: bool) -> float:
    log_odds = (
        _BIAS
        + _TRADE * min(kinds["trade"], 3)
        + _SITE_NAME * min(kinds["site"], 2)
        + _LURE * min(kinds["lure"], 3)
        + _DRAWN * drawn
        + _AGAINST * min(kinds["against"], 3)
    )
    return probability(log_odds)


def _sites(text: str) -> list[Sign]:
    return [Sign("site", *match.span()) for match in _SITE.finditer(text)]


def _is_drawn(passage: Passage) -> bool:
    """Tell whether letters are drawn otherwise, or apart, which hides a name from filters."""
    submitted, folded = passage.text, passage.folded
    drawn = sum(
        submitted[at] > _LAST_LATIN and letter.isascii() and letter.isalnum()
        for letter, at in zip(folded.text, folded.offsets, strict=True)
    )
    return drawn >= _FEWEST_DRAWN or bool(_APART.search(folded.text))
