"""Why something is personal data, in Indonesian and English; holds nothing of the text."""

PERSONAL_REASONS: dict[str, tuple[str, str]] = {
    "nik": ("NIK: 16 digit{region_id}, tanggal valid.", "NIK: 16 digits{region_en}, valid date."),
    "kk": (
        "Nomor kartu keluarga: 16 digit{region_id}, tanggal valid.",
        "Family card number: 16 digits{region_en}, valid date.",
    ),
    "sixteen_digits_named": (
        "16 digit di dekat kata NIK, KTP atau KK, meskipun wilayah atau tanggalnya tidak dikenal.",
        "16 digits near the word NIK, KTP or KK, though of no known region or date.",
    ),
    "sixteen_digits": (
        "16 digit tanpa keterangan; wilayah atau tanggalnya tidak dikenal.",
        "16 digits that nothing explains, of no known region or date.",
    ),
    "npwp": ("Nomor pokok wajib pajak (NPWP).", "Taxpayer number (NPWP)."),
    "bpjs": (
        "Nomor peserta BPJS di dekat kata BPJS, JKN atau KIS.",
        "Number of a BPJS member, near the word BPJS, JKN or KIS.",
    ),
    "driving_licence": (
        "Nomor surat izin mengemudi (SIM), disebut demikian.",
        "Driving licence number (SIM), called so.",
    ),
    "passport": (
        "Nomor paspor: huruf dan enam atau tujuh digit.",
        "Passport number: letters and six or seven digits.",
    ),
    "card": (
        "Nomor kartu pembayaran: penerbit dikenal, digit pemeriksa cocok (Luhn).",
        "Payment card number: known issuer, valid check digit (Luhn).",
    ),
    "bank_account": (
        "Nomor rekening di dekat kata rekening atau nama bank.",
        "Bank account number, near the word for it or a bank's name.",
    ),
    "e_wallet": (
        "Nomor dompet elektronik: nomor telepon di dekat nama dompet.",
        "E-wallet number: a telephone number near a wallet's name.",
    ),
    "phone": ("Nomor telepon.", "Telephone number."),
    "phone_in_words": (
        "Nomor telepon yang ditulis dengan kata.",
        "Telephone number written in words.",
    ),
    "email": ("Alamat surel.", "E-mail address."),
    "email_spelt": (
        "Alamat surel yang dieja (at, titik).",
        "E-mail address that is spelt out (at, dot).",
    ),
    "vehicle_plate": ("Pelat nomor kendaraan.", "Vehicle plate."),
    "ip_address": ("Alamat IP publik.", "Public IP address."),
    "coordinates": ("Titik koordinat.", "Coordinates of a place."),
    "map_link": ("Tautan ke suatu titik di peta.", "Link to a point on a map."),
    "social_handle": (
        "Akun media sosial yang bukan milik lembaga.",
        "Social media account that is not an institution's.",
    ),
    "birth_date": (
        "Tanggal lengkap di dekat kata lahir.",
        "Full date near a word for being born.",
    ),
    "address": (
        "Alamat tempat tinggal: jalan atau dusun dengan nomor, RT/RW atau wilayahnya.",
        "Home address: a street or hamlet with its number, neighbourhood or villages.",
    ),
    "person": ("Nama orang.", "A person's name."),
    "health": (
        "Keterangan kesehatan tentang orang yang disebut namanya.",
        "Something said of the health of a named person.",
    ),
    "child": (
        "Umur, kelas atau sekolah seorang anak yang disebut namanya.",
        "Age, class or school of a named child.",
    ),
    "criminal_record": (
        "Catatan kriminal orang yang disebut namanya.",
        "Criminal record of a named person.",
    ),
    "finance": (
        "Keterangan utang, tunggakan atau penghasilan orang yang disebut namanya.",
        "Debts, arrears or income of a named person.",
    ),
    "office_recogniser": (
        "Dikenali oleh pengenal milik kantor: {recogniser}.",
        "Recognised by the office's own recogniser: {recogniser}.",
    ),
}
