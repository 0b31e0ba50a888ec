"""The words of the picture that stands beside a shared link, and whether it can be drawn."""

from dataclasses import dataclass
from hashlib import sha256

from ethreader.outputs.font_signs import signs_of
from ethreader.web.assets import FONTS, SERIF

FONT = FONTS / SERIF.filename
WIDTH, HEIGHT = 1200, 630


@dataclass(frozen=True, kw_only=True)
class Sharing:
    """The words of a picture."""

    site: str
    headline: str
    facts: str

    @property
    def fingerprint(self) -> str:
        """What changes when the words do, so that nobody shows an old picture for long."""
        return sha256(repr(self).encode()).hexdigest()[:12]


def can_draw(sharing: Sharing) -> bool:
    """Tell whether there is a sign for each letter of the words."""
    if not FONT.is_file():
        return False
    words = sharing.site + sharing.headline + sharing.facts
    return signs_of(FONT).issuperset(sign for sign in words if not sign.isspace())
