"""Words that stand before a name, or within the name of something else than a person."""

import re

from services.moderation.screening.personal.wording import words

TITLES = words(
    """
    pak bapak bpk pa bu ibu bunda ibuk mas mbak mbakyu mba kak kakak kakang kang kangmas
    bang abang mbah simbah eyang mbok simbok lik paklik bulik pakdhe pakde budhe bude om
    tante yu dik dek adek adik nak nduk le cak ning gus neng teh teteh aa ceu mang koh ci
    cik bli uda uni sdr sdri saudara saudari tn ny nn tuan nyonya nona mr mrs ms miss dr dra
    drs ir prof h hj kh haji hajah almarhum almarhumah alm almh mendiang ustadz ustadzah
    ustaz romo suster bruder pendeta pdt ananda ust
    """
)
"""Forms of address, of Indonesian, Javanese and Sundanese; a name follows them."""

OFFICES = words(
    """
    bupati wabup gubernur wagub presiden wapres menteri wamen walikota wawali lurah carik
    camat panewu dukuh kades kadus sekdes sekda kadis kabid kasi kapolri kapolda kapolres
    kapolresta kapolsek kanit dandim danramil danrem pangdam kajari kajati hakim jaksa
    rektor dekan kasatpol ketua dprd kepala wakil panglima jenderal kolonel letkol mayor
    kapten raja sultan paku permaisuri regent mayor governor minister president ngarsa dalem
    jagabaya ulu-ulu kamituwa kaur danarta tata laksana
    """
)
"""Who holds an office is named in it, not as a citizen."""

LED = words(
    """
    rt rw kelompok panitia regu arisan takmir koperasi karang pemuda
    """
)

STORIED = words(
    """
    nabi rasul santo santa dewa pangeran prabu raden r.a ra r.m sunan syekh panembahan ki
    nyi nyai bung proklamator pahlawan tokoh lakon film novel lagu buku kisah cerita dongeng
    wayang drama serial sinetron komik lukisan puisi legenda hikayat sandiwara penyanyi
    aktor aktris artis sutradara band konser pesepakbola pemain pelatih striker timnas
    youtuber idola penulis pujangga maulid pesta sultan kanjeng ksatria batara betara resi
    begawan empu mpu
    """
)
"""Before the names of those who are told of: in history, faith, tales and on stage."""

PLACES = words(
    """
    jalan jl jln jlan dalan gang gg lorong kampung kp desa ds dusun dsn padukuhan pedukuhan
    kalurahan kelurahan kel kapanewon kecamatan kec kabupaten kab kota kotamadya provinsi
    prov perum perumahan perumnas komplek kompleks kos kost kontrakan apartemen rusun
    rusunawa asrama griya pondok ponpes pesantren masjid mushola musala langgar gereja kapel
    pura vihara klenteng candi makam pesarean rs rsu rsup rsud rsia rsj sakit puskesmas
    klinik apotek sd sdn mi smp smpn mts sma sman smk smkn ma man tk paud slb universitas
    univ institut politeknik akademi sekolah kampus fakultas stasiun terminal halte bandara
    pelabuhan pasar toko warung kedai resto restoran rumah makan kafe cafe hotel wisma
    losmen mall plaza supermarket minimarket taman museum monumen tugu patung stadion
    lapangan gor gelora gedung aula balai kantor dinas badan lembaga kementerian yayasan
    koperasi bank pt cv ud po perusahaan jembatan embung waduk bendungan selokan kali sungai
    gunung bukit pantai gua goa pulau laut tahura simpang perempatan pertigaan ringroad ring
    underpass flyover polres polresta polsek polda kodim koramil kejaksaan pengadilan samsat
    satpas spbu bengkel salon studio radio tv majalah koran harian penerbit perpustakaan
    piala liga cup festival lomba turnamen street road university school hospital park
    bridge temple market airport station wilayah daerah kawasan posko sanggar grup klub
    sepak bola fc ps persija psim pss tim paguyuban komunitas partai aplikasi merek produk
    motor mobil bus kereta ka kapal pesawat soto bakso sate mie bakmi nasi goreng gudeg
    pecel angkringan bakpia kopi jamu seblak catering katering laundry bumdes pemkab pemkot
    pemda pemprov pemdes pemerintah dishub dinkes dinsos disdik disnaker dukcapil damkar
    bpbd bnpb basarnas satpol dprd dpr kpu bawaslu pdam pln pmi
    """
)
"""Before or within a name of a place, a building, a firm, a thing."""

OF_PLACE = words(
    """
    di ke dari neng nang ing wonten menyang nyang arah menuju sekitar dekat sampai lewat via
    seputar at in to
    """
)
"""A single name after these may well be a village's."""

LATER_PARTS = words(
    """
    amin hari subuh jumat rabu pon legi pahing wage kliwon adil muda
    """
)
"""Usual words that stand within names, but do not begin them."""

ON_STAGE = re.compile(
    r"\b(?:lakon|wayang|dalang|pentas|panggung|film|sinetron|novel|dongeng|cerita rakyat"
    r"|ketoprak|kethoprak|sendratari|carnival)\b"
)
"""Where they are spoken of, a single name is a character's."""
