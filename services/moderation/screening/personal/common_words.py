"""Words that are written with a capital and are no names: days, roles, cities, usual words."""

from services.moderation.screening.personal.wording import words

_DAYS_AND_MONTHS = words(
    """
    senin selasa rabu kamis jumat jum'at sabtu minggu ahad setu jemuah pon wage kliwon legi
    pahing januari februari maret april mei juni juli agustus september oktober november
    desember january february march may june july august october december monday tuesday
    wednesday thursday friday saturday sunday ramadan ramadhan syawal suro idul fitri adha natal
    lebaran imlek nyepi waisak
    """
)
_ROLES = words(
    """
    rt rw admin min polisi guru dokter dosen sopir supir driver ojol kurir satpam bidan perawat
    kiai kyai haji penjaga tukang petugas operator moderator camat lurah panitia ketua kasir
    penjual pembeli pedagang hrd cs tetangga warga anak suami istri ibu bapak ayah nenek kakek
    cucu adik kakak teman korban pelapor pemohon pemilik peserta penerima wali kos kost pengurus
    bendahara sekretaris takmir kader dewan presiden mantri modin pamong petani siswa siswi
    murid santri mahasiswa mahasiswi balita bayi relawan pelaku tersangka saksi pasien konsumen
    pelanggan nasabah karyawan pegawai staf pemuda pemudi penipu maling pengemudi pengendara
    juragan bos kepala wakil ojek calo penagih dukun dalang kapten koki juru agen kolektor
    bupati gubernur kesaksian pemegang pengirim pendaftar pemenang juara narahubung koordinator
    terlapor terdakwa pengasuh donatur caleg calon atlet oknum keponakan sepupu paman bibi
    sahabat rekan kawan tkw tki keluarga almarhum daughter son neighbour neighbor wife husband
    """
)
_USUAL = words(
    """
    kata ungkap ujar tutur jelas menurut sebut ucap lanjut aksi audisi pendukung songo namanya
    namaku jenenge jenengku cuma hanya juga lagi saya aku kami kita anda kamu dia ia mereka
    beliau yang dan atau di ke dari untuk pada dengan dalam ini itu ada tidak bukan sudah belum
    akan bisa harus mohon tolong bantu minta terima kasih makasih matur nuwun sewu hatur punten
    assalamualaikum assalamu'alaikum waalaikumsalam selamat halo hai hi hello dear salam yth
    kepada hormat nama alamat nomor nomer no telp telepon hp wa email surel nik kk ktp npwp bpjs
    sim stnk paspor rekening rek norek kartu data dokumen berkas formulir surat laporan aduan
    info kontak hubungi lahir tempat tanggal tgl jenis kelamin agama status pekerjaan keperluan
    hal perihal lampiran cc re fw kenapa mengapa kapan bagaimana gimana apa apakah siapa mana
    dimana berapa kok ternyata katanya karena sebab jadi maka namun tetapi tapi padahal meski
    walau kalau jika bila saat ketika sejak setelah sebelum tadi kemarin besok hari pagi siang
    sore malam semalam sekarang nanti bulan tahun jam semua setiap tiap banyak beberapa satu dua
    tiga para sang si tuhan allah puji syukur alhamdulillah insyaallah masyaallah astagfirullah
    innalillahi amin aamiin jangan harap semoga silakan mari ayo cari dicari ditemukan temukan
    hilang kehilangan tercecer lowongan jual dijual beli sewa open po promo gratis urgent
    penting awas hati-hati bocor viral breaking kronologi mutasi pencairan bantuan bansos pkh
    blt pip kip kks bpnt skck tni polri pns asn cpns pppk umkm ugd igd icu pmi plt plh the a an
    of is are my our i we you he she it they please thanks thank need help just this that there
    nek lha piye opo jare jarene jaremu miturut ttl dob fyi btw nb ps wis ora aja ojo sing iki
    kuwi kae menawi menapa kula kulo nyuwun mangga monggo sugeng nggih wonten abdi aya naha
    kumaha sampurasun wilujeng bade upami islam kristen katolik hindu buddha google whatsapp
    facebook instagram tiktok twitter telegram shopee tokopedia gojek gopay grab maxim ovo dana
    linkaja bca bri bni btn bsi mandiri muamalat telkomsel indosat pertamina samsung xiaomi oppo
    vivo iphone honda yamaha suzuki toyota daihatsu avanza beat vario english new serious garage
    parking mandi trans
    """
)
CITIES = words(
    """
    prambanan kaliurang malioboro merapi jogja yogyakarta yogya sleman bantul kulon progo
    kulonprogo gunung kidul gunungkidul wonosari wates surakarta solo magelang klaten semarang
    jakarta bandung surabaya medan malang denpasar indonesia jawa tengah timur barat utara
    selatan diy jateng jatim jabar malaysia singapura arab saudi
    """
)

COMMON_WORDS = _DAYS_AND_MONTHS | _ROLES | _USUAL | CITIES
