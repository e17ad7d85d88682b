"""Where calls to an office's own systems may go: which URLs, which addresses."""

import socket
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import SplitResult, urlsplit

from shared.errors import MendableError

LONGEST_URL = 2048
_NAT64 = IPv6Network("64:ff9b::/96")
_METADATA = {
    ip_address("fd00:ec2::254"),  # Amazon's, over IPv6.
    ip_address("100.100.100.200"),  # Alibaba's.
}
"""Services that give credentials to whoever asks from the machine, outside of link-local."""


class UrlError(MendableError):
    """A URL that will not be called; the message says how to mend it."""


class AddressRefusedError(Exception):
    """A name leads to an address that is never called."""


def check_url(url: str) -> str:
    """Return `url` if it may be called: http(s), a host, no password, no fragment.

    Private addresses are allowed: whoever registers a URL administers this installation. Raises
    UrlError.
    """
    if len(url) > LONGEST_URL:
        message = f"the URL must not be longer than {LONGEST_URL:,} characters"
        raise UrlError(message)
    if not (url.isascii() and url.isprintable()) or set(url) & set(' "<>\\^`{|}'):
        message = (
            "write the URL in plain ASCII, without spaces: percent-encode what is in its path,"
            " and give an international name in its xn-- form"
        )
        raise UrlError(message)
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        message = "the URL's host or port cannot be read"
        raise UrlError(message) from None
    if parts.scheme not in {"http", "https"} or not parts.hostname or port == 0:
        message = "write a whole URL, such as https://app.example.go.id/callbacks"
        raise UrlError(message)
    if "@" in parts.netloc:
        message = "leave user name and password out of the URL: the signature proves who calls"
        raise UrlError(message)
    if "#" in url:
        message = "leave out the part from # on: it is never sent"
        raise UrlError(message)
    return url


def check_reachable(url: str) -> None:
    """Raise UrlError if the URL's host leads to an address that is never called.

    A name that cannot be resolved just now passes: it is looked up and checked at each call.
    """
    parts = urlsplit(url)
    try:
        resolve(parts.hostname or "", port_of(parts))
    except AddressRefusedError:
        message = (
            "the URL leads to a link-local, multicast or metadata address, which is never called;"
            " use the address of the system itself"
        )
        raise UrlError(message) from None
    except OSError:
        return


def port_of(parts: SplitResult) -> int:
    """Return the port of a URL, its scheme's own unless it names one."""
    return parts.port or (443 if parts.scheme == "https" else 80)


def resolve(host: str, port: int) -> list[str]:
    """Return the addresses of a host, in the order to try them.

    Raises AddressRefusedError if one of them is never called, OSError if there is none.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except UnicodeError:  # A label that is empty or too long.
        message = "not a host name"
        raise OSError(message) from None
    addresses = list(dict.fromkeys(str(sockaddr[0]) for *_, sockaddr in found))
    if not addresses or any(map(is_refused, addresses)):
        raise AddressRefusedError
    return addresses


def is_refused(address: str) -> bool:
    """Return whether an IP address is never called, in whatever way it is written."""
    ip = _embedded(ip_address(address))
    return ip.is_link_local or ip.is_multicast or ip.is_unspecified or ip in _METADATA


def _embedded(ip: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """Return the IPv4 address that an IPv6 address stands for, if it does."""
    if isinstance(ip, IPv4Address):
        return ip
    if ip in _NAT64:
        return IPv4Address(int(ip) & 0xFFFF_FFFF)
    return ip.ipv4_mapped or ip.sixtofour or ip
