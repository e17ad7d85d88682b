"""Where somebody is or lives: coordinates and addresses, whole."""

import pytest

from tests.unit.screening.personal.found import found


@pytest.mark.parametrize(
    "written",
    [
        "-7.797068, 110.370529",
        "-7.7970 110.3705",
        "7°47'49.4\"S 110°22'13.9\"E",
        "7.797068 LS 110.370529 BT",
        "－７.７９７０６８, １１０.３７０５２９",
        "https://maps.app.goo.gl/abcDEF123",
        "https://maps.apple.com/?ll=-7.691502,110.417733",
        "6P3X+V9",
    ],
)
def test_a_point_on_a_map_is_found_whole(written: str) -> None:
    assert found(f"lokasi {written}, tolong") == [("COORDINATES", written)]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Rumah di Jl. Damai No. 5, Sinduadi, Mlati", "Jl. Damai No. 5, Sinduadi, Mlati"),
        ("ke Jl. Kaliurang Km 9 RT 03 RW 12 ya", "Jl. Kaliurang Km 9 RT 03 RW 12"),
        (
            "Alamat: Dusun Karang RT 03 RW 05 Sinduadi Mlati Sleman 55284",
            "Dusun Karang RT 03 RW 05 Sinduadi Mlati Sleman 55284",
        ),
        ("Jl. Damai No. 92\nSinduadi, Sleman 55284", "Jl. Damai No. 92\nSinduadi, Sleman 55284"),
        (
            "ke Perum Griya Asri III Jl. Jawa C-24, Godean.",
            "Perum Griya Asri III Jl. Jawa C-24, Godean",
        ),
        ("jl. mawar no. 12 sleman", "jl. mawar no. 12 sleman"),
        ("Saya tinggal di RT 05 RW 02", "RT 05 RW 02"),
        ("Rumah saya dekat Puskesmas Mlati, Dusun Ngaglik RT 02", "Dusun Ngaglik RT 02"),
        ("omahe ing Padukuhan Krajan, Sumberagung", "Padukuhan Krajan, Sumberagung"),
    ],
)
def test_an_address_is_found_to_its_last_part(text: str, written: str) -> None:
    assert ("ADDRESS", written) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Jl. Magelang Km 12,5 macet total",
        "Rapat RT 03 digabung dengan RT 04",
        "Jalan berlubang di RT 05 RW 02 sejak kemarin",
        "Dusun Krajan, Turi mati lampu",
        "Balai Desa Sukamaju Jl. Melati No. 2 dipakai rapat",
        "Kantor Dinas Sosial di Jl. Melati No. 4 tutup",
        "Polresta Sleman, Jl. Magelang No. 12, buka",
        "Kecamatan Depok, Sleman",
    ],
)
def test_a_road_a_neighbourhood_and_an_offices_address_are_left_alone(text: str) -> None:
    assert found(text) == []
