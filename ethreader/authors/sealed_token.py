"""A token in a place where only this site can read it, for minutes."""

from dataclasses import dataclass
from datetime import datetime

from ethreader.base.sealing import open_bytes, seal_bytes


@dataclass(frozen=True, kw_only=True)
class TokenUse:
    """What a sealed token is good for, and for how many seconds."""

    purpose: bytes
    seconds: int


# It stands in the URL of the page after a plain post: what stays of that URL in a
# browser's history leads nowhere.
RECEIPT = TokenUse(purpose=b"receipt", seconds=600)
RECEIPT_WITH_WISH = TokenUse(purpose=b"receipt-wish", seconds=600)  # It tells of a mail, too.


# It stands in the page from which a comment was sent, and nowhere else.
CHANGE = TokenUse(purpose=b"change", seconds=900)


def seal_token(token: str, use: TokenUse, *, secret: str, now: datetime) -> str:
    """Return a token that only this site can read, and only for the time of its use."""
    return seal_bytes(token.encode(), purpose=use.purpose, secret=secret, now=now)


def open_token(text: str, use: TokenUse, *, secret: str, now: datetime) -> str | None:
    """Return the token within, or nothing once its time is over."""
    clear = open_bytes(text, purpose=use.purpose, seconds=use.seconds, secret=secret, now=now)
    return clear.decode() if clear is not None else None
