"""Where a webhook may lead, and how one try of a call ends, whatever the receiver does."""

import datetime as dt
import socket
import ssl
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from ethreader.alerts.hook_places import PlaceRefused, places_of
from ethreader.alerts.hook_sending import NotTaken, send
from ethreader.base.hosts import is_public
from ethreader.base.settings import Settings, WrongSetting
from tests.alerts.receiver import SECRET, receiving

GIVEN = {"ETHREADER_WEBHOOK_SECRET": SECRET, "ETHREADER_WEBHOOK_URL": "https://example.org/hook"}
WITHOUT_PASSWORD = (
    "is wrong: give a URL that starts with https://, without a password in it; only a URL of this "
    "machine may start with http://."
)
PRIVATE = (
    "is wrong: it leads into a private network. Give a URL of the public network, or one of this "
    "machine, such as http://127.0.0.1:9000/."
)
A_SECRET = (
    "is wrong: give whsec_ and then 24 to 64 random bytes in base64: "
    "echo whsec_$(openssl rand -base64 32)."
)
BOTH = "a webhook needs both. docs/webhook.md says how to make a secret."


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("URL", "http://example.org/hook", WITHOUT_PASSWORD),
        ("URL", "https://user:password@example.org/hook", WITHOUT_PASSWORD),
        ("URL", "https://example.org/#hook", WITHOUT_PASSWORD),
        ("URL", "ftp://127.0.0.1/hook", WITHOUT_PASSWORD),
        ("URL", "https://10.0.0.1/hook", PRIVATE),
        ("URL", "https://[fe80::1]/hook", PRIVATE),
        ("URL", "https://169.254.169.254/latest", PRIVATE),
        ("SECRET", "whsec_c2hvcnQ=", A_SECRET),
        ("SECRET", "a password", A_SECRET),
        ("SECRET", SECRET.removeprefix("whsec_"), A_SECRET),
        ("SECRET", "", f"ETHREADER_WEBHOOK_URL is set and ETHREADER_WEBHOOK_SECRET is not: {BOTH}"),
        ("URL", "", f"ETHREADER_WEBHOOK_SECRET is set and ETHREADER_WEBHOOK_URL is not: {BOTH}"),
        ("SECONDS", "0", "give a whole number from 1 to 86400"),
    ],
)
def test_wrong_setting_is_refused_in_a_sentence(
    tmp_path: Path, name: str, value: str, words: str
) -> None:
    given = {**GIVEN, f"ETHREADER_WEBHOOK_{name}": value, "ETHREADER_INSTANCE": str(tmp_path)}

    with pytest.raises(WrongSetting) as refused:
        Settings.read(given)

    assert words in str(refused.value)
    assert "password@" not in str(refused.value)


@pytest.mark.parametrize(
    "url", ["https://example.org/hook?a=b", "http://127.0.0.1:9/", "http://[::1]/"]
)
def test_url_of_the_public_network_or_of_this_machine_is_taken(tmp_path: Path, url: str) -> None:
    given = {**GIVEN, "ETHREADER_WEBHOOK_URL": url, "ETHREADER_INSTANCE": str(tmp_path)}

    settings = Settings.read(given)

    assert settings.webhook_url == url
    assert SECRET not in repr(settings)


@pytest.mark.parametrize(
    "host",
    [
        *("10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0"),
        *("224.0.0.1", "fe80::1", "fc00::1", "::", "ff02::1", "::ffff:10.0.0.1"),
        *("::ffff:127.0.0.1", "64:ff9b::a00:1", "2002:a00:1::", "2130706433", "0x7f.1"),
    ],
)
def test_call_goes_to_no_private_place_however_it_is_written(host: str) -> None:
    with pytest.raises(PlaceRefused):
        places_of(host, 443)


@pytest.mark.parametrize("ip", ["93.184.216.34", "2606:2800:220:1::1", "64:ff9b::5db8:d822"])
def test_public_place_is_known(ip: str) -> None:
    assert is_public(ip)


def test_this_machine_is_a_place_where_it_was_named() -> None:
    assert "127.0.0.1" in places_of("localhost", 80)


def drip(file: Any) -> None:
    """Respond for ever, a sign at a time."""
    with suppress(OSError):
        while True:
            file.write(b"x")
            file.flush()
            time.sleep(0.01)  # The receiver's own pace; the test waits for the sender.


def flood(file: Any) -> None:
    """Respond well, and with more than anybody wants to read."""
    file.write(b"HTTP/1.1 200 OK\r\n\r\n")
    with suppress(OSError):
        for _ in range(1000):
            file.write(b"x" * 1_000_000)


def test_receiver_that_drips_is_hung_up_on() -> None:
    with receiving() as receiver:
        receiver.drip = drip
        began = time.monotonic()
        with pytest.raises(NotTaken):
            send(receiver.url, "{}", headers={}, patience=0.2)

        assert 0.1 < time.monotonic() - began < 5


def test_body_of_a_response_is_not_read() -> None:
    with receiving() as receiver:
        receiver.drip = flood
        began = time.monotonic()
        send(receiver.url, "{}", headers={})

        assert time.monotonic() - began < 5


def test_nobody_there_is_a_failure_with_its_kind_alone() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

    with pytest.raises(NotTaken, match=r"^ConnectionRefusedError$"):
        send(f"http://127.0.0.1:{port}/secret", "{}", headers={})


def test_certificate_is_checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "localhost.pem"
    file.write_bytes(certificate())
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)

    def wrap(listening: socket.socket) -> socket.socket:
        return context.wrap_socket(listening, server_side=True, do_handshake_on_connect=False)

    with receiving(wrap) as receiver:
        url = f"https://localhost:{receiver.port}/hook"
        with pytest.raises(NotTaken, match="SSLCertVerificationError"):
            send(url, "{}", headers={})
        monkeypatch.setenv("SSL_CERT_FILE", str(file))
        send(url, "{}", headers={})

    assert [where for where, _, _ in receiver.calls] == ["POST /hook"]


def certificate() -> bytes:
    """Return a key and its own certificate for `localhost`."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.DNSName("localhost")
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now, day = dt.datetime.now(dt.UTC), dt.timedelta(days=1)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - day)
        .not_valid_after(now + day)
        .add_extension(x509.SubjectAlternativeName([name]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return private + made.public_bytes(serialization.Encoding.PEM)
