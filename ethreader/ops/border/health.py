"""Says whether the site is well, also while every thread is busy."""

import asyncio
from collections.abc import Callable

from ethreader.ops.border.patience import Patience
from ethreader.ops.border.threads import Threads
from ethreader.ops.border.wsgi import Response
from ethreader.web.protection import plain_text_headers

SILENT = Response(503, plain_text_headers(), b"The database does not respond.\n")


STUCK = Response(503, plain_text_headers(), b"No request gets finished.\n")


class Health:
    """Asks the site's own `/healthz`, in a thread that does nothing else.

    It is well when that responds in time and the other threads get work done. Being busy is not
    being ill: a watcher that restarts a busy site would make it worse.
    """

    def __init__(self, ask: Callable[[], Response], *, of: Threads, patience: Patience) -> None:
        self._ask = ask
        self._workers = of
        self._patience = patience
        self._thread = Threads(1, name="health")
        self._asking: asyncio.Task[Response] | None = None

    async def response(self) -> Response:
        """Return the response; all who ask at the same time share one look at the database."""
        if self._workers.have_stood_still(self._patience.threads):
            return STUCK
        if self._asking is None or self._asking.done():
            self._asking = asyncio.create_task(self._thread.run(self._ask))
        try:
            return await asyncio.wait_for(asyncio.shield(self._asking), self._patience.health)
        except TimeoutError:
            return SILENT

    def finish(self) -> None:
        """Let the thread end."""
        self._thread.finish()
