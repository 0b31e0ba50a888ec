"""Passkeys, as the library of WebAuthn makes and checks them; loaded when somebody uses one.

A passkey asks its holder for a PIN, a finger or a face, so it stands for password and second step.
"""

import hmac
import json
from base64 import urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass, field

SECONDS = 600  # For which a page's challenge is good.
CREDENTIAL_MAX = 20_000  # Characters of what a browser sends.


class PasskeyRefused(Exception):
    """What the browser sent proves nothing here."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a passkey is good: the site's host and name, and the origin of its pages."""

    host: str
    name: str
    origin: str


@dataclass(frozen=True, kw_only=True)
class Verified:
    """What is kept of a passkey."""

    credential_id: bytes
    public_key: bytes = field(repr=False)
    sign_count: int


def options_to_sign_in(place: Place, *, challenge: str) -> str:
    """Return what a browser asks its passkeys: any one of this site."""
    options = {
        "challenge": _plain(challenge.encode()),
        "rpId": place.host,
        "userVerification": "required",
        "timeout": SECONDS * 1000,
    }
    return json.dumps(options)


def options_to_add(
    place: Place, *, challenge: str, moderator_id: int, name: str, key: str, known: Sequence[bytes]
) -> str:
    """Return what a browser makes a passkey from; it names the moderator on their device alone."""
    user = hmac.digest(key.encode(), f"passkey:{moderator_id}".encode(), "sha256")
    options = {
        "challenge": _plain(challenge.encode()),
        "rp": {"id": place.host, "name": place.name},
        "user": {"id": _plain(user), "name": name, "displayName": name},
        "pubKeyCredParams": [{"type": "public-key", "alg": each} for each in (-8, -7, -257)],
        "excludeCredentials": [{"type": "public-key", "id": _plain(each)} for each in known],
        "authenticatorSelection": {"residentKey": "required", "userVerification": "required"},
        "attestation": "none",
        "timeout": SECONDS * 1000,
    }
    return json.dumps(options)


def verified_new(credential: str, *, challenge: str, place: Place) -> Verified:
    """Return what is kept of a new passkey; raise `PasskeyRefused`."""
    from webauthn import verify_registration_response  # noqa: PLC0415
    from webauthn.helpers.exceptions import WebAuthnException  # noqa: PLC0415

    try:
        made = verify_registration_response(
            credential=credential,
            expected_challenge=challenge.encode(),
            expected_rp_id=place.host,
            expected_origin=place.origin,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError) as problem:
        raise PasskeyRefused from problem
    return Verified(
        credential_id=made.credential_id,
        public_key=made.credential_public_key,
        sign_count=made.sign_count,
    )


def named_in(credential: str) -> bytes:
    """Return which passkey a browser says to have used; raise `PasskeyRefused`."""
    from webauthn.helpers import base64url_to_bytes  # noqa: PLC0415

    try:
        return bytes(base64url_to_bytes(json.loads(credential)["rawId"]))
    except (ValueError, KeyError, TypeError, AttributeError) as problem:
        raise PasskeyRefused from problem


def verified_use(credential: str, *, challenge: str, place: Place, kept: Verified) -> int:
    """Return how often a passkey says that it was used; raise `PasskeyRefused`."""
    from webauthn import verify_authentication_response  # noqa: PLC0415
    from webauthn.helpers.exceptions import WebAuthnException  # noqa: PLC0415

    try:
        used = verify_authentication_response(
            credential=credential,
            expected_challenge=challenge.encode(),
            expected_rp_id=place.host,
            expected_origin=place.origin,
            credential_public_key=kept.public_key,
            credential_current_sign_count=kept.sign_count,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError) as problem:
        raise PasskeyRefused from problem
    return int(used.new_sign_count)


def _plain(value: bytes) -> str:
    return urlsafe_b64encode(value).decode().rstrip("=")
