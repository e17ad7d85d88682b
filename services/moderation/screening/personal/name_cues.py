"""Phrases that say that a name follows, or that what came before was one."""

import re

from services.moderation.screening.personal.known_names import is_known_name, is_part_of_name
from services.moderation.screening.personal.people_words import TITLES

_OWN = r"(?:nya|ku|mu|ne|e|ipun|nipun)?"
_WHOSE = (
    r"(?: (?:saya|kami|kita|kula|kulo|aku|abdi|dia|kos|kost|sebelah|kandung|pertama|kedua"
    r"|bungsu|sulung|laki-laki|perempuan|rumah"
    r"|sekelas|sekolah|kerja|kantor|dekat|tercinta|angkat|ipar|kecil|cilik|rt|itu|ini"
    r"|adalah|yaitu|is))*"
)
_KIN = (
    r"anak|putra|putri|putrane|suami|istri|bojo|ibu|bapak|ayah|mama|papa|adik|adek|kakak"
    r"|keponakan|sepupu|paman|bibi|tante|nenek|kakek"
    r"|simbah|mbah|simbok|cucu|putu|mertua|menantu|ipar|tetangga|tangga|teman|kanca|konco"
    r"|sahabat|kawan|rekan|pacar|mantan|majikan"
    r"|son|daughter|wife|husband|father|mother|brother|sister|friend|neighbou?r|cousin"
    r"|uncle|aunt|grand(?:father|mother)|boss|landlord"
)
_ROLE = (
    r"pelapor|terlapor|pemohon|pemilik|pemegang kartu|penerima|pengirim|korban|pelaku"
    r"|tersangka|terdakwa|saksi|kesaksian|pasien|peserta"
    r"|pendaftar|wali|ketua(?: (?:rt|rw|panitia|kelompok|koperasi|regu))?|bendahara"
    r"|sekretaris|koordinator|narahubung|contact person"
    r"|guru(?: \w+)?|tukang(?: \w+){1,2}|bakul(?: \w+)?|penjual(?: \w+)?|pedagang(?: "
    r"\w+)?|sopir|driver|kurir|satpam|penyewa|penghuni|binaan"
    r"|rawatan|pengasuh|calon|caleg(?: [a-z]+){0,3}|holder|donatur|pelanggan|nasabah"
    r"|karyawan|pegawai|siswa|siswi|murid|santri|mahasiswa"
    r"|mahasiswi|balita|bayi|atlet|pemenang|juara \w+|debitur|peminjam|penipu|oknum|sdri?"
    r"|saudara|saudari|admin|kader|dokter|bidan"
    r"|perawat|dosen|mandor|buruh|petani|janda|duda|lansia|difabel|pengurus|kolektor|debt collector"
)
_NAMED = (
    r"nama(?= ?[:=])|nama(?:nya|ku|ne|mu|(?= (?:saya|lengkap|aku|anak|ibu|bapak)))"
    r"(?: (?:saya|lengkap|aku|anak|ibu|bapak|pemilik|kandung|suami|istri|penerima|pengirim"
    r"|pasien))*"
    r"(?: adalah| itu)?|a\.? ?n\.?|(?-i:an)|a/n|bernama|jeneng(?:e|ku)?(?: kula| kulo)?"
    r"|asma(?:ne|nipun|kula)?|nami abdi|named|name is"
)
_SIGNED = r"salam(?: hormat)?|hormat (?:saya|kami)|wassalam|ttd|regards"
_THANKED = (
    r"(?:terima ?kasih|makasih|matur nuwun|hatur nuhun|nuhun|thanks|thank you|selamat|congrats)"
    r"(?: (?:untuk|buat|kepada|kagem|to|ka))?"
)
_INTRODUCED = re.compile(
    rf"\b(?:{_NAMED}|atas nama{_WHOSE}|{_SIGNED}|(?:{_KIN}){_OWN}{_WHOSE}"
    rf"|{_THANKED})[ ,:=]{{1,3}}[\"“]?$",
    re.IGNORECASE,
)
_IN_A_ROLE = re.compile(rf"\b(?:{_ROLE})(?:nya)?(?: kami)?[ ,:=]{{1,3}}[\"“]?$", re.IGNORECASE)
_CLOSED = re.compile(r"[,(:.]|$| (?:\(|\x00)")
# Anything may follow "saya": a name is of two words, or known, or closed by a comma.
_PRONOUN = re.compile(
    r"\b(?:saya|kula|kulo|aku|abdi|i am|i'm|this is|ini|dengan)[ ,]{1,2}$", re.IGNORECASE
)
_PET = re.compile(
    r"\b(?:kucing|anjing|ayam|burung|kuda|sapi|kambing|dog|cat|kapal)(?: [a-z]+){0,2}(?: "
    r"(?:bernama|named|jenenge|namanya))? $"
)
_SMALL_WORD_BEFORE = re.compile(r"(?<![A-Za-z])[a-z]{2,},? $")
_LOWER_TITLE = re.compile(r"(?:^|[^\w-])(?P<title>[a-z]{1,10})\.? $")
_OFFICE = re.compile(
    r"\b(?:bupati|wakil bupati|gubernur|wakil gubernur|presiden|menteri(?: [a-z]+){1,3}"
    r"|walikota|wali kota|lurah|carik|camat|panewu|dukuh"
    r"|kades|kepala (?:desa|dinas|badan|bidang|seksi|kantor|sekolah|puskesmas|kepolisian"
    r"|daerah)(?: [a-z]+){0,4}|kapol\w+|sekda|sekretaris daerah"
    r"|dandim|danramil|kajari|rektor|ketua (?:dprd|dpr|mpr|kpu|bawaslu|mk|ma|umum)"
    r"|anggota (?:dprd|dpr)|jubir|juru bicara|direktur(?: [a-z]+){0,3}"
    r"|pelatih|pemain|penyanyi|aktor|artis|sutradara|calon (?:bupati|gubernur|presiden)"
    r"|regent|governor|minister|president)"
    r"(?: [a-z]+){0,2}(?:,? (?:drs?|dra|ir|prof|h|hj|bapak|ibu|pak|bu)\.?)*,? $"
)
_OFFICE_BEHIND = re.compile(
    r"^,? (?:(?:selaku|sebagai|mantan|the) )?(?:bupati|wakil bupati|gubernur|presiden|menteri"
    r"|wali ?kota|kepala (?:dinas|desa|badan)|kapol\w+|camat|panewu|lurah|sekda"
    r"|ketua (?:dprd|kpu|bawaslu)|juru bicara|regent|mayor|minister)\b"
)
# What tells of a person right behind the name; of the second kind things may be told too.
_PREDICATE = (
    r"umur|berumur|umure|usia|berusia|yuswa|kelas|klas|menderita|mengidap|kena|terkena"
    r"|kenging|didiagnos[ai]s?|divonis|dihukum"
    r"|dipenjara|menunggak|nunggak|punya (?:utang|hutang|riwayat|catatan)|duwe (?:utang"
    r"|silihan)|nduwe utang|berpenghasilan"
    r"|gaji(?:nya|ne)?|utang(?:nya|e)|hutangnya|hamil|lara|gerah|stroke|lumpuh|mantan "
    r"napi|bekas napi|bekas narapidana|residivis"
    r"|pernah dipenjara|has (?:\w+ )?(?:cancer|hiv|diabetes|tuberculosis)|was diagnosed|suffers"
)
_MAYBE_PREDICATE = (
    r"sakit|meninggal|wafat|seda|berpulang|is \d{1,2} years|tinggal di|alamat|warga"
    r"|pemilik|dengan nik|nik"
)
_AGED = r"^,? \(?\d{1,2} (?:tahun|thn|th|taun)\b|^, \d{1,2}(?=[,)])"
_FOLLOWED = re.compile(rf"^,? ?\(?(?:{_PREDICATE})\b", re.IGNORECASE)
_MAYBE_FOLLOWED = re.compile(rf"^,? ?\(?(?:{_MAYBE_PREDICATE})\b|{_AGED}", re.IGNORECASE)
_LABEL = (
    r"(?:(?i:nik|no\.?|nomor|hp|wa|no hp|telp\.?|kontak|cp|kk|rek\.?|rekening|bank [a-z]+"
    r"|paspor|lahir|ttl|dob|surel|e-?mail|alamat|bpjs|npwp|nopol|tinggal di|beralamat di"
    r"|warga))"
)
_BESIDE = re.compile(
    rf"^(?P<joint> ?[(,:;\u2014\u2013-]{{0,2}} ?)(?:{_LABEL}[ .:]{{0,2}}){{0,2}}\x00"
)
_LIST_MARK = re.compile(r"(?:[0-9][).]|[•*\u2013-]) ?$|[:,;] ?$")
_BEGINS = re.compile(r"(?:^|[.!?\"\n] ?)$")
_BEHIND_IDENTIFIER = re.compile(r"\x00\.? ?[(\u2013\u2014-] ?$")
# "Pemenang: Sari (kulkas), Ngadiyo (kompor)".
_LISTED = re.compile(r"(?:: |\), |\) dan )$")
_BRACKET = re.compile(r" \([a-z][a-z ]{1,30}\)")


def is_titled(before: str) -> bool:
    """Tell whether a form of address in small letters stands right before: "bu Rahayu"."""
    match = _LOWER_TITLE.search(before)
    return match is not None and match["title"] in TITLES


def is_introduced(before: str, words: list[str], behind: str) -> bool:
    """Tell whether the words right before say that a person is named."""
    if _INTRODUCED.search(before):
        return True
    # "Peserta Audisi": what stands behind a role is a name if it looks or ends like one.
    is_likely = len(words) > 1 or is_part_of_name(words[0]) or bool(_CLOSED.match(behind))
    if is_likely and _IN_A_ROLE.search(before):
        return True
    return bool(_PRONOUN.search(before)) and (len(words) > 1 or is_part_of_name(words[0]))


def is_within_a_sentence(before: str) -> bool:
    """Tell whether a word in small letters, or a comma, stands right before."""
    return bool(_SMALL_WORD_BEFORE.search(before))


def is_office_behind(behind: str) -> bool:
    """Tell whether an office of state stands right behind the name: "... selaku Bupati"."""
    return bool(_OFFICE_BEHIND.search(behind.lower()))


def is_of_a_pet(before: str) -> bool:
    """Tell whether an animal or a vehicle is called so."""
    return bool(_PET.search(before.lower()))


def is_office_before(before: str) -> bool:
    """Tell whether an office of state or fame stands right before."""
    return bool(_OFFICE.search(before.lower()))


def is_followed(text: str, start: int, end: int, words: list[str]) -> bool:
    """Tell whether a statement on a person, or an identifier, stands beside the name.

    Before an identifier any word may stand with a capital: one alone must look like a name, or
    stand in a list.
    """
    before, behind = text[max(0, start - 20) : start], text[end : end + 60]
    is_likely = len(words) > 1 or is_known_name(words[0])
    if _BEHIND_IDENTIFIER.search(before):
        return True
    if _FOLLOWED.search(behind):
        # Any word has a capital where a sentence begins: "Penderita stroke ...".
        return is_likely or _BEGINS.search(before) is None
    if _LISTED.search(before) and _BRACKET.match(behind):
        return is_likely
    if _MAYBE_FOLLOWED.search(behind):
        return is_likely and (before != "" or len(words) > 1)
    match = _BESIDE.search(behind)
    if match is None:
        return False
    return is_likely or "(" in match["joint"] or bool(_LIST_MARK.search(before))
