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
from ethreader.base.processor import TURNS, Processor
from ethreader.base.settings import Settings
from ethreader.ops.border.asked import Asked, Asking, all_of
from ethreader.ops.border.changes import changes_of
from ethreader.ops.border.encodings import best_of
from ethreader.ops.border.forms import Form, send_form
from ethreader.ops.border.making import Making
from ethreader.ops.border.pages import KeptPage, KeptPages
from ethreader.ops.border.polishing import Polisher
from ethreader.ops.border.renewing import Renewing
from ethreader.ops.border.rsgi import Connection, Headers
from ethreader.ops.border.threads import Threads
from ethreader.ops.border.wsgi import Response

MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Begun:
    """A page that is being made, with what was changed when it was begun."""

    moment: int
    task: "asyncio.Task[KeptPage | Response]"


class Readers:
    """Gives pages to readers; used by the event loop."""

    def __init__(
        self, app: Flask, *, threads: Threads, writers: Threads, processor: Processor | None
    ) -> None:
        settings: Settings = app.extensions["settings"]
        self._threads = threads
        self._processor = processor
        self._making = Making(app, threads=threads)
        self._clock: Clock = app.extensions["clock"]
        self._tally: Tally | None = app.extensions.get("tally")
        self._proxies = settings.trusted_proxies
        self._asking = Asking(settings)
        self._pages = KeptPages(room=settings.kept_pages * MEGABYTE)
        self._renewing = Renewing(self._pages, again=self._making.again, writers=writers)
        self._begun: dict[Asked, Begun] = {}
        self._polisher = Polisher(is_idle=lambda: not (self._begun or self._renewing.is_at_work))
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
        encoding = best_of(headers.get("accept-encoding", ""))
        form = page.form(encoding) if page else None
        if page is None or form is None:
            return False
        if page.behind_since is not None:
            self._renewing.begin(asked, page)
        if form.may_shrink:
            self._polisher.see(page, form, encoding, now=now)
        if self._processor is not None:
            self._processor.wanted = TURNS
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

    async def show_what_was_added(self) -> None:
        """Wait until each page that is given out has what was added to it."""
        await self._renewing.reach(self._pages.moment)

    def finish(self) -> None:
        """Learn of no more changes."""
        self._polisher.finish()
        self._changes.finish()

    async def _made(self, asked: Asked, scope: Scope, encoding: str) -> KeptPage | Response | None:
        """Return the page that is missing, or what the site responds instead.

        Who waited for what turns out not to be kept gets nothing: it was made for another one.
        """
        begun, moment = self._begun.get(asked), self._pages.moment
        if begun is not None and begun.moment == moment:
            page = await asyncio.shield(begun.task)
            return page if isinstance(page, KeptPage) else None
        if scope.method == "HEAD":
            return None
        task = asyncio.create_task(self._making.page(asked, scope, encoding))
        begun = self._begun[asked] = Begun(moment, task)
        try:
            page = await asyncio.shield(task)
        finally:
            if self._begun.get(asked) is begun:
                del self._begun[asked]
        if isinstance(page, KeptPage):
            self._pages.keep(asked, page, begun=moment)
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
