"""A token in a place where only this site can read it, for minutes."""

import base64
import hashlib
import struct
from dataclasses import dataclass
from datetime import datetime

from nacl.exceptions import CryptoError
from nacl.secret import SecretBox


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
    clear = struct.pack(">Q", int(now.timestamp())) + token.encode()
    return base64.urlsafe_b64encode(bytes(_box(use, secret).encrypt(clear))).decode()


def open_token(text: str, use: TokenUse, *, secret: str, now: datetime) -> str | None:
    """Return the token within, or nothing once its time is over."""
    try:
        clear = _box(use, secret).decrypt(base64.urlsafe_b64decode(text.encode()))
    except (CryptoError, ValueError):
        return None
    (seconds,) = struct.unpack_from(">Q", clear)
    is_fresh = 0 <= now.timestamp() - seconds < use.seconds
    return clear[8:].decode() if is_fresh else None


def _box(use: TokenUse, secret: str) -> SecretBox:
    key = hashlib.blake2b(secret.encode(), digest_size=32, person=use.purpose).digest()
    return SecretBox(key)
