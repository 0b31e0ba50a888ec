"""Codes of an app, which change every half minute, and the secret that they are made of.

The database holds the secret sealed with the site's own key, which is in no database: whoever
steals one makes no codes.
"""

import hmac
from datetime import datetime

from ethreader.base.sealing import open_for_good, seal_for_good

SECONDS = 30
DIGITS = 6
PURPOSE = b"totp"


def new_secret() -> str:
    """Return a random secret as apps read it: 160 bits in base 32."""
    from pyotp import random_base32  # noqa: PLC0415 - few requests need it

    return str(random_base32())


def setup_uri(secret: str, *, name: str, site: str) -> str:
    """Return what an app reads from the picture: the secret, and whose it is where."""
    from pyotp import TOTP  # noqa: PLC0415

    return str(TOTP(secret).provisioning_uri(name=name, issuer_name=site))


def setup_picture(uri: str) -> str:
    """Return the QR code of a URI as an SVG element, made here."""
    import segno  # noqa: PLC0415

    return str(segno.make(uri, error="m").svg_inline(scale=5, border=4, dark="#000", light="#fff"))


def matching_step(secret: str, code: str, *, now: datetime) -> int | None:
    """Return which half minute's code it is: this one, the last or the next; else nothing."""
    from pyotp import TOTP  # noqa: PLC0415

    totp, current = TOTP(secret), int(now.timestamp()) // SECONDS
    for step in (current, current - 1, current + 1):
        if hmac.compare_digest(totp.generate_otp(step).encode(), code.encode()):
            return step
    return None


def sealed_secret(secret: str, *, moderator_id: int, key: str) -> bytes:
    """Return what the database keeps of a secret; it opens for that moderator alone."""
    return seal_for_good(f"{moderator_id}:{secret}".encode(), purpose=PURPOSE, secret=key)


def opened_secret(sealed: bytes, *, moderator_id: int, key: str) -> str | None:
    """Return a moderator's secret; nothing where the site's key is another one now."""
    clear = open_for_good(sealed, purpose=PURPOSE, secret=key)
    owner, _, secret = (clear or b"").decode().partition(":")
    return secret if owner == str(moderator_id) else None
