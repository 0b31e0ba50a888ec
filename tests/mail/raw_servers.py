"""Mail servers that no library would let be: they say what they like, as slowly as they like."""

import socketserver
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from email.headerregistry import Address
from email.message import EmailMessage
from typing import Any

from ethreader.mail.conversation import Patience
from ethreader.mail.sending import SmtpSender

END = "end of the mail"
USUAL = {"greeting": b"220 hello", "DATA": b"354 go on"}


class RawServer(socketserver.StreamRequestHandler):
    """Says the usual, but for `replies` by what they reply to."""

    replies: Mapping[str, bytes] = {}
    over = threading.Event()

    def say(self, word: str) -> None:
        self.wfile.write(self.replies.get(word, USUAL.get(word, b"250 OK")) + b"\r\n")

    def handle(self) -> None:
        with suppress(OSError):  # Nobody waited for it.
            self.say("greeting")
            while line := self.rfile.readline():
                word = line.split()[0].decode().upper()
                self.say(word)
                if word == "DATA" and self.replies.get(word, b"354").startswith(b"354"):
                    while self.rfile.readline() not in {b".\r\n", b""}:
                        pass
                    self.say(END)


class Slow(RawServer):
    """Waits before one of its replies."""

    before = ""
    seconds = 0.0

    def say(self, word: str) -> None:
        if word == self.before:
            self.over.wait(self.seconds)
        super().say(word)


class Endless(RawServer):
    """Says the same piece again and again, in place of one of its replies."""

    before = ""
    piece = b""
    pause = 0.0

    def say(self, word: str) -> None:
        while word == self.before and not self.over.wait(self.pause):
            self.wfile.write(self.piece)
        super().say(word)


@contextmanager
def raw_server(kind: type[RawServer], **given: Any) -> Iterator[str]:
    """Serve until the end of the block; return the server's URL."""
    over = threading.Event()
    kind = type("Kind", (kind,), {**given, "over": over})
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), kind) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield f"smtp://127.0.0.1:{server.server_address[1]}"
        over.set()
        server.shutdown()


def send(url: str, patience: Patience | None = None) -> None:
    """Send a mail, past all that the mail process does with one."""
    message = EmailMessage()
    message["To"] = "ana@example.org"
    message["Bcc"] = Address(addr_spec="ana@example.org")
    message.set_content("Hello\n", cte="8bit")
    SmtpSender(url, return_path="", patience=patience).send(message)
