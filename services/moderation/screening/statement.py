"""The statement of reasons for a rejection, in plain Indonesian and English.

What a citizen is owed (Regulation (EU) 2022/2065, article 17, is the model): what was decided on
which text, the facts, the rule and why there is one, whether a machine decided, what to change,
and how to appeal. Quotes no word of the text.
"""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from services.moderation.domain.screening import Finding
from services.moderation.screening.ground import Ground
from services.moderation.screening.grounds import ground_of
from services.moderation.screening.laws import OMBUDSMAN
from services.moderation.screening.moments import in_words, language_names
from services.moderation.screening.reasons import Sentences

LANGUAGES = ("id", "en")


@dataclass(frozen=True, slots=True)
class Rejection:
    """What is told of a rejection. `appeal_until` is None for one that ended an appeal: final."""

    reason_code: str
    revision: int
    language: str
    by_machine: bool
    decided_at: datetime
    appeal_until: datetime | None
    findings: tuple[Finding, ...]
    zone: ZoneInfo

    @property
    def ground(self) -> Ground:
        """What the rejection rests on."""
        return ground_of(self.reason_code)

    @property
    def facts(self) -> tuple[Finding, ...]:
        """The findings that speak for this ground."""
        return tuple(finding for finding in self.findings if self.ground.rests_on(finding))

    @property
    def kinds(self) -> tuple[tuple[Finding, int], ...]:
        """The first of each kind among the facts, and how many there are of its kind."""
        kinds: dict[tuple[str, str, str], list[Finding]] = {}
        for one in self.facts:
            kinds.setdefault((one.label, one.severity, one.reason_code), []).append(one)
        return tuple((found[0], len(found)) for found in kinds.values())


def statement(rejection: Rejection) -> Sentences:
    """Return the whole statement, a line for each part."""
    parts = (
        _decided(rejection),
        grounds_in_words(rejection.ground),
        facts_in_words(rejection),
        remedy(rejection.ground),
        redress(rejection),
    )
    return {key: "\n".join(part[key] for part in parts if part[key]) for key in LANGUAGES}


def preview(reason_code: str) -> Sentences:
    """Return what of a statement is known before anybody has decided."""
    ground = ground_of(reason_code)
    parts = (grounds_in_words(ground), remedy(ground))
    return {key: "\n".join(part[key] for part in parts) for key in LANGUAGES}


def grounds_in_words(ground: Ground) -> Sentences:
    """Return what was found wanting, the rule, why there is one, and its law if it has one."""
    law = ground.law or dict.fromkeys(LANGUAGES, "")
    basis = {
        "id": f" Dasar hukumnya: {law['id']}." if law["id"] else "",
        "en": f" The law: {law['en']}." if law["en"] else "",
    }
    what, rule, why = ground.what, ground.rule, ground.why
    return {
        "id": f"{what['id']} Aturan kami: {rule['id']} Alasannya: {why['id']}{basis['id']}",
        "en": f"{what['en']} Our rule: {rule['en']} The reason for it: {why['en']}{basis['en']}",
    }


def facts_in_words(rejection: Rejection) -> Sentences:
    """Return what screening found for this ground; empty when a person saw it by themselves."""
    found = [rejection.ground.in_words(finding) for finding in rejection.facts]
    if not found:
        return dict.fromkeys(LANGUAGES, "")
    leads = {"id": "Pemeriksaan otomatis menemukan", "en": "Automatic screening found"}
    return {key: f"{leads[key]}: {_listed([one[key] for one in found])}." for key in LANGUAGES}


def remedy(ground: Ground) -> Sentences:
    """Return what to change before sending it again."""
    return {
        "id": f"Yang perlu diubah: {ground.change['id']} Setelah itu, silakan kirim lagi.",
        "en": f"What to change: {ground.change['en']} Then you are welcome to send it again.",
    }


def redress(rejection: Rejection) -> Sentences:
    """Return how to appeal and until when, or where else to turn once that is over."""
    if rejection.appeal_until is None:
        return {
            "id": (
                "Keberatan Anda sudah diperiksa, dan keputusan ini final. Jika Anda merasa tidak"
                f" dilayani dengan baik, Anda dapat mengadu ke Ombudsman ({OMBUDSMAN['id']})."
            ),
            "en": (
                "Your appeal was examined, and this decision is final. If you feel that you were"
                f" not served well, you may complain to the Ombudsman ({OMBUDSMAN['en']})."
            ),
        }
    until = in_words(rejection.appeal_until, rejection.zone)
    return {
        "id": (
            "Jika menurut Anda keputusan ini keliru, Anda dapat mengajukan keberatan satu kali"
            f" lewat aplikasi tempat Anda mengirim, paling lambat {until['id']}; petugas"
            f"{'' if rejection.by_machine else ' lain'} akan memeriksanya."
        ),
        "en": (
            "If you think this decision is wrong, you may appeal once through the app you sent it"
            f" with, until {until['en']}; {'a' if rejection.by_machine else 'another'} person will"
            " look at it."
        ),
    }


def _decided(rejection: Rejection) -> Sentences:
    at = in_words(rejection.decided_at, rejection.zone)
    names = language_names(rejection.language)
    edited = rejection.revision > 1
    which = {
        "id": f" (revisi {rejection.revision})" if edited else "",
        "en": f" (revision {rejection.revision})" if edited else "",
    }
    spoken = {
        "id": f" berbahasa {names['id']}" if names else "",
        "en": f" in {names['en']}" if names else "",
    }
    return {
        "id": (
            f"Kiriman Anda{spoken['id']}{which['id']} tidak diterbitkan di kanal"
            f" resmi. Keputusan ini diambil {_by(rejection)['id']} pada {at['id']}."
        ),
        "en": (
            f"Your post{spoken['en']}{which['en']} was not published on the"
            f" official channels. This was decided {_by(rejection)['en']} on {at['en']}."
        ),
    }


def _by(rejection: Rejection) -> Sentences:
    if rejection.by_machine:
        return {"id": "secara otomatis, tanpa petugas,", "en": "automatically, without a person,"}
    if rejection.appeal_until is None:
        return {
            "id": "oleh petugas yang memeriksa keberatan Anda",
            "en": "by the person who examined your appeal",
        }
    return {"id": "oleh petugas", "en": "by a person"}


def _listed(sentences: list[str]) -> str:
    """Join sentences, each once, to one that goes on after a colon."""
    once = dict.fromkeys(sentence.rstrip(".") for sentence in sentences)
    # A name in capitals, such as NIK, stays as it is.
    lower = (one[:1].lower() + one[1:] if one[1:2].islower() else one for one in once)
    return "; ".join(lower)
