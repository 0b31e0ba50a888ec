"""A device that holds a passkey, made of the same mathematics as those in pockets."""

import hashlib
import json
from base64 import urlsafe_b64encode

from cbor2 import dumps
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

from ethreader.accounts.models import Moderator
from ethreader.accounts.second_step_models import Passkey
from ethreader.base.db import db
from tests.times import utcnow

HOST, ORIGIN = "localhost", "http://localhost"
UNLOCKED = 0b101  # Its holder was there, and has shown who they are.


def plain(value: bytes) -> str:
    """Return bytes as a browser writes them."""
    return urlsafe_b64encode(value).decode().rstrip("=")


class Device:
    """A passkey of one moderator."""

    def __init__(self, moderator: Moderator, *, name: bytes) -> None:
        self._name, self._uses = name, 0
        self._key = ec.generate_private_key(ec.SECP256R1())
        point = self._key.public_key().public_numbers()
        x, y = (each.to_bytes(32, "big") for each in (point.x, point.y))
        passkey = Passkey(
            moderator_id=moderator.id,
            label="phone",
            credential_id=name,
            public_key=dumps({1: 2, 3: -7, -1: 1, -2: x, -3: y}),
            sign_count=0,
            added_at=utcnow(),
        )
        db.session.add(passkey)
        db.session.commit()

    def use(self, challenge: str) -> str:
        """Return what a browser sends when its holder has unlocked it for a challenge."""
        self._uses += 1
        told = {"type": "webauthn.get", "challenge": plain(challenge.encode()), "origin": ORIGIN}
        client = json.dumps(told).encode()
        rp = hashlib.sha256(HOST.encode()).digest()
        data = rp + bytes([UNLOCKED]) + self._uses.to_bytes(4, "big")
        signature = self._key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(SHA256()))
        response = {"clientDataJSON": client, "authenticatorData": data, "signature": signature}
        return json.dumps(
            {
                "id": plain(self._name),
                "rawId": plain(self._name),
                "type": "public-key",
                "response": {name: plain(value) for name, value in response.items()},
            }
        )
