"""What a request asks for, and in which encoding it is given."""

from pathlib import Path
from typing import cast

import pytest
from granian.rsgi import Scope

from ethreader.ops.border.asked import Asked, Asking
from ethreader.ops.border.encodings import COMPRESSORS, best_of
from tests.kept.asking import DECOMPRESS, AskedFor
from tests.once import make_settings


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("", "identity"),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate", "gzip"),
        ("zstd, gzip", "zstd"),
        ("GZIP", "gzip"),
        ("br;q=0.1, gzip;q=0.9", "gzip"),
        ("br;q=0, gzip;q=0", "identity"),
        ("gzip;q=0.5, identity", "gzip"),
        ("*", "br"),
        ("*;q=0", "identity"),
        ("br;q=0, *", "zstd"),
        ("deflate, compress", "identity"),
        ("br;q=much", "identity"),
        (",;,=", "identity"),
        ("gzip, " * 100, "identity"),
    ],
)
def test_encoding_is_the_best_that_is_accepted(accepted: str, encoding: str) -> None:
    assert best_of(accepted) == encoding


@pytest.mark.parametrize("encoding", COMPRESSORS)
def test_what_is_compressed_comes_back(encoding: str) -> None:
    page = "Анђелковић – a page of words, words, words. " * 100

    made = COMPRESSORS[encoding](page.encode())

    assert len(made) < len(page) / 10
    assert DECOMPRESS[encoding](made).decode() == page
    assert COMPRESSORS[encoding](page.encode()) == made  # Its ETag names these very bytes.


def asked(
    folder: Path, *, query: str = "", method: str = "GET", given: dict[str, str], **headers: str
) -> Asked | None:
    said = {name.replace("_", "-"): value for name, value in headers.items()}
    request = AskedFor("/events/", query, method, {"host": "localhost", **said})
    asking = Asking(make_settings(folder, **given))
    return asking.asked(cast("Scope", request), request.headers)


PROXY = {"ETHREADER_TRUSTED_PROXIES": "1"}
PIXEL = {"ETHREADER_PIXEL_ID": "123456789012345"}


@pytest.mark.parametrize(
    ("given", "said", "expected"),
    [
        pytest.param({}, {}, Asked("localhost", "/events/", "", is_partial=False), id="plain"),
        pytest.param(
            {},
            {"query": "x=1&order=newest&utm_source=a&after=%C5%BE"},
            Asked("localhost", "/events/", "order=newest&after=%C5%BE", is_partial=False),
            id="parameters",
        ),
        pytest.param(
            {},
            {"hx_request": "true", "hx_request_type": "partial"},
            Asked("localhost", "/events/", "", is_partial=True),
            id="partial",
        ),
        pytest.param(
            {},
            {"x_forwarded_prefix": "/site"},
            Asked("localhost", "/events/", "", is_partial=False),
            id="a proxy that nobody believes",
        ),
        pytest.param(
            PROXY,
            {"x_forwarded_prefix": "/site", "x_forwarded_proto": "https"},
            Asked("localhost", "/events/", "", False, ("", "https", "/site")),
            id="a proxy",
        ),
        pytest.param({}, {"method": "POST"}, None, id="post"),
        pytest.param({}, {"method": "OPTIONS"}, None, id="options"),
        pytest.param({}, {"cookie": "facebook=yes"}, None, id="cookie"),
        pytest.param({}, {"content_length": "0"}, None, id="body"),
        pytest.param({}, {"query": "x" * 1001}, None, id="long"),
        pytest.param(PIXEL, {"sec_gpc": "1"}, None, id="a no to tracking"),
        pytest.param(PIXEL, {"dnt": "1"}, None, id="an old no"),
        pytest.param(
            {}, {"dnt": "1"}, Asked("localhost", "/events/", "", is_partial=False), id="no question"
        ),
    ],
)
def test_what_is_asked_for(
    tmp_path: Path, given: dict[str, str], said: dict[str, str], expected: Asked | None
) -> None:
    assert asked(tmp_path, given=given, **said) == expected
