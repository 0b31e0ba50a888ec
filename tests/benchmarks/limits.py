"""What cannot be beaten, on the server that the site uses: `python -m tests.benchmarks.limits`.

`fixed` gives out the bytes and headers that the site gave for its article, from memory, and knows
no framework. `bare` is a Flask application with plain SQL and Jinja, run in as many threads.
"""

import pickle
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

from granian.rsgi import Scope

from ethreader.ops.border.application import THREADS
from ethreader.ops.border.bodies import Bodies
from ethreader.ops.border.patience import Patience
from ethreader.ops.border.rsgi import Connection
from ethreader.ops.border.threads import Threads
from ethreader.ops.border.wsgi import Response, environ_of, respond
from ethreader.ops.memory import share_memory
from ethreader.ops.server import make_server
from tests.benchmarks.bare import bare_app

FIXED = "fixed.pickle"  # Of `Fixed`'s own responses, written by the same run.


class Fixed:
    """Gives the same bytes to everybody, compressed to who takes it, or says that all is as was."""

    def __init__(self, folder: Path) -> None:
        responses: dict[str, Response] = pickle.loads((folder / FIXED).read_bytes())
        self._plain, self._gzip = responses["plain"], responses["gzip"]
        self._unchanged = responses["unchanged"]

    async def __rsgi__(self, scope: Scope, connection: Connection) -> None:
        """Respond to one request."""
        headers = scope.headers
        if headers.get("if-none-match"):
            response = self._unchanged
        elif headers.get("accept-encoding"):
            response = self._gzip
        else:
            response = self._plain
        connection.response_bytes(response.status, response.headers, response.body)


class Bare:
    """Hands each request to a Flask application, in one of as many threads as the site has."""

    def __init__(self, folder: Path) -> None:
        self._app = bare_app(folder)
        self._bodies = Bodies(Patience())
        self._threads = Threads(THREADS, name="request")

    async def __rsgi__(self, scope: Scope, connection: Connection) -> None:
        """Respond to one request."""
        environ = environ_of(scope, await self._bodies.read(scope.headers, connection))
        response = await self._threads.run(respond, self._app, environ)
        connection.response_bytes(response.status, response.headers, response.body)

    def __rsgi_del__(self, _loop: object) -> None:
        """End the threads."""
        self._threads.finish()


KINDS: dict[str, Callable[[Path], Fixed | Bare]] = {"fixed": Fixed, "bare": Bare}


def main(kind: str, port: int, folder: Path) -> None:
    """Serve until stopped."""
    server = make_server(ip="127.0.0.1", port=port, patience=Patience())
    share_memory()
    loader = cast("Callable[..., Any]", lambda: KINDS[kind](folder))
    server.serve(target_loader=loader, wrap_loader=False)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))
