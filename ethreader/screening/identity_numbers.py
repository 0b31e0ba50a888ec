"""Numbers that belong to one person: of a bank account (IBAN), and of a citizen (JMBG).

Both carry digits to check themselves by, which a library does that keeps the lists of countries;
it is loaded when something looks like one.
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime

from ethreader.screening.traced import Span

# Cyrillic letters that look like Latin ones: an IBAN has capitals alone.
_LOOK_ALIKE = str.maketrans("АВЕКМНОРСТУХЅЈІ", "ABEKMHOPCTYXSJI")  # noqa: RUF001
_GAP = r"[ \u00a0.–-]{0,2}"
_IBAN = re.compile(
    rf"(?<![A-Za-z\d])[A-Z]{{2}}{_GAP}\d{_GAP}\d(?:{_GAP}[A-Z\d]){{11,30}}", re.IGNORECASE
)
_SHORTEST_IBAN = 15
_JMBG = re.compile(
    r"(?<![\d+/.,-])\d{2}[ .]?\d{2}[ .]?\d{3}[ .-]?\d{2}[ .-]?\d{3}[ .-]?\d(?!\d|[.,/-]\d)"
)
_NOT_ALNUM = re.compile(r"[^A-Z\d]")
_ZEROES = re.compile(r"0{6}")


def ibans_in(plain: str) -> Iterator[Span]:
    """Yield where the numbers of bank accounts stand that are right by their own digits."""
    looked_at = plain.translate(_LOOK_ALIKE)
    for found in _IBAN.finditer(looked_at):
        end = _end_of_iban(found[0])
        if end:
            yield found.start(), found.start() + end


def _end_of_iban(text: str) -> int | None:
    """Return where an IBAN ends that a text begins with: words may stand behind it."""
    from stdnum import iban  # noqa: PLC0415 - few comments look as if they had one.

    ends = [at + 1 for at, sign in enumerate(text) if sign.isalnum()]
    for end in reversed(ends[_SHORTEST_IBAN - 1 :]):
        number = _NOT_ALNUM.sub("", text[:end].upper())
        if iban.is_valid(number, check_country=False) and not _ZEROES.search(number[4:16]):
            return end
    return None


def jmbgs_in(plain: str) -> Iterator[Span]:
    """Yield where the numbers of citizens stand whose date and last digit are right."""
    for found in _JMBG.finditer(plain):
        if _is_jmbg(re.sub(r"\D", "", found[0])):
            yield found.span()


def _is_jmbg(digits: str) -> bool:
    from stdnum.si import emso  # noqa: PLC0415

    if not emso.is_valid(digits):
        return False
    return date(1900, 1, 1) <= emso.get_birth_date(digits) <= datetime.now(UTC).date()
