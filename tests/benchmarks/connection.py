"""A connection that asks as little of the asking core as can be: requests are bytes, made once."""

import re
import socket
from collections.abc import Mapping

from tests.browser.server import PATIENCE

LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)


class Connection:
    """One connection that stays open."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._host = f"127.0.0.1:{port}"
        self.head = b""  # Of the last response.

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> tuple[int, bytes]:
        """Ask for a path; return status and body."""
        return self._ask("GET", path, headers or {}, b"")

    def post(
        self, path: str, fields: str, headers: Mapping[str, str] | None = None
    ) -> tuple[int, bytes]:
        """Send a form; return status and body."""
        body = fields.encode()
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._ask("POST", path, {**kind, **(headers or {})}, body)

    def close(self) -> None:
        """End it."""
        self._socket.close()

    def _ask(
        self, method: str, path: str, headers: Mapping[str, str], body: bytes
    ) -> tuple[int, bytes]:
        lines = [f"{method} {path} HTTP/1.1", f"Host: {self._host}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        if body:
            lines.append(f"Content-Length: {len(body)}")
        self._socket.sendall("\r\n".join([*lines, "", ""]).encode() + body)
        return self._response()

    def _response(self) -> tuple[int, bytes]:
        received = b""
        while b"\r\n\r\n" not in received:
            received += self._some()
        self.head, _, body = received.partition(b"\r\n\r\n")
        status = int(self.head[9:12])
        found = LENGTH.search(self.head)
        length = int(found[1]) if found and status != 304 else 0
        pieces, size = [body], len(body)
        while size < length:
            pieces.append(self._some())
            size += len(pieces[-1])
        return status, b"".join(pieces)

    def _some(self) -> bytes:
        piece = self._socket.recv(262_144)
        if not piece:
            message = "The server ended the connection."
            raise ConnectionError(message)
        return piece
