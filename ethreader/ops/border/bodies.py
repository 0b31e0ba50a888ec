"""Reads the body of a request in the event loop, with limits in time and in size."""

import asyncio
from collections.abc import AsyncIterable, AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from dataclasses import dataclass
from io import BytesIO
from typing import IO

from werkzeug.exceptions import (
    ClientDisconnected,
    HTTPException,
    LengthRequired,
    RequestEntityTooLarge,
    RequestTimeout,
)

from ethreader.ops.border.lightened import Lightened
from ethreader.ops.border.patience import Patience
from ethreader.ops.border.rsgi import Headers
from ethreader.web.bodies import ARRIVING_LIMIT, BODY_LIMIT, UPLOAD_LIMIT

SMALL = 100_000  # Bytes; every honest form is below.


LARGE_AT_ONCE = 16  # How many that are not small are held in memory; others wait.


UPLOADS_AT_ONCE = 2  # How many with files.


FORGIVEN = 20_000_000  # Bytes that are read and thrown away, so that a refusal can be read.


@dataclass(frozen=True)
class Body:
    """What the application reads: the bytes, or why there are none."""

    content: bytes = b""
    refusal: type[HTTPException] | None = None

    def stream(self) -> IO[bytes]:
        """Return the body as a file; reading what was refused raises the refusal."""
        return BytesIO(self.content) if self.refusal is None else RefusedStream(self.refusal)


class RefusedStream(BytesIO):
    """A body that is not there: the site's own error page is made when it is looked for."""

    def __init__(self, refusal: type[HTTPException]) -> None:
        super().__init__()
        self._refusal = refusal

    def read(self, size: int | None = -1) -> bytes:
        """Raise the refusal."""
        raise self._refusal

    def readinto(self, buffer: object) -> int:
        """Raise the refusal."""
        raise self._refusal


@dataclass(frozen=True, kw_only=True)
class Bounds:
    """How large a body may be, how long it may take, and how many are held at once."""

    limit: int
    seconds: float
    room: asyncio.Semaphore

    def room_for(self, length: int) -> AbstractAsyncContextManager[None]:
        """Return what a body of a length waits for, and has to be done in."""
        return self._room() if length > SMALL else nullcontext()

    @asynccontextmanager
    async def _room(self) -> AsyncIterator[None]:
        async with asyncio.timeout(self.seconds), self.room:
            yield


class Bodies:
    """Reads bodies, few large ones at a time."""

    def __init__(self, patience: Patience) -> None:
        self._patience = patience
        self._usual = Bounds(
            limit=BODY_LIMIT, seconds=patience.body, room=asyncio.Semaphore(LARGE_AT_ONCE)
        )
        self._uploads = Bounds(
            limit=UPLOAD_LIMIT, seconds=patience.upload, room=asyncio.Semaphore(UPLOADS_AT_ONCE)
        )

    async def read(self, headers: Headers, chunks: AsyncIterable[bytes]) -> Body:
        """Return the body, whole or refused; most requests have none."""
        return await self._read(headers, chunks, self._usual)

    async def read_upload(self, headers: Headers, chunks: AsyncIterable[bytes]) -> Body:
        """Return a body with a file, from somebody who may send one.

        Of a longer one than fits, what was typed is read and the file is left out.
        """
        length = headers.get("content-length", "0")
        if length.isdecimal() and UPLOAD_LIMIT < int(length) <= ARRIVING_LIMIT:
            return await self._read_lightened(headers, chunks, length=int(length))
        return await self._read(headers, chunks, self._uploads)

    async def _read_lightened(
        self, headers: Headers, chunks: AsyncIterable[bytes], *, length: int
    ) -> Body:
        bounds = self._uploads
        try:
            form = Lightened(headers.get("content-type") or "")
            async with bounds.room_for(length):
                await self._arrive(chunks, form.take, length=length, seconds=bounds.seconds)
                content = form.body()
        except TimeoutError:
            return Body(refusal=RequestTimeout)
        except HTTPException as problem:
            return Body(refusal=type(problem))
        return Body(content) if form.arrived == length else Body(refusal=ClientDisconnected)

    async def _read(self, headers: Headers, chunks: AsyncIterable[bytes], bounds: Bounds) -> Body:
        """Return the body within its bounds.

        A body of unknown length is refused: no browser sends one, and nobody could tell whether
        it has arrived whole. granian ends a body that broke off as if it were complete.
        """
        if "transfer-encoding" in headers:
            return Body(refusal=LengthRequired)
        length = int(headers.get("content-length", 0))
        if not length:
            return Body()
        if length > bounds.limit:
            return Body(refusal=RequestEntityTooLarge)
        content = bytearray()
        try:
            async with bounds.room_for(length):
                await self._arrive(chunks, content.extend, length=length, seconds=bounds.seconds)
        except TimeoutError:
            return Body(refusal=RequestTimeout)
        return Body(bytes(content)) if len(content) == length else Body(refusal=ClientDisconnected)

    async def throw_away(self, chunks: AsyncIterable[bytes]) -> None:
        """Read on after a refusal, for a while: a browser reads only when it has sent all."""
        left = FORGIVEN
        try:
            async with asyncio.timeout(self._patience.body):
                async for chunk in chunks:
                    left -= len(chunk)
                    if left < 0:
                        return
        except TimeoutError:
            return

    async def _arrive(
        self,
        chunks: AsyncIterable[bytes],
        take: Callable[[bytes], object],
        *,
        length: int,
        seconds: float,
    ) -> None:
        """Hand over what arrives; raises `TimeoutError` where nothing does for a while.

        Nobody waits to be told that no more comes once all of it is here.
        """
        now = asyncio.get_running_loop().time
        end = now() + seconds
        async with asyncio.timeout(min(seconds, self._patience.pause)) as limit:
            async for chunk in chunks:
                take(chunk)
                length -= len(chunk)
                if length <= 0:
                    return
                limit.reschedule(min(end, now() + self._patience.pause))
