"""What a webhook's call consists of, by the convention of Standard Webhooks.

The receiver knows by the signature that it is from this site, and by the timestamp that nobody
sends it once more: docs/webhook.md shows how to check both.
"""

import base64
import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping
from datetime import datetime

TYPE = "moderation.waiting"


def body_of(kinds: Iterable[str], *, counts: Mapping[str, int], now: datetime) -> str:
    """Return what is told: of which kinds there is something new, and how much waits of each."""
    told = {
        "type": TYPE,
        "timestamp": now.isoformat(timespec="seconds"),
        "data": {"news": sorted(kinds), "counts": dict(counts)},
    }
    return json.dumps(told, separators=(",", ":"))


def headers_of(body: str, *, message_id: str, secret: str, now: datetime) -> dict[str, str]:
    """Return the headers of one try: the same id each time, and the moment of this one."""
    timestamp = str(int(now.timestamp()))
    signed = f"{message_id}.{timestamp}.{body}".encode()
    signature = hmac.digest(_key(secret), signed, hashlib.sha256)
    return {
        "Content-Type": "application/json",
        "User-Agent": "webhook",
        "webhook-id": message_id,
        "webhook-timestamp": timestamp,
        "webhook-signature": f"v1,{base64.b64encode(signature).decode()}",
    }


def _key(secret: str) -> bytes:
    return base64.b64decode(secret.removeprefix("whsec_"))
