"""What is said about one place of a file."""

from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path


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
        return f"{place}: {self.field}: {self.sentence}."
