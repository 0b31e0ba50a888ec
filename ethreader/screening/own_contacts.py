"""Numbers, emails and profiles that are no person's: the site's own, and help lines.

“Call SOS 011 785 0000” leads to help and to nobody, so no writer is asked about it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Self

from ethreader.base.late_patterns import late_pattern
from ethreader.screening.plain_letters import plain_letters
from ethreader.screening.plain_signs import plain_signs

LIST = Path(__file__).with_name("help_lines.txt")
_SHORTEST_END = 7  # Digits by which a number is known, whether its country stands before it or not.

_NATIONAL_ZERO = late_pattern(r"\(0\)")
_BUT_LETTERS = late_pattern(r"[\W_]+")
_BEGINNING = late_pattern(r"^(?:https?)?(?:www)?")
_DIGITS = late_pattern(r"[\d\s()+/.–-]+")


@dataclass(frozen=True, kw_only=True)
class OwnContacts:
    """What leads to the site, or to help, and to no person."""

    numbers: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()

    @classmethod
    def of(cls, found: Iterable[str]) -> Self:
        """Return those that were found in the site's own texts, and the well-known ones."""
        contacts = {*found, *well_known()}
        numbers = {each for each in contacts if _DIGITS.fullmatch(each)}
        return cls(
            numbers=frozenset(map(_number, numbers)),
            others=frozenset(map(_key, contacts - numbers)),
        )

    def has(self, found: str) -> bool:
        """Tell whether what was found in a text is one of them."""
        if _key(found) in self.others:
            return True
        number = _number(found)
        return number in self.numbers or (
            len(number) >= _SHORTEST_END
            and any(
                each.endswith(number) or (len(each) >= _SHORTEST_END and number.endswith(each))
                for each in self.numbers
            )
        )


@cache
def well_known() -> frozenset[str]:
    """Return the help lines that are known far and wide."""
    lines = LIST.read_text(encoding="utf-8").splitlines()
    return frozenset(line.partition("#")[0].strip() for line in lines) - {""}


def _number(found: str) -> str:
    """Return the digits of a number without what stands before it within its country."""
    return re.sub(r"\D", "", _NATIONAL_ZERO.sub("", plain_signs(found))).lstrip("0")


def _key(found: str) -> str:
    return _BEGINNING.sub("", _BUT_LETTERS.sub("", plain_letters(plain_signs(found)).lower()))
