"""Readers that ask the border, in a thread with an event loop of its own, without a connection."""

import asyncio
import gzip
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast
from urllib.parse import urlencode

import brotli
from flask import Flask
from granian.rsgi import Scope

from ethreader.ops.border import encodings
from ethreader.ops.border.application import Border
from ethreader.ops.border.patience import Patience

T = TypeVar("T")

DECOMPRESS: dict[str, Callable[[bytes], bytes]] = {
    "": bytes,
    "br": brotli.decompress,
    "zstd": encodings.zstd.decompress,
    "gzip": gzip.decompress,
}
FORM = "application/x-www-form-urlencoded"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@dataclass
class AskedFor:
    """A request as the server hands it on."""

    path: str
    query_string: str = ""
    method: str = "GET"
    headers: dict[str, str] = field(default_factory=dict)
    client: str = "192.0.2.7:5000"
    server: str = "127.0.0.1:8000"
    scheme: str = "http"
    http_version: str = "1.1"


@dataclass
class Given:
    """A response as the server sends it; also what the border talks to."""

    sent: bytes = b""
    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""

    def response_bytes(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        """Take the response."""
        self.status, self.body = status, body
        self.headers = {name.lower(): value for name, value in headers}

    async def __aiter__(self) -> AsyncIterator[bytes]:
        """Yield what was sent."""
        yield self.sent

    @property
    def text(self) -> str:
        """The page, out of its encoding."""
        return DECOMPRESS[self.headers.get("content-encoding", "")](self.body).decode()


class Site:
    """A border before a site."""

    def __init__(self, app: Flask) -> None:
        self._pool = ThreadPoolExecutor(1)
        self._loop = asyncio.new_event_loop()
        self.app = app
        self.border = Border(app, patience=Patience())

    def ask(self, url: str, *, method: str = "GET", **headers: str) -> Given:
        """Ask for something; `accept_encoding="br"` is a header."""
        return self.run(self.given(url, method=method, sent=None, **headers))

    async def given(
        self,
        url: str,
        *,
        method: str = "GET",
        sent: Mapping[str, str] | None = None,
        **headers: str,
    ) -> Given:
        """Ask for something within the loop, or send a form."""
        path, _, query = url.partition("?")
        given = Given(urlencode(sent or {}).encode())
        said = {"host": "localhost", "user-agent": FIREFOX}
        said |= {name.replace("_", "-"): value for name, value in headers.items()}
        if sent:
            said |= {"content-type": FORM, "content-length": f"{len(given.sent)}"}
        await self.border.__rsgi__(cast("Scope", AskedFor(path, query, method, said)), given)
        return given

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Do something in the event loop."""
        return self._pool.submit(self._loop.run_until_complete, work).result()

    def close(self) -> None:
        """End the border's threads and the loop."""
        self.border.__rsgi_del__(self._loop)
        self._pool.submit(self._loop.close).result()
        self._pool.shutdown()
