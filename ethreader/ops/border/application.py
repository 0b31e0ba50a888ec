"""The application that granian calls: the way of a request through the border."""

from asyncio import AbstractEventLoop
from functools import partial
from urllib.parse import urlsplit

from flask import Flask
from granian.rsgi import Scope
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.test import create_environ

from ethreader.base.db import db
from ethreader.base.processor import Processor
from ethreader.ops.border.bodies import Bodies
from ethreader.ops.border.files import Files
from ethreader.ops.border.health import Health
from ethreader.ops.border.listening import limit_waiting
from ethreader.ops.border.patience import Patience
from ethreader.ops.border.readers import Readers
from ethreader.ops.border.rsgi import Connection
from ethreader.ops.border.threads import Threads
from ethreader.ops.border.uploads import Uploads
from ethreader.ops.border.wsgi import environ_of, respond

THREADS = 3
PAGE_THREADS = 2  # For pages that readers wait for: behind no post, and no page of moderators.

HEALTH = "/healthz"


class Border:
    """An RSGI application around the site's WSGI application.

    What needs no thread is told here, before `environ_of`.
    """

    def __init__(self, application: Flask, *, patience: Patience) -> None:
        base_url: str = application.extensions["settings"].base_url
        self._application = application
        self._health_paths = {HEALTH, f"{urlsplit(base_url).path}{HEALTH}"}
        self._patience = patience
        self._bodies = Bodies(patience)
        self.processor = processor_of(application)
        self._threads = Threads(THREADS, name="request", processor=self.processor)
        self._uploads = Uploads(application, threads=self._threads)
        ask = partial(respond, application, create_environ(HEALTH, base_url))
        self._health = Health(ask, of=self._threads, patience=patience)
        self._files = Files(application, threads=self._threads)
        self._page_threads = Threads(PAGE_THREADS, name="page", processor=self.processor)
        self._readers = Readers(
            application,
            threads=self._page_threads,
            writers=self._threads,
            processor=self.processor,
        )

    async def __rsgi__(self, scope: Scope, connection: Connection) -> None:
        """Respond to one request."""
        if self._readers.give_at_once(scope, connection):
            return
        if scope.path in self._health_paths and scope.method == "GET":
            response = await self._health.response()
            connection.response_bytes(response.status, response.headers, response.body)
            return
        if await self._files.give(scope, connection):
            return
        if await self._readers.give(scope, connection):
            return
        read = self._bodies.read
        if await self._uploads.is_admitted(scope):
            read = self._bodies.read_upload
        body = await read(scope.headers, connection)
        environ = environ_of(scope, body)
        response = await self._threads.run(respond, self._application, environ)
        await self._readers.show_what_was_added()
        connection.response_bytes(response.status, response.headers, response.body)
        if body.refusal is RequestEntityTooLarge:
            await self._bodies.throw_away(connection)

    def __rsgi_init__(self, loop: AbstractEventLoop) -> None:
        """Prepare, before the server listens."""
        loop.call_soon(lambda: limit_waiting(loop, seconds=self._patience.taking))

    def __rsgi_del__(self, _loop: AbstractEventLoop) -> None:
        """Finish what was begun, when the server stops."""
        self._threads.finish()
        self._page_threads.finish()
        self._health.finish()
        self._readers.finish()


def processor_of(application: Flask) -> Processor | None:
    """Return what the threads share; none where each mostly waits for a server's replies."""
    with application.app_context():
        return Processor() if db.engine.dialect.name == "sqlite" else None
