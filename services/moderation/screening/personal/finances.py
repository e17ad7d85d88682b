"""Recognise what is said of a person's debts, arrears and income."""

import re
from collections.abc import Iterator

from services.moderation.domain.screening import Severity
from services.moderation.screening.personal.hit import Hit
from services.moderation.screening.personal.quantities import AMOUNT, NUMBER, PERIOD

_OWN = r"(?:nya|ne|e|ipun|nipun)?"
_ABOUT = r"(?: (?:pokok|bersih|kotor|hanya|cuma|cuman|mung|namung|sekitar|kurang lebih|sebesar|kira-kira|udakara|is|of|only|about|sampai|nganti|ngantos|total(?:nya)?|wis|sampun|sudah|sejumlah|senilai|masih|isih|rata-rata|antara))*"
_INCOME = (
    rf"(?:(?:gaji|penghasilan|pendapatan|honor|upah|omzet|bayaran|bayare|pensiun|tabungan|saldo|income|salary){_OWN}|berpenghasilan|bergaji|digaji|dibayar"
    rf"|berpendapatan|earns|makes)(?: (?:per bulan|sebulan|sasi|bulanan|suami|istri|guru|di (?:bank|rekening)(?: [a-z]+)?))?{_ABOUT} {AMOUNT}{PERIOD}?"
)
_CREDITOR = (
    r"(?:bank|koperasi|kop|pinjol|pinjaman online|rentenir|leasing|paylater|warung|tetangga|arisan|bri|bni|mandiri|bumdes|pegadaian|lintah darat|loan sharks?"
    r"|saudara|toko|kur|kpr|tanggane|bakul|the bank|the cooperative|a loan shark)(?: (?:plecit|titil|keliling|online|harian|desa|simpan pinjam|ilegal|thithil|mingguan|sebelah))?"
)
_TO = rf"(?: (?:di|ke|kepada|neng|nang|ing|wonten|dhateng|karo|marang|dari|to|at|from|pada)(?: beberapa)?(?: {NUMBER})? {_CREDITOR}| {_CREDITOR})"
_DEBT = r"(?:utang|hutang|tunggakan|cicilan|pinjaman|kredit|silihan|sambetan|angsuran|debts?|loan|sambutan)"
_HAS = r"(?:punya|duwe|nduwe|gadhah|memiliki|mempunyai|menanggung|terlilit|kelilit|terjerat|kejerat|kebelit|terbelit|has(?: a)?|kagungan|nanggung|boga|gaduh|masih|isih)"
_OWES = (
    rf"{_HAS}(?: (?:banyak|akeh|seabrek|numpuk|tunggakan|masih))? {_DEBT}(?:{_TO})?{_ABOUT}(?: {AMOUNT})?(?:{_TO})?"
    rf"|(?:terlilit|kelilit|terjerat|kejerat|kebelit|terbelit) (?:pinjol|rentenir|bank plecit|paylater)(?:{_ABOUT} {AMOUNT})?"
    rf"|{_DEBT}(?:nya|ne|e|ipun)(?:{_TO})?{_ABOUT} {AMOUNT}(?:{_TO})?|owes(?: [a-z]+){{0,3}} {AMOUNT}(?:{_TO})?|is in debt"
    rf"|(?:utang|hutang|berutang|berhutang|ngutang)(?:{_TO})?{_ABOUT} {AMOUNT}(?:{_TO})?"
)
_BILL = r"(?:(?:tagihan|iuran|cicilan|kredit|angsuran|pajak|spp|uang sekolah|sewa|kontrakan|bpjs|listrik|pinjaman|rekening)(?: (?:listrik|air|motor|mobil|rumah|sekolah|bpjs|pdam|bank|koperasi|kos|arisan|kendaraan|pbb))? )"
_LATE = r"(?:menunggak|nunggak|nunggek|telat bayar|gagal bayar|galbay|macet|belum (?:bayar|dibayar)|durung (?:bayar|dibayar)|overdue|behind on)"
_WHAT = r"(?: (?:tagihan|iuran|cicilan|kredit|angsuran|pajak|spp|sewa|uang|bayar|listrik|air|motor|mobil|rumah|sekolah|bpjs|pdam|bank|koperasi|kos|arisan|kontrakan|pinjaman|utang|rent|kuliah|anaknya|pbb|kendaraan|rp(?= )))*"
_SPAN = rf"{NUMBER} (?:bulan|sasi|wulan|kali|tahun|taun|minggu|months?|semester)\b"
_ARREARS = rf"{_BILL}{_LATE}{_WHAT}{_ABOUT}(?: (?:{AMOUNT}|{_SPAN}))?(?:{_TO})?|(?:menunggak|nunggak|nunggek){_WHAT}{_ABOUT} (?:{AMOUNT}|{_SPAN})(?:{_TO})?|(?:menunggak|nunggak|galbay|gagal bayar) (?:tagihan|iuran|cicilan|kredit|angsuran|pajak|spp|sewa|bpjs|listrik|utang|pinjol){_WHAT}"
_RUINED = rf"(?:dinyatakan )?(?:bangkrut|pailit)|kredit(?:nya|ne|e)? macet(?:{_TO})?|gagal bayar(?:{_TO})|galbay(?:{_TO})"
_STATED = re.compile(rf"\b(?:{_INCOME}|{_OWES}|{_ARREARS}|{_RUINED})(?![a-z])")


def find_finances(text: str) -> Iterator[Hit]:
    """Yield the statements on somebody's money in a folded text. Linear."""
    for match in _STATED.finditer(text):
        end = match.start() + len(match.group().rstrip(" .,"))
        yield Hit("FINANCE", match.start(), end, 0.75, Severity.HIGH, "finance")
