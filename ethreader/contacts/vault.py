"""The vault: the one module that seals and opens personal data.

A box is a libsodium sealed box of one fixed size: whoever holds the public key can seal,
only the private half opens. Whom it was sealed for stands inside, so that a box moved to another
row is noticed; the sealing is random, so that two boxes of one person cannot be joined.
"""

import struct
from dataclasses import dataclass, field

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox

VERSION = 3
KEY_SIZE = 32
MODERATORS = 1 << 63  # Added to a moderator's id: no comment has such an id.
LONGEST_LANGUAGE = 12  # Bytes.


CLEAR_SIZE = 320  # Bytes before sealing: 1 version, 8 for whom, 2 length, 12 language, email.


SEALED_BOX_SIZE = CLEAR_SIZE + 48  # What libsodium adds.


# By the version that a box begins with. Boxes of the first one held the token of the author's own
# page, too, which is passed over: no mail may carry it. Those before the third say no language.
_HEADS = {
    1: struct.Struct(">BQ43xH0s"),
    2: struct.Struct(">BQH0s"),
    VERSION: struct.Struct(">BQH12s"),
}


class NotOpened(Exception):
    """A box that this key does not open, or that was sealed for somebody else."""


@dataclass(frozen=True, kw_only=True)
class ContactDetails:
    """What a box holds: an email, the code of the language in which to write there, and no key.

    It does not appear in a `repr`, so it does not reach a log by way of a traceback.
    """

    # The id of the author's comment; for a moderator see `MODERATORS`.
    sealed_for: int
    email: str = field(repr=False)
    language: str = field(repr=False, default="")  # None in older boxes.


def new_pair() -> tuple[bytes, bytes]:
    """Return a private and its public key, `KEY_SIZE` bytes each."""
    private = PrivateKey.generate()
    return bytes(private), bytes(private.public_key)


def public_half(private_key: bytes) -> bytes:
    """Return the public key that belongs to a private one."""
    return bytes(PrivateKey(private_key).public_key)


def seal(contents: ContactDetails, public_key: bytes) -> bytes:
    """Return a box of `SEALED_BOX_SIZE` bytes; raise `ValueError` for what does not fit."""
    head, email, language = _HEADS[VERSION], contents.email.encode(), contents.language.encode()
    if len(email) > CLEAR_SIZE - head.size or len(language) > LONGEST_LANGUAGE:
        message = "The contents do not fit the box."
        raise ValueError(message)
    clear = head.pack(VERSION, contents.sealed_for, len(email), language) + email
    return bytes(SealedBox(PublicKey(public_key)).encrypt(clear.ljust(CLEAR_SIZE, b"\0")))


def open_sealed_box(box: bytes, private_key: bytes, *, sealed_for: int) -> ContactDetails:
    """Return what is in a box; raise `NotOpened` unless it was sealed for `sealed_for`."""
    try:
        clear = SealedBox(PrivateKey(private_key)).decrypt(box)
    except (CryptoError, ValueError):
        raise NotOpened from None
    head = _HEADS.get(clear[0])
    if head is None:
        raise NotOpened
    _, found, length, language = head.unpack_from(clear)
    if found != sealed_for:
        raise NotOpened
    email = clear[head.size : head.size + length].decode()
    return ContactDetails(
        sealed_for=sealed_for, email=email, language=language.rstrip(b"\0").decode()
    )
