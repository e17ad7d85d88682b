"""Recognise public IP addresses, of version 4 and 6."""

import ipaddress
import re
from collections.abc import Iterator

from services.moderation.domain.screening import Severity
from services.moderation.screening.personal.hit import Hit

_V4 = re.compile(
    r"(?<![\w.])[0-9]{1,3}(?: ?\. ?[0-9]{1,3}){3}(?![\w]|\.[0-9])"
    r"|(?<![\w.])[0-9]{1,3}(?:\[\.\][0-9]{1,3}){3}(?![\w])"
)
_V6 = re.compile(
    r"(?<![\w:.])(?=[0-9a-f:]{6,45}(?![\w:]))[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}(?![\w:])"
)
_NAMED = re.compile(r"\bip(?:v[46])?\b|internet|alamat|peretas|server|login|host")
_VERSION = re.compile(r"\b(?:versi|version|ver|v|pasal|bab|no|nomor|sk|surat|butir|poin)\.? ?$")
_LEAST_SURE = 10


def find_ip_addresses(text: str) -> Iterator[Hit]:
    """Yield the addresses in a folded text that lead to somebody's connection. Linear."""
    for pattern in (_V4, _V6):
        for match in pattern.finditer(text):
            if _is_public(match.group()) and _is_address(text, match):
                yield Hit("IP_ADDRESS", *match.span(), 0.9, Severity.MEDIUM, "ip_address")


def _is_public(written: str) -> bool:
    try:
        address = ipaddress.ip_address(re.sub(r"[ \[\]]", "", written))
    except ValueError:
        return False
    return address.is_global and not address.is_multicast


def _is_address(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - 40) : match.start()]
    if _VERSION.search(before):
        return False
    if ":" in match.group():
        return any(one.isdigit() for one in match.group())
    # Small figures all through number a section or a version, unless they are called an address.
    figures = [int(one) for one in re.findall(r"[0-9]+", match.group())]
    return max(figures) >= _LEAST_SURE * 2 or bool(_NAMED.search(before))
