"""What happens on the way to an office's own system, and how long it may take."""

import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from urllib3.connection import HTTPConnection

from services.publisher.channels import http_post
from services.publisher.channels.port import ChannelError, InDoubtError
from tests.support.http_post import JOB, PART, channel
from tests.support.receiver import Receiver, answer, raw, receiver, wait_for_event
from tests.support.running import free_ports
from tests.support.waiting import wait_for


@contextmanager
def _over_tls(folder: Path, host: str) -> Iterator[Receiver]:
    """Run a receiver whose certificate is of its own making, in `folder`/cert.pem."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    secret = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "cert.pem").write_bytes(certificate.public_bytes(pem))
    (folder / "key.pem").write_bytes(secret)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    with receiver(context) as running:
        yield running


def test_an_office_may_have_an_authority_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with _over_tls(tmp_path, "localhost") as behind:
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "cert.pem"))
        channel(behind.url).publish(JOB, PART)
        assert [one.verified for one in behind.deliveries] == [True]


@pytest.mark.parametrize(("host", "trusted"), [("localhost", False), ("other.example", True)])
def test_nothing_is_sent_to_whom_the_certificate_does_not_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, host: str, *, trusted: bool
) -> None:
    with _over_tls(tmp_path, host) as behind:
        if trusted:
            monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "cert.pem"))
        with pytest.raises(ChannelError, match="tls_failed") as caught:
            channel(behind.url).publish(JOB, PART)
        assert (type(caught.value), behind.deliveries) == (ChannelError, [])


def test_what_nobody_listens_for_was_certainly_not_sent() -> None:
    (port,) = free_ports(1)
    with pytest.raises(ChannelError) as caught:
        channel(f"http://127.0.0.1:{port}/").publish(JOB, PART)
    assert (type(caught.value), caught.value.permanent) == (ChannelError, False)


def test_nothing_is_sent_once_the_time_is_over(behind: Receiver) -> None:
    """A sender that was frozen wakes, and its row may be another's by then."""
    with pytest.raises(ChannelError) as caught:
        channel(behind.url, seconds=-1).publish(JOB, PART)
    assert type(caught.value) is ChannelError
    assert behind.deliveries == []


def test_nothing_is_sent_if_connecting_has_taken_all_the_time(
    behind: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    ends, connect = time.monotonic() + 0.5, HTTPConnection.connect

    def connect_slowly(connection: HTTPConnection) -> None:
        connect(connection)
        wait_for(lambda: time.monotonic() > ends, "the deadline is over")

    monkeypatch.setattr(HTTPConnection, "connect", connect_slowly)
    with pytest.raises(ChannelError) as caught:
        channel(behind.url, seconds=0.5).publish(JOB, PART)
    assert type(caught.value) is ChannelError
    assert behind.deliveries == []


def test_a_receiver_that_does_not_answer_leaves_the_outcome_open(behind: Receiver) -> None:
    never = threading.Event()
    behind.next.append(wait_for_event(never, answer(200)))
    with pytest.raises(InDoubtError, match="timed_out"):
        channel(behind.url, seconds=0.5).publish(JOB, PART)
    never.set()


def test_bytes_that_trickle_in_do_not_stretch_the_deadline() -> None:
    over = threading.Event()

    def trickle(server: socket.socket) -> None:
        connection, _ = server.accept()
        with connection:
            connection.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
            while not over.wait(0.1):
                connection.sendall(b"a")

    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=trickle, args=(server,))
        thread.start()
        with pytest.raises(InDoubtError, match="timed_out"):
            channel(f"http://127.0.0.1:{server.getsockname()[1]}/", seconds=1).publish(JOB, PART)
        over.set()
        thread.join()


def test_a_proxy_of_the_environment_is_not_used(
    behind: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    (port,) = free_ports(1)
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{port}")
    channel(behind.url).publish(JOB, PART)
    assert len(behind.deliveries) == 1


def test_an_answer_without_end_is_not_read_to_its_end(
    behind: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http_post, "MAX_ANSWER_BYTES", 10)
    behind.next.append(raw(b"HTTP/1.1 200 OK\r\nContent-Length: 999999\r\n\r\n" + b" " * 99))
    assert channel(behind.url).publish(JOB, PART) is None
