"""A finished response in each encoding, and how it is sent."""

import threading
from collections.abc import Callable
from typing import NamedTuple

from werkzeug.http import parse_etags

from ethreader.ops.border.encodings import COMPRESSORS, PLAIN
from ethreader.ops.border.rsgi import Connection
from ethreader.ops.border.wsgi import Response

Headers = list[tuple[str, str]]

# What a response without a body says of the one that the browser has.
OF_BOTH = {"cache-control", "vary", "content-security-policy"}


class Form(NamedTuple):
    """A response in one encoding, ready to be sent; `etag` is what names these very bytes."""

    etag: str
    headers: Headers
    body: bytes
    headers_unchanged: Headers


def compressed(content: bytes, encoding: str) -> bytes:
    """Return the bytes in an encoding, soon: somebody waits for them."""
    return COMPRESSORS[encoding](content)


class Forms:
    """A finished response that has an ETag, in the encodings that were asked for so far."""

    def __init__(
        self, response: Response, *, compress: Callable[[bytes, str], bytes] = compressed
    ) -> None:
        said = {name.lower(): value for name, value in response.headers}
        self._plain = response.body
        self._compress = compress
        self._etag = said.pop("etag").strip('"')
        for each in ("content-length", "date"):  # A date would tell when it was made.
            said.pop(each, None)
        said["vary"] = ", ".join(filter(None, (said.get("vary"), "Accept-Encoding")))
        self._said = list(said.items())
        self._forms: dict[str, Form] = {}
        self._lock = threading.Lock()

    @property
    def size(self) -> int:
        """Bytes of all forms."""
        return len(self._plain) + sum(len(form.body) for form in self._forms.values())

    @property
    def encodings(self) -> tuple[str, ...]:
        """Those that were asked for."""
        return tuple(self._forms)

    def form(self, encoding: str) -> Form | None:
        """Return the response in an encoding, if it was made."""
        return self._forms.get(encoding)

    def make(self, encoding: str) -> Form:
        """Return it in an encoding; each is made once, in a thread that may take its time."""
        with self._lock:
            return self._forms.get(encoding) or self._forms.setdefault(
                encoding, self._made(encoding)
            )

    def _made(self, encoding: str) -> Form:
        is_plain = encoding == PLAIN
        etag = f'"{self._etag}"' if is_plain else f'"{self._etag}-{encoding}"'
        named = [("etag", etag)]
        unchanged = [each for each in self._said if each[0] in OF_BOTH] + named
        encoded = [] if is_plain else [("content-encoding", encoding)]
        body = self._plain if is_plain else self._compress(self._plain, encoding)
        return Form(etag, self._said + named + encoded, body, unchanged)


def send_form(form: Form, connection: Connection, *, method: str, known: str | None) -> None:
    """Send a response, or say that the browser has it already."""
    is_known = known is not None and (
        known == form.etag or parse_etags(known).contains_weak(form.etag.strip('"'))
    )
    if is_known:
        connection.response_bytes(304, form.headers_unchanged, b"")
    elif method == "HEAD":
        length = ("content-length", str(len(form.body)))
        connection.response_bytes(200, [*form.headers, length], b"")
    else:
        connection.response_bytes(200, form.headers, form.body)
