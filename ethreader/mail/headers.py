"""Headers as they go over the wire, folded here: the library's own folding breaks links.

It makes encoded words of a URL that is too long for a line, and then no mail program finds where
mails end (RFC 2369 and 8058 want that URL whole).
"""

import re
from datetime import UTC, datetime
from email.header import Header
from email.policy import Policy
from email.utils import format_datetime
from typing import Self

LONGEST_WORD = 75  # Characters of an encoded word, by RFC 2047.
ATOMS = re.compile(r"[A-Za-z0-9 !#$%&'*+/=?^_`{|}~-]*")


class FoldedHeader(str):
    """A header's value that is ASCII, and already has its ends of lines where it needs some."""

    __slots__ = ("name",)
    name: str

    def __new__(cls, name: str, value: str) -> Self:
        """Return the value, as the library wants it: it asks a header for its name."""
        header = super().__new__(cls, value)
        header.name = name
        return header

    def fold(self, *, policy: Policy) -> str:
        """Return the whole header, with the ends of lines of `policy`."""
        return f"{self.name}: {policy.linesep.join(self.splitlines())}{policy.linesep}"


def text_header(name: str, text: str) -> FoldedHeader:
    """Return a header that people read."""
    return FoldedHeader(name, _words(text.strip(), begin=name))


def sender_header(display_name: str, email: str) -> FoldedHeader:
    """Return who a mail is from."""
    name = display_name.strip()
    if _is_plain(name) and not ATOMS.fullmatch(name):
        escaped = re.sub(r'(["\\])', r"\\\1", name)
        words = f'"{escaped}"'
    else:
        words = _words(name, begin="From")
    # Before the email a line ends: so nobody has to count.
    return FoldedHeader("From", f"{words}\n <{email}>" if words else email)


def date_header(now: datetime) -> FoldedHeader:
    """Return when a mail left, to the minute and in no place's time."""
    minute = now.astimezone(UTC).replace(second=0, microsecond=0)
    return FoldedHeader("Date", format_datetime(minute))


def _words(text: str, *, begin: str) -> str:
    """Return a text as it is where it may stand so (it is short), else in encoded words."""
    if _is_plain(text):
        return text
    return Header(text, "utf-8", maxlinelen=LONGEST_WORD, header_name=begin).encode()


def _is_plain(text: str) -> bool:
    """Tell whether a text may stand in a header as it is, and nobody takes it for encoded."""
    return text.isascii() and "=?" not in text
