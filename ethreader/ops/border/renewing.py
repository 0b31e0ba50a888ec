"""Makes pages anew to which something was added, while readers are given the last ones.

Whoever added it is answered when its pages are there: nobody who was told of a comment finds a
page without it. Comments that come at the same time share a page: it is begun when those that have
arrived are stored, which takes all of them less time than a page after each.
"""

import asyncio
from collections.abc import Awaitable, Callable

from ethreader.ops.border.asked import Asked
from ethreader.ops.border.pages import KeptPage, KeptPages
from ethreader.ops.border.threads import Threads
from ethreader.ops.border.wsgi import Response

PATIENCE = 0.03  # Seconds for which other requests may hold a page up.

Again = Callable[[Asked, KeptPage], Awaitable[KeptPage | Response]]


class Renewing:
    """The pages that are being made anew; used by the event loop."""

    def __init__(self, pages: KeptPages, *, again: Again, writers: Threads) -> None:
        self._pages = pages
        self._again = again
        self._writers = writers
        self._tasks: dict[Asked, asyncio.Task[None]] = {}

    @property
    def is_at_work(self) -> bool:
        """Tell whether a page is being made anew."""
        return bool(self._tasks)

    def begin(self, asked: Asked, page: KeptPage) -> asyncio.Task[None]:
        """Have a page made anew, if it is not being made."""
        task = self._tasks.get(asked)
        if task is None:
            task = self._tasks[asked] = asyncio.create_task(self._renew(asked, page))
        return task

    async def reach(self, moment: int) -> None:
        """Wait until no page is given out that lacks what was added until a moment."""
        while behind := self._pages.behind(moment):
            await asyncio.wait([self.begin(asked, page) for asked, page in behind])

    async def _renew(self, asked: Asked, page: KeptPage) -> None:
        made = None
        try:
            await self._writers.wait_until_idle(at_most=PATIENCE)
            begun = self._pages.moment
            made = await self._again(asked, page)
        finally:
            del self._tasks[asked]
            if isinstance(made, KeptPage):
                self._pages.keep(asked, made, begun=begun, before=page)
            self._pages.forget(asked, page)  # Unless the new one has its place.
