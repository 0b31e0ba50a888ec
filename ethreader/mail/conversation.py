"""A conversation with a mail server that ends, whatever the server says and however slowly."""

import io
import smtplib
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

YES = range(200, 300)  # RFC 5321, 4.2.1: what the first digit says.
MOST_SAID = 100_000  # Bytes of one conversation; what servers say is some hundreds.


@dataclass(frozen=True, kw_only=True)
class Patience:
    """For how many seconds each reply of a server is waited for, by RFC 5321, 4.5.3.2.

    Whoever gives up sooner sends a mail twice that a slow server has taken.
    """

    start: float = 300
    mail: float = 600
    end: float = 5  # The mail is with the server, and has yet to be marked.
    in_all: float = 3600  # More than all of them take at worst, and not for ever.


class Conversation(smtplib.SMTP):
    """Ends with an `OSError` where a reply takes too long as a whole, or too much is said.

    The library asks for a byte within the time for a reply, and reads on as long as lines come.
    """

    def __init__(self, host: str, port: int, *, patience: Patience, **given: Any) -> None:
        self._left = MOST_SAID
        self._ends_at = time.monotonic() + patience.in_all
        self._reply_ends_at = self._ends_at
        super().__init__(host, port, timeout=patience.start, **given)

    def wait(self, seconds: float) -> None:
        """Wait for that long for each reply from now on."""
        self.timeout = seconds
        if self.sock is not None:
            self.sock.settimeout(seconds)

    def getreply(self) -> tuple[int, bytes]:
        """Return the server's next reply, all of it within its time."""
        self._reply_ends_at = min(time.monotonic() + self.timeout, self._ends_at)
        if self.file is None and self.sock is not None:
            self.file = io.BufferedReader(_Heard(self))
        try:
            return super().getreply()
        finally:
            self.wait(self.timeout)

    def mail(self, sender: str, options: Sequence[str] = ()) -> tuple[int, bytes]:
        """Name the return path."""
        return _as_taken(*super().mail(sender, options))

    def rcpt(self, recip: str, options: Sequence[str] = ()) -> tuple[int, bytes]:
        """Name the recipient."""
        return _as_taken(*super().rcpt(recip, options))

    def data(self, msg: Any) -> tuple[int, bytes]:
        """Hand the mail over."""
        return _as_taken(*super().data(msg))

    def hear(self, buffer: memoryview) -> int:
        """Take what the server has said by now, of a reply that is waited for."""
        left = self._reply_ends_at - time.monotonic()
        if self.sock is None or left <= 0 or self._left <= 0:
            raise OSError
        self.sock.settimeout(left)
        count = self.sock.recv_into(buffer)
        self._left -= count
        return count


class WrappedConversation(Conversation, smtplib.SMTP_SSL):
    """One that is within TLS from its beginning."""


def _as_taken(code: int, said: bytes) -> tuple[int, bytes]:
    """Return the one code for “yes” that the library knows, for any: else a mail leaves twice."""
    return (250 if code in YES else code), said


class _Heard(io.RawIOBase):
    """What a server says, as a file."""

    def __init__(self, conversation: Conversation) -> None:
        self._conversation = conversation

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        return self._conversation.hear(memoryview(buffer))
