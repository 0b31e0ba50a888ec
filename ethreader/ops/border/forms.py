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
    may_shrink: bool = False
    """whether it was made quickly, and nobody has tried yet to make it smaller"""
    counted: int = 0
    """how many bytes of memory it counts for: what it took when it was first made"""
    earlier: "Form | None" = None
    """the same in the bytes that it had before, which are gone; browsers may have them"""


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
        """Bytes of all forms, as they were first made: it never changes but by a new one."""
        return len(self._plain) + sum(form.counted for form in self._forms.values())

    @property
    def plain_size(self) -> int:
        """Bytes of the response as it is."""
        return len(self._plain)

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

    def polish(self, encoding: str, form: Form, compress: Callable[[bytes], bytes]) -> None:
        """Put a smaller form in the place of one, if there is a smaller one."""
        body = compress(self._plain)
        if len(body) < len(form.body):
            polished = self._named(f"-{encoding}-s", encoding, body)
            earlier = form._replace(headers=[], body=b"")
            form = polished._replace(counted=form.counted, earlier=earlier)
        self.settle(encoding, form)

    def settle(self, encoding: str, form: Form) -> None:
        """Keep a form as it is from now on."""
        self._forms[encoding] = form._replace(may_shrink=False)

    def _made(self, encoding: str) -> Form:
        if encoding == PLAIN:
            return self._named("", encoding, self._plain)
        form = self._named(f"-{encoding}", encoding, self._compress(self._plain, encoding))
        return form._replace(may_shrink=self._compress is compressed)

    def _named(self, ending: str, encoding: str, body: bytes) -> Form:
        """Return a form whose ETag ends in what tells it from the other ones."""
        etag = f'"{self._etag}{ending}"'
        named = [("etag", etag)]
        unchanged = [each for each in self._said if each[0] in OF_BOTH] + named
        encoded = [] if encoding == PLAIN else [("content-encoding", encoding)]
        return Form(etag, self._said + named + encoded, body, unchanged, counted=len(body))


def known_as(form: Form, known: str) -> Form | None:
    """Return which form of a response the browser has, of those that its request names."""
    each: Form | None = form
    while each is not None:
        if known == each.etag or parse_etags(known).contains_weak(each.etag.strip('"')):
            return each
        each = each.earlier
    return None


def send_form(form: Form, connection: Connection, *, method: str, known: str | None) -> None:
    """Send a response, or say that the browser has it already."""
    same = known_as(form, known) if known is not None else None
    if same is not None:
        connection.response_bytes(304, same.headers_unchanged, b"")
    elif method == "HEAD":
        length = ("content-length", str(len(form.body)))
        connection.response_bytes(200, [*form.headers, length], b"")
    else:
        connection.response_bytes(200, form.headers, form.body)
