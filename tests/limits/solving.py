"""What a browser's script does with a challenge, by the library of who made the protocol."""

import base64
import html
import json
import re
from typing import Any

from altcha import v1

CHALLENGE = re.compile(r'data-challenge="([^"]+)"')


def challenge_in(page: str) -> dict[str, Any]:
    """Return the challenge that a response asks with."""
    found = CHALLENGE.search(page)
    assert found is not None, page
    challenge: dict[str, Any] = json.loads(html.unescape(found[1]))
    return challenge


def number_behind(challenge: dict[str, Any]) -> int:
    """Find the number; it takes a tenth of a second at most."""
    found = v1.solve_challenge(
        challenge["challenge"],
        challenge["salt"],
        challenge["algorithm"],
        challenge["maxnumber"],
    )
    assert found is not None
    return found.number


def solution_of(challenge: dict[str, Any]) -> dict[str, Any]:
    """Return what a browser sends back, before it is packed."""
    names = ("algorithm", "challenge", "salt", "signature")
    return {name: challenge[name] for name in names} | {"number": number_behind(challenge)}


def packed(solution: object) -> str:
    """Return a solution as it stands in the field."""
    return base64.b64encode(json.dumps(solution).encode()).decode()
