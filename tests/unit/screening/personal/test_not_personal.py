"""What looks like personal data and is none."""

import pytest

from tests.unit.screening.personal.found import found


@pytest.mark.parametrize(
    "text",
    [
        "Jalan berlubang di RT 05 RW 02 sejak 03/05/2024 pukul 14.30",
        "Anggaran Rp 8.123.456.789 untuk 12 dusun",
        "Surat nomor 0123/SK/2024 tertanggal 2024-11-24",
        "Nomor resi 1234567890123456",
        "Resine SPXID052817739014 mandheg",
        "Nomor laporan 2026112400012 belum ditanggapi",
        "Kuitansi 5500198823 hilang",
        "Hubungi 112 atau 119, atau Kring Pajak 1500200",
        "Hotline BPBD Sleman 0811-2650-113",
        "Call center (0274) 868405 kantor dinas tidak diangkat",
        "Layanan aduan PDAM: 0274-868321 atau 0812-2500-0500",
        "The public library front desk, (0274) 869511, is open",
        "Damkar pos Godean punya nomor sendiri: (0274) 6497 113",
        "Kirim ke bps3404@bps.go.id atau info@ptmaju.co.id",
        "@sleman tolong lihat ini, @infobmkg juga, @kai121 juga",
        "instagram.com/humasjogja dan instagram.com/reel/abc123",
        "Mobil pelat B 1 A cuma meme",
        "Ruang AB 12 C, blok B 12 CD, SMP N 2 SLB",
        "versi 10.2.33.40, alamat 192.168.1.1, pasal 1.2.3.4",
        "Nilai 48.75, 51.20 dan indeks 0,449 menjadi 0,421",
        "Hari lahir Pancasila 1 Juni 1945",
        "Kartini lahir 21 April 1879",
        "Saya transfer Rp 12.500.000 ke BCA kemarin",
        "4111111111111112",
        "NIK 3404************ dan 0812-xxxx-xxxx",
        "Wajib membawa KTP, KK, NPWP dan nomor rekening",
    ],
)
def test_what_only_looks_like_it_is_left_alone(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Tolong BPBD hubungi saya 081234567890",
        "Sudah lapor Polsek Depok, nomor saya 081234567890",
        "Telepon rumah saya di belakang kantor kelurahan 081234567890",
        "Posko 081234567890 (Pak Hanif)",
    ],
)
def test_a_citizens_number_beside_an_offices_name_is_kept(text: str) -> None:
    assert ("PHONE_NUMBER", "081234567890") in found(text)
