"""A real receiver of webhooks on this machine, which responds as a test says."""

import base64
import hashlib
import hmac
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

KEY = bytes(range(32))
SECRET = f"whsec_{base64.b64encode(KEY).decode()}"


class Receiver:
    """Takes calls; `statuses` are those of the next ones, and 204 all others'."""

    def __init__(self) -> None:
        self.port = 0
        self.calls: list[tuple[str, dict[str, str], bytes]] = []
        self.statuses: list[int] = []
        self.drip: Callable[[Any], None] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hook?for=us"

    @property
    def told(self) -> list[Any]:
        """What each call tells, of those with a true signature."""
        return [
            json.loads(body)["data"] for _, headers, body in self.calls if is_ours(headers, body)
        ]

    def ids(self) -> list[str]:
        return [headers["webhook-id"] for _, headers, _ in self.calls]


def is_ours(headers: dict[str, str], body: bytes) -> bool:
    """Verify a call as docs/webhook.md shows it."""
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    expected = base64.b64encode(hmac.digest(KEY, signed, hashlib.sha256)).decode()
    signatures = headers["webhook-signature"].split()
    return any(hmac.compare_digest(each, f"v1,{expected}") for each in signatures)


@contextmanager
def receiving(wrap: Callable[[Any], Any] = lambda sock: sock) -> Iterator[Receiver]:
    """Receive calls on a port of its own."""
    receiver = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            receiver.calls.append((f"{self.command} {self.path}", headers, body))
            if receiver.drip is not None:
                receiver.drip(self.wfile)
                return
            self.send_response(receiver.statuses.pop(0) if receiver.statuses else 204)
            self.send_header("Location", "/elsewhere")
            self.end_headers()

        do_GET = do_POST  # noqa: N815 - as the library asks for it

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.socket = wrap(server.socket)
    receiver.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield receiver
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
