"""The vault: the one module that seals and opens personal data.

A box is a libsodium sealed box of one fixed size: whoever holds the public key can seal,
only the private half opens. The comment's id stands inside, so that a box moved to another
row is noticed; the sealing is random, so that two boxes of one person cannot be joined.
"""

import struct
from dataclasses import dataclass, field

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox

VERSION = 1
KEY_SIZE = 32


CLEAR_SIZE = 320  # Bytes before sealing: 1 version, 8 comment id, 43 token, 2 length, email.


SEALED_BOX_SIZE = CLEAR_SIZE + 48  # What libsodium adds.


TOKEN_SIZE = 43


_HEAD = struct.Struct(f">BQ{TOKEN_SIZE}sH")


class NotOpened(Exception):
    """A box that this key does not open, or that was sealed for another comment."""


@dataclass(frozen=True, kw_only=True)
class ContactDetails:
    """What a box holds: whose email, and the token of the author's own page.

    Neither appears in a `repr`, so neither reaches a log by way of a traceback.
    """

    comment_id: int
    token: str = field(repr=False)
    email: str = field(repr=False)


def new_pair() -> tuple[bytes, bytes]:
    """Return a private and its public key, `KEY_SIZE` bytes each."""
    private = PrivateKey.generate()
    return bytes(private), bytes(private.public_key)


def public_half(private_key: bytes) -> bytes:
    """Return the public key that belongs to a private one."""
    return bytes(PrivateKey(private_key).public_key)


def seal(contents: ContactDetails, public_key: bytes) -> bytes:
    """Return a box of `SEALED_BOX_SIZE` bytes; raise `ValueError` for what does not fit."""
    email = contents.email.encode()
    token = contents.token.encode()
    if len(email) > CLEAR_SIZE - _HEAD.size or len(token) != TOKEN_SIZE:
        message = "The contents do not fit the box."
        raise ValueError(message)
    clear = _HEAD.pack(VERSION, contents.comment_id, token, len(email)) + email
    return bytes(SealedBox(PublicKey(public_key)).encrypt(clear.ljust(CLEAR_SIZE, b"\0")))


def open_sealed_box(box: bytes, private_key: bytes, *, comment_id: int) -> ContactDetails:
    """Return what is in a box; raise `NotOpened` unless it was sealed for `comment_id`."""
    try:
        clear = SealedBox(PrivateKey(private_key)).decrypt(box)
    except (CryptoError, ValueError):
        raise NotOpened from None
    version, sealed_for, token, length = _HEAD.unpack_from(clear)
    if version != VERSION or sealed_for != comment_id:
        raise NotOpened
    email = clear[_HEAD.size : _HEAD.size + length].decode()
    return ContactDetails(comment_id=sealed_for, token=token.decode(), email=email)
