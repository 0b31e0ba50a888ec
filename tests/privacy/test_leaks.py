"""The searcher finds what it is there to find."""

import base64
import email.message
import hashlib
import html
import json
import quopri
import uuid
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest

from tests.privacy.leaks import Searcher

ADDRESS = "Planted.Reader+5@hidden-field.example"
SMALL = ADDRESS.lower()
FOREIGN = "čitateljka@skrivena-kuća.example"


def in_mail(cte: str) -> bytes:
    """Return a mail whose text holds the address far into a line."""
    mail = email.message.EmailMessage()
    mail.set_content(f"{'word ' * 20}{ADDRESS}{' word' * 20} – done", cte=cte)
    return mail.as_bytes()


def utf16(text: str) -> bytes:
    return text.encode("utf-16-le")


DIGEST_SHAPES: dict[str, Callable[[bytes], bytes]] = {
    "raw": bytes,
    "hex": lambda digest: digest.hex().encode(),
    "hex in capitals": lambda digest: digest.hex().upper().encode(),
    "base64": base64.b64encode,
    "base64 for URLs": base64.urlsafe_b64encode,
    "shortened": lambda digest: digest.hex()[:16].encode(),
}
UUID_SHAPES: dict[str, Callable[[uuid.UUID], bytes]] = {
    "text": lambda made: str(made).encode(),
    "capitals": lambda made: str(made).upper().encode(),
    "hex": lambda made: made.hex.encode(),
    "raw": lambda made: made.bytes,
    "base64": lambda made: base64.b64encode(made.bytes),
}
PLANTED = {
    "plain": ADDRESS.encode(),
    "in small messages": SMALL.encode(),
    "in capitals": ADDRESS.upper().encode(),
    "in an odd mixture": ADDRESS.swapcase().encode(),
    "its name alone": b"to Planted.Reader+5 at",
    "its domain alone": b"HIDDEN-FIELD.example",
    "percent-encoded": urlencode({"email": ADDRESS}).encode(),
    "percent-encoded in full": "".join(f"%{byte:02X}" for byte in ADDRESS.encode()).encode(),
    "percent-encoded twice": quote(quote(ADDRESS)).encode(),
    "HTML-escaped": html.escape(f"<{ADDRESS}>").encode(),
    "HTML, @ by number": ADDRESS.replace("@", "&#64;").encode(),
    "HTML, @ by hex number": ADDRESS.replace("@", "&#X40;").encode(),
    "HTML, @ by name": ADDRESS.replace("@", "&commat;").encode(),
    "HTML, by numbers": "".join(f"&#{ord(each)};" for each in ADDRESS).encode(),
    "HTML, by hex numbers": "".join(f"&#x{ord(each):X};" for each in ADDRESS).encode(),
    "JSON": json.dumps({"to": ADDRESS}).encode(),
    "JSON, @ by number": ADDRESS.replace("@", "\\u0040").encode(),
    "JSON, by numbers": "".join(f"\\u{ord(each):04X}" for each in ADDRESS).encode(),
    "hex": ADDRESS.encode().hex().encode(),
    "hex, in capitals": SMALL.encode().hex().upper().encode(),
    "base64": base64.b64encode(ADDRESS.encode()),
    "base64 at 1": base64.b64encode(b"x" + ADDRESS.encode() + b"yz"),
    "base64 at 2": base64.b64encode(b"xx" + ADDRESS.encode() + b"y"),
    "base64 for URLs, small": base64.urlsafe_b64encode(b"??>" + SMALL.encode()),
    "base64 over lines": in_mail("base64"),
    "quoted-printable": quopri.encodestring(f"{ADDRESS} = č".encode()),
    "quoted-printable over lines": in_mail("quoted-printable"),
    "quoted-printable in full": "".join(f"={byte:02X}" for byte in ADDRESS.encode()).encode(),
    "UTF-16": utf16(ADDRESS),
    "UTF-16, big end first, odd place": b"x" + ADDRESS.encode("utf-16-be"),
    "UTF-32": ADDRESS.upper().encode("utf-32-le"),
    **{
        f"{method} of {case}, {shape}": write(hashlib.new(method, text.encode()).digest())
        for method in ("md5", "sha1", "sha256")
        for case, text in (("the address", ADDRESS), ("small messages", SMALL))
        for shape, write in DIGEST_SHAPES.items()
    },
    **{
        f"UUIDv5 {namespace}, {shape}": write(uuid.uuid5(namespace, text))
        for namespace in (
            uuid.NAMESPACE_DNS,
            uuid.NAMESPACE_URL,
            uuid.NAMESPACE_OID,
            uuid.NAMESPACE_X500,
        )
        for text in (SMALL,)
        for shape, write in UUID_SHAPES.items()
    },
}


@pytest.fixture(scope="module")
def searcher() -> Searcher:
    return Searcher(ADDRESS, parts=ADDRESS.split("@"))


@pytest.mark.parametrize("planted", PLANTED.values(), ids=PLANTED.keys())
def test_searcher_finds_a_planted_address(searcher: Searcher, planted: bytes) -> None:
    assert searcher.traces(b"\x00before\xff" + planted + b"\xfeafter\r\n") != []


@pytest.mark.parametrize(
    "planted",
    [
        pytest.param(FOREIGN.encode(), id="plain"),
        pytest.param(quote(FOREIGN).encode(), id="percent-encoded"),
        pytest.param(b"xn--skrivena-kua-qpb.example", id="punycode"),
        pytest.param(utf16(FOREIGN), id="UTF-16"),
        pytest.param(json.dumps(FOREIGN).encode(), id="JSON"),
        pytest.param(str(FOREIGN.encode()).encode(), id="bytes of Python"),
    ],
)
def test_searcher_finds_an_address_in_foreign_letters(planted: bytes) -> None:
    assert Searcher(FOREIGN, parts=FOREIGN.split("@")).traces(planted) != []


def test_searcher_finds_nothing_where_nothing_is(searcher: Searcher) -> None:
    other = "Another.Reader@open-field.example"
    clean = b"".join([other.encode(), hashlib.sha256(other.encode()).digest(), utf16(other)])

    assert searcher.traces(clean) == []


def test_searcher_looks_into_files_and_at_their_names(searcher: Searcher, tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "clean").write_bytes(b"nothing")
    (tmp_path / "deep" / "hit").write_bytes(b"\0" * 70_000 + ADDRESS.encode())
    (tmp_path / f"{SMALL}.txt").touch()

    assert set(searcher.traces_below(tmp_path)) == {"deep/hit", f"{SMALL}.txt"}
