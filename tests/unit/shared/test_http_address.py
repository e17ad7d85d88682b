"""Which URLs and addresses are called."""

import socket

import pytest

from shared.http_address import (
    AddressRefusedError,
    UrlError,
    check_reachable,
    check_url,
    is_refused,
    resolve,
)


@pytest.mark.parametrize(
    "url",
    [
        "https://app.sleman.go.id/callbacks",
        "http://10.0.0.7:8000/",
        "http://localhost/x?token=a%20b&c=1",
        "https://[fd00::7]:8443/callbacks",
        "http://192.168.1.4",
    ],
)
def test_a_url_of_the_offices_own_may_be_called_also_on_a_private_address(url: str) -> None:
    assert check_url(url) == url


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("ftp://app.example/", "whole URL"),
        ("app.example/callbacks", "whole URL"),
        ("https:///callbacks", "whole URL"),
        ("http://app.example:0/", "whole URL"),
        ("http://app.example:99999/", "cannot be read"),
        ("http://[::1/", "cannot be read"),
        ("https://user:secret@app.example/", "password"),
        ("https://user@app.example/", "password"),
        ("https://app.example/#part", "from # on"),
        ("https://app.example/#", "from # on"),
        ("https://app.example/dua kata", "percent-encode"),
        ("https://desa-é.example/", "xn--"),
        ("https://app.example/\r\nHost: other", "percent-encode"),
        ("https://app.example\\@other/", "percent-encode"),
        ("https://app.example/" + "a" * 2048, "longer"),
    ],
)
def test_another_is_refused_with_what_to_write_instead(url: str, says: str) -> None:
    with pytest.raises(UrlError, match=says) as raised:
        check_url(url)
    assert "secret" not in str(raised.value)


@pytest.mark.parametrize(
    ("address", "refused"),
    [
        ("169.254.169.254", True),  # Credentials of a cloud's machine.
        ("169.254.0.1", True),
        ("fe80::1", True),
        ("fe80::1%eth0", True),
        ("::ffff:169.254.169.254", True),
        ("64:ff9b::a9fe:a9fe", True),  # The same through NAT64,
        ("2002:a9fe:a9fe::1", True),  # and through 6to4.
        ("fd00:ec2::254", True),
        ("100.100.100.200", True),
        ("0.0.0.0", True),  # noqa: S104 - an address to refuse, not to listen on
        ("::", True),
        ("224.0.0.1", True),
        ("ff02::1", True),
        ("127.0.0.1", False),
        ("::1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.0.9", False),
        ("fd12::9", False),
        ("::ffff:10.1.2.3", False),
        ("203.0.113.9", False),
        ("169.253.1.1", False),
    ],
)
def test_link_local_metadata_and_multicast_are_refused_however_written(
    address: str,
    refused: bool,  # noqa: FBT001 - a table's column
) -> None:
    assert is_refused(address) is refused


@pytest.mark.parametrize(
    "host", ["169.254.169.254", "2852039166", "0xa9fea9fe", "0251.0376.0251.0376", "169.254.43518"]
)
def test_a_number_that_the_system_reads_as_such_an_address_is_refused(host: str) -> None:
    with pytest.raises(AddressRefusedError):
        resolve(host, 80)
    with pytest.raises(UrlError, match="link-local"):
        check_reachable(f"http://{host}/latest/meta-data")


def test_a_name_with_one_such_address_among_others_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _resolves_to(monkeypatch, "203.0.113.9", "169.254.169.254")
    with pytest.raises(AddressRefusedError):
        resolve("app.example", 443)


def test_addresses_keep_their_order_and_come_once(monkeypatch: pytest.MonkeyPatch) -> None:
    _resolves_to(monkeypatch, "203.0.113.9", "203.0.113.9", "10.0.0.1")
    assert resolve("app.example", 443) == ["203.0.113.9", "10.0.0.1"]


def test_a_name_that_cannot_be_resolved_now_may_be_registered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def unknown(*_arguments: object, **_options: object) -> object:
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    check_reachable("https://not-yet.example/callbacks")


def test_a_name_that_is_none_counts_as_unknown() -> None:
    with pytest.raises(OSError, match="not a host name"):
        resolve("a" * 64 + ".example", 80)


def _resolves_to(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> None:
    found = [
        (socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", (address, 443))
        for address in addresses
    ]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_arguments, **_options: found)
