"""What is said about one place of a file."""

from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from unicodedata import category

_UNSEEN = {"Cc", "Zl", "Zp"}  # Unicode: controls, line and paragraph ends.
_TURNING = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class Weight(Enum):
    """What follows from a finding."""

    REFUSES = auto()  # The file is not imported.
    WARNS = auto()  # It is, and somebody should look at this.
    LEAVES_OUT = auto()  # It is not meant to be imported, now or ever.


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What is wrong with one place of a file, in an editor's words, with the mend."""

    field: str
    sentence: str
    line: int | None = None
    weight: Weight = Weight.REFUSES

    def told_of(self, path: Path) -> str:
        """Return the whole line of a report: file, line, what, mend."""
        place = f"{path}:{self.line}" if self.line else f"{path}"
        return "".join(map(_seen, f"{place}: {self.field}: {self.sentence}."))


def _seen(sign: str) -> str:
    """Return a sign for a terminal, which obeys some that cannot be seen."""
    if sign == "\n":
        return " "
    is_unseen = category(sign) in _UNSEEN or sign in _TURNING
    return f"[U+{ord(sign):04X}]" if is_unseen else sign
