"""Number plates of cars: they lead to who drives. Looked for in plain Latin letters.

What looks like one is one where the same line speaks of a car or its plate.
"""

import re
from collections.abc import Iterator

from ethreader.base.late_patterns import late_pattern
from ethreader.screening.traced import Span

NEAR = 50  # Characters between a plate and what says that it is one.

_CAR = late_pattern(
    r"\b(?:number ?plates?|plates?|licen[cs]e|registration|kennzeichen|nummernschild|nummerntafel"
    r"|autonummer|tablic\w*|registarsk\w*|registracij\w*|registrovan\w*|kola|kolima|vozilo|vozila"
    r"|car|van|cab|taxi|auto|autos|wagen|kastenwagen|lieferwagen|kombi|kombij\w*|bus|truck|pickup|lkw"
    r"|audi|bmw|golf|passat|pasat|mercedes|opel|skoda|fiat|ford|renault|peugeot|jugo|punto|sprinter"
    r"|volkswagen|toyota|dacia|seat|citroen|kamion|limuzina)\b",
    re.IGNORECASE,
)
_PLATE = late_pattern(
    r"(?<![\w-])(?!(?:EU|UN|US|UK|No|Nr|Br|Art|ISO|DIN|A|G|COVID)\b)"
    r"(?:(?:[A-Z]j?){1,3}[- ](?:[A-Z]{1,2}[- ]?)?\d{2,5}(?:[- ]?(?:[A-Z]j?){1,3})?"
    r"|[A-Z]{2} ?\d{2,4}[- ][A-Z]{2,3})(?![\w-])"
)


def plates_in(letters: str) -> Iterator[Span]:
    """Yield where number plates stand."""
    # Plates first: to look for all those words takes far longer.
    if not _PLATE.search(letters) or not _CAR.search(letters):
        return
    for found in _PLATE.finditer(letters):
        begin = max(letters.rfind("\n", 0, found.start()) + 1, found.start() - NEAR)
        end = (letters + "\n").find("\n", found.end(), found.end() + NEAR)
        before = _CAR.search(letters, begin, found.start())
        behind = _CAR.search(letters, found.end(), end if end >= 0 else found.end() + NEAR)
        if before or behind:
            yield found.span()
