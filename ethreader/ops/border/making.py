"""Makes pages that can be kept; in a thread, since that takes its time."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from flask import Flask
from granian.rsgi import Scope

from ethreader.ops.border.asked import Asked
from ethreader.ops.border.bodies import Body
from ethreader.ops.border.pages import KeptPage
from ethreader.ops.border.threads import Threads
from ethreader.ops.border.wsgi import Response, environ_of, respond
from ethreader.web.keeping import KEEPING, Keeping, what_was_asked

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment


class Making:
    """Has the site make pages."""

    def __init__(self, app: Flask, *, threads: Threads) -> None:
        self._app = app
        self._threads = threads

    async def page(self, asked: Asked, scope: Scope, encoding: str) -> KeptPage | Response:
        """Return the page for a request; the plain response where that is not to be kept."""
        environ = environ_of(scope, Body())
        return await self._threads.run(self._made, asked, environ, (encoding,))

    async def again(self, asked: Asked, page: KeptPage) -> KeptPage | Response:
        """Return a page as it is now, in the encodings that the last one was asked for."""
        return await self._threads.run(self._made, asked, page.environ, page.encodings)

    def _made(
        self, asked: Asked, environ: "WSGIEnvironment", encodings: Iterable[str]
    ) -> KeptPage | Response:
        keeping = Keeping(query=asked.query)
        response = respond(self._app, environ | {KEEPING: keeping})
        if keeping.until is None or not may_be_kept(response):
            return response
        page = KeptPage(
            response,
            topics=keeping.topics,
            until=keeping.until,
            counted_as=keeping.counted_as,
            environ=what_was_asked(environ),
        )
        for encoding in encodings:
            page.make(encoding)
        return page


def may_be_kept(response: Response) -> bool:
    """Tell whether a response says itself that anybody may be given it."""
    said = {name.lower(): value for name, value in response.headers}
    public = said.get("cache-control", "").startswith("public")
    return response.status == 200 and public and "set-cookie" not in said and "etag" in said
