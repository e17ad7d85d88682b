"""Recognise what is said of a conviction or of prison; an accusation is none."""

import re
from collections.abc import Iterator

from services.moderation.domain.screening import Severity
from services.moderation.screening.personal.hit import Hit
from services.moderation.screening.personal.quantities import TIME

_CRIME = (
    r"narkob[ao]|narkotika|sabu(?:-sabu)?|ganja|obat terlarang|pembunuhan|mateni wong"
    r"|pencurian|nyolong|maling|curanmor|penggelapan|penipuan|ngapusi|korupsi"
    r"|pencabulan|cabul|perkosaan|pemerkosaan|penganiayaan|pengeroyokan|perampokan"
    r"|perjudian|judi|kdrt|begal|klitih|kekerasan|pelecehan|penadahan|penadah"
    r"|pemalsuan|pemerasan|penculikan|perdagangan orang|terorisme|teroris|pembalakan"
    r"|penyelundupan|asusila|pembakaran|tabrak lari|suap|penyuapan|ite"
    r"|pencemaran nama baik|perzinaan|miras|theft|fraud|murder|drugs?|drug dealing"
    r"|assault|robbery|corruption|embezzlement|rape|manslaughter|burglary"
)
_OF_WHAT = (
    r"(?: (?:online|motor|sepeda motor|mobil|anak|berat|ringan|seksual|dana desa|dana"
    r"|uang|negara|kendaraan|sapi|ternak|emas|berencana|dokumen|orang|dalam rumah tangga"
    r"|di bawah umur))*"
)
_CASE = (
    rf"(?:(?: (?:dalam|atas|karena|gara-gara|goro-goro|amarga|merga|jalaran|terkait|soal"
    rf"|for|of|because of|on))?(?: (?:kasus|perkara|tindak pidana|tuduhan))? "
    rf"(?:{_CRIME})\b{_OF_WHAT}(?: (?:dan|and) (?:{_CRIME})\b{_OF_WHAT})?)?"
)
_FORMER = (
    r"(?:mantan|bekas|eks|ex|tilas|former)[ -]?(?:napi|narapidana|nara pidana|residivis"
    r"|terpidana|pengedar|bandar|tahanan|convict|prisoner|maling|pencuri|koruptor)(?: "
    r"(?:narkoba|sabu))?"
)
_ONCE = r"(?:pernah|tau|nate|kantos|baru saja|baru|barusan|bar|mentas|sempat|sudah|wis|wes)"
_JAILED = (
    r"(?:dipenjara(?:kan)?|dibui|masuk (?:penjara|bui|lapas|rutan|sel)|mlebu (?:penjara"
    r"|bui|sel|kunjara)|dikunjara|dihukum|ditahan|dipidana|keluar (?:dari )?(?:penjara"
    r"|lapas)|metu saka penjara|bebas (?:dari )?(?:penjara|lapas)|terpidana|divonis)"
)
_SENTENCED = (
    r"(?:divonis|dihukum|dipidana|dijatuhi (?:hukuman|vonis)|dipenjara|menjalani "
    r"(?:hukuman|masa hukuman|vonis)|mendekam|dibui|diukum|di ?vonis)(?: (?:penjara"
    r"|pidana|hukuman|selama|bersalah|di penjara|di lapas))*"
)
_RECORD = (
    r"(?:punya|memiliki|ada|duwe|nduwe|gadhah)(?: (?:catatan|riwayat|rekam "
    r"jejak))? ?(?:catatan|riwayat|rekam jejak)? ?(?:kriminal|kejahatan|pidana|hukum)"
)
_ENGLISH = (
    r"ex-?con(?:vict)?|(?:was |has been )?(?:convicted|found guilty)|has a criminal "
    r"record|(?:served|spent|did) [a-z0-9]+ (?:years?|months?)(?: in (?:prison|jail))?"
    r"|was (?:jailed|imprisoned|sentenced to)"
)
_STATED = re.compile(
    rf"\b(?:{_FORMER}{_CASE}|residivis{_CASE}|{_ONCE} {_JAILED}(?: (?:penjara"
    rf"|selama))*(?: {TIME})?(?: penjara)?{_CASE}"
    rf"|{_SENTENCED} (?:seumur hidup|{TIME})(?: penjara)?{_CASE}|{_SENTENCED} "
    rf"bersalah{_CASE}|{_RECORD}\b{_CASE}|bebas dari (?:penjara|lapas|rutan){_CASE}"
    rf"|terpidana (?:kasus )?(?:{_CRIME})\b{_OF_WHAT}|(?:{_ENGLISH})(?: (?:for "
    rf")?{TIME})?(?: in (?:prison|jail))?{_CASE})"
)


def find_criminal_records(text: str) -> Iterator[Hit]:
    """Yield the statements on somebody's convictions in a folded text. Linear."""
    for match in _STATED.finditer(text):
        end = match.start() + len(match.group().rstrip())
        yield Hit("CRIMINAL_RECORD", match.start(), end, 0.75, Severity.HIGH, "criminal_record")
