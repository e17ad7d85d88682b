"""Recognise what is said of a person's debts, arrears and income."""

import re
from collections.abc import Iterator

from services.moderation.domain.screening import Severity
from services.moderation.screening.personal.hit import Hit
from services.moderation.screening.personal.quantities import AMOUNT, NUMBER, PERIOD

_OWN = r"(?:nya|ne|e|ipun|nipun)?"
_ABOUT = (
    r"(?: (?:pokok|bersih|kotor|hanya|cuma|cuman|mung|namung|sekitar|kurang lebih|sebesar"
    r"|kira-kira|udakara|is|of|only|about|sampai|nganti|ngantos|total(?:nya)?|wis|sampun"
    r"|sudah|sejumlah|senilai|masih|isih|rata-rata|antara))*"
)
_INCOME = (
    rf"(?:(?:gaji|penghasilan|pendapatan|honor|upah|omzet|bayaran|bayare|pensiun|tabungan"
    rf"|saldo|income|salary){_OWN}|berpenghasilan|bergaji|digaji|dibayar"
    rf"|berpendapatan|earns|makes)(?: (?:per bulan|sebulan|sasi|bulanan|suami|istri|guru"
    rf"|di (?:bank|rekening)(?: [a-z]+)?))?{_ABOUT} {AMOUNT}{PERIOD}?"
)
_CREDITOR = (
    r"(?:bank|koperasi|kop|pinjol|pinjaman online|rentenir|leasing|paylater|warung"
    r"|tetangga|arisan|bri|bni|mandiri|bumdes|pegadaian|lintah darat|loan sharks?"
    r"|saudara|toko|kur|kpr|tanggane|bakul|the bank|the cooperative|a loan shark)(?: "
    r"(?:plecit|titil|keliling|online|harian|desa|simpan pinjam|ilegal|thithil|mingguan"
    r"|sebelah))?"
)
_TO = (
    rf"(?: (?:di|ke|kepada|neng|nang|ing|wonten|dhateng|karo|marang|dari|to|at|from"
    rf"|pada)(?: beberapa)?(?: {NUMBER})? {_CREDITOR}| {_CREDITOR})"
)
_DEBT = (
    r"(?:utang|hutang|tunggakan|cicilan|pinjaman|kredit|silihan|sambetan|angsuran|debts?"
    r"|loan|sambutan)"
)
_HAS = (
    r"(?:punya|duwe|nduwe|gadhah|memiliki|mempunyai|menanggung|terlilit|kelilit|terjerat"
    r"|kejerat|kebelit|terbelit|has(?: a)?|kagungan|nanggung|boga|gaduh|masih|isih)"
)
_OWES = (
    rf"{_HAS}(?: (?:banyak|akeh|seabrek|numpuk|tunggakan"
    rf"|masih))? {_DEBT}(?:{_TO})?{_ABOUT}(?: {AMOUNT})?(?:{_TO})?"
    rf"|(?:terlilit|kelilit|terjerat|kejerat|kebelit|terbelit) (?:pinjol|rentenir|bank "
    rf"plecit|paylater)(?:{_ABOUT} {AMOUNT})?"
    rf"|{_DEBT}(?:nya|ne|e|ipun)(?:{_TO})?{_ABOUT} {AMOUNT}(?:{_TO})?|owes(?: "
    rf"[a-z]+){{0,3}} {AMOUNT}(?:{_TO})?|is in debt"
    rf"|(?:utang|hutang|berutang|berhutang|ngutang)(?:{_TO})?{_ABOUT} {AMOUNT}(?:{_TO})?"
)
_BILL = (
    r"(?:(?:tagihan|iuran|cicilan|kredit|angsuran|pajak|spp|uang sekolah|sewa|kontrakan"
    r"|bpjs|listrik|pinjaman|rekening)(?: (?:listrik|air|motor|mobil|rumah|sekolah|bpjs"
    r"|pdam|bank|koperasi|kos|arisan|kendaraan|pbb))? )"
)
_LATE = (
    r"(?:menunggak|nunggak|nunggek|telat bayar|gagal bayar|galbay|macet|belum (?:bayar"
    r"|dibayar)|durung (?:bayar|dibayar)|overdue|behind on)"
)
_WHAT = (
    r"(?: (?:tagihan|iuran|cicilan|kredit|angsuran|pajak|spp|sewa|uang|bayar|listrik|air"
    r"|motor|mobil|rumah|sekolah|bpjs|pdam|bank|koperasi|kos|arisan|kontrakan|pinjaman"
    r"|utang|rent|kuliah|anaknya|pbb|kendaraan|rp(?= )))*"
)
_SPAN = rf"{NUMBER} (?:bulan|sasi|wulan|kali|tahun|taun|minggu|months?|semester)\b"
_HOW_MUCH = rf"(?:{AMOUNT}|{_SPAN})"
_ARREARS = (
    rf"{_BILL}{_LATE}{_WHAT}{_ABOUT}(?: {_HOW_MUCH})?(?:{_TO})?"
    rf"|(?:menunggak|nunggak|nunggek|(?:belum|durung|telat) bayar){_WHAT}{_ABOUT}"
    rf" {_HOW_MUCH}(?:{_TO})?"
    r"|(?:menunggak|nunggak|galbay|gagal bayar) (?:tagihan|iuran|cicilan|kredit|angsuran|pajak|spp"
    rf"|sewa|bpjs|listrik|utang|pinjol){_WHAT}"
)
_RUINED = (
    rf"(?:dinyatakan )?(?:bangkrut|pailit)|kredit(?:nya|ne|e)? macet(?:{_TO})?|gagal "
    rf"bayar(?:{_TO})|galbay(?:{_TO})"
)
_STATED = re.compile(rf"\b(?:{_INCOME}|{_OWES}|{_ARREARS}|{_RUINED})(?![a-z])")


def find_finances(text: str) -> Iterator[Hit]:
    """Yield the statements on somebody's money in a folded text. Linear."""
    for match in _STATED.finditer(text):
        end = match.start() + len(match.group().rstrip(" .,"))
        yield Hit("FINANCE", match.start(), end, 0.75, Severity.HIGH, "finance")
