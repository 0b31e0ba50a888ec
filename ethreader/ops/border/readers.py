"""A reader's way: a page that is kept, or one that is made and then kept.

The same request gives the same bytes to everybody. So what was asked (`asked`) leads to a finished
page (`pages`), in the encoding that the browser takes best (`encodings`), and neither a thread nor
Flask hears of it. Before each use it is made sure that nothing was changed (`changes`). One reader
of a missing page has it made, and who asks for it meanwhile waits for the same page. What a view
does not let be kept (`web/keeping`) goes the way of all other requests.

Whoever is given a page is counted here, as the view's own request would be.
"""

import asyncio
from dataclasses import dataclass
from datetime import datetime

from flask import Flask
from granian.rsgi import Scope

from ethreader.audience.signals import agent_counted
from ethreader.audience.tally import Tally
from ethreader.base.clock import Clock
from ethreader.base.db import db
from ethreader.base.settings import Settings
from ethreader.ops.border.asked import Asked, Asking, all_of
from ethreader.ops.border.bodies import Body
from ethreader.ops.border.changes import changes_of
from ethreader.ops.border.encodings import best_of
from ethreader.ops.border.forms import Form, send_form
from ethreader.ops.border.pages import KeptPage, KeptPages
from ethreader.ops.border.rsgi import Connection, Headers
from ethreader.ops.border.threads import Threads
from ethreader.ops.border.wsgi import Response, environ_of, respond
from ethreader.web.keeping import KEEPING, Keeping

MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Making:
    """A page that is being made, with what was changed when it was begun."""

    begun: int
    task: "asyncio.Task[KeptPage | Response]"


class Readers:
    """Gives pages to readers; used by the event loop."""

    def __init__(self, app: Flask, *, threads: Threads) -> None:
        settings: Settings = app.extensions["settings"]
        self._app = app
        self._threads = threads
        self._clock: Clock = app.extensions["clock"]
        self._tally: Tally | None = app.extensions.get("tally")
        self._proxies = settings.trusted_proxies
        self._asking = Asking(settings)
        self._pages = KeptPages(room=settings.kept_pages * MEGABYTE)
        self._making: dict[Asked, Making] = {}
        with app.app_context():
            self._changes = changes_of(db.engine, self._pages.drop)

    def give_at_once(self, scope: Scope, connection: Connection) -> bool:
        """Give out a page that is ready: what most readers meet, and all that they wait for."""
        headers = scope.headers
        asked = self._asking.asked(scope, headers)
        if asked is None or not self._changes.are_known():
            return False
        now = self._clock.now()
        page = self._pages.get(asked, now=now)
        form = page.form(best_of(headers.get("accept-encoding", ""))) if page else None
        if page is None or form is None:
            return False
        self._count(page, scope, headers, now=now)
        send_form(form, connection, method=scope.method, known=headers.get("if-none-match"))
        return True

    async def give(self, scope: Scope, connection: Connection) -> bool:
        """Give out a page; False where the response may depend on more than what is asked."""
        headers = scope.headers
        asked = self._asking.asked(scope, headers)
        if asked is None or not self._changes.are_known():
            return False
        encoding = best_of(headers.get("accept-encoding", ""))
        now = self._clock.now()
        page: KeptPage | Response | None = self._pages.get(asked, now=now)
        if page is None:
            page = await self._made(asked, scope, encoding)
        if isinstance(page, KeptPage):
            form = page.form(encoding) or await self._formed(page, encoding)
            self._count(page, scope, headers, now=now)
            send_form(form, connection, method=scope.method, known=headers.get("if-none-match"))
            return True
        if page is not None:
            connection.response_bytes(page.status, page.headers, page.body)
        return page is not None

    def finish(self) -> None:
        """Learn of no more changes."""
        self._changes.finish()

    async def _made(self, asked: Asked, scope: Scope, encoding: str) -> KeptPage | Response | None:
        """Return the page that is missing, or what the site responds instead.

        Who waited for what turns out not to be kept gets nothing: it was made for another one.
        """
        making = self._making.get(asked)
        if making is not None and making.begun == self._pages.moment:
            page = await asyncio.shield(making.task)
            return page if isinstance(page, KeptPage) else None
        if scope.method == "HEAD":
            return None
        begun = self._pages.moment
        task = asyncio.create_task(self._threads.run(self._make, asked, scope, encoding))
        making = self._making[asked] = Making(begun, task)
        try:
            page = await asyncio.shield(task)
        finally:
            if self._making.get(asked) is making:
                del self._making[asked]
        if isinstance(page, KeptPage):
            self._pages.keep(asked, page, begun=begun)
        return page

    def _make(self, asked: Asked, scope: Scope, encoding: str) -> KeptPage | Response:
        keeping = Keeping(query=asked.query)
        environ = environ_of(scope, Body()) | {KEEPING: keeping}
        response = respond(self._app, environ)
        if keeping.until is None or not may_be_kept(response):
            return response
        page = KeptPage(
            response,
            topics=keeping.topics,
            until=keeping.until,
            counted_as=keeping.counted_as,
        )
        page.make(encoding)
        return page

    async def _formed(self, page: KeptPage, encoding: str) -> Form:
        """Return a page in one more encoding."""
        form = await self._threads.run(page.make, encoding)
        self._pages.grown(len(form.body))
        return form

    def _count(self, page: KeptPage, scope: Scope, headers: Headers, *, now: datetime) -> None:
        """Count who is given a page."""
        if page.counted_as and self._tally is not None and (agent := agent_counted(headers.get)):
            ip = self._ip_of(scope, headers)
            self._tally.note(page.counted_as, ip=ip, agent=agent, now=now)

    def _ip_of(self, scope: Scope, headers: Headers) -> str:
        """Return the visitor's IP: the connection's, or what the first believed proxy saw."""
        if self._proxies:
            seen = [each.strip() for each in all_of(headers, "x-forwarded-for").split(",")]
            if len(seen) >= self._proxies:
                return seen[-self._proxies]
        return scope.client.rpartition(":")[0].strip("[]")


def may_be_kept(response: Response) -> bool:
    """Tell whether a response says itself that anybody may be given it."""
    said = {name.lower(): value for name, value in response.headers}
    public = said.get("cache-control", "").startswith("public")
    return response.status == 200 and public and "set-cookie" not in said and "etag" in said
