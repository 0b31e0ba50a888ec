"""Numbers that belong to one person: of a bank account (IBAN), and of a citizen (JMBG).

Both carry digits to check themselves by, which a library does that keeps the lists of countries;
it is loaded when something looks like one.
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import cache
from itertools import islice, product
from string import ascii_uppercase

from ethreader.base.late_patterns import late_pattern
from ethreader.screening.traced import Span

# Cyrillic letters that look like Latin ones: an IBAN has capitals alone.
_LOOK_ALIKE = str.maketrans("АВЕКМНОРСТУХЅЈІ", "ABEKMHOPCTYXSJI")  # noqa: RUF001
_BEGINNING = late_pattern(r"(?<![A-Za-z\d])([A-Za-z]{2})[ -]?\d[ -]?\d")
_LETTER_OR_DIGIT = late_pattern(r"[A-Za-z\d]|[^ .\u00a0-]")  # Anything else ends it.
_LENGTH = late_pattern(r"(\d+)!")
_JMBG = late_pattern(
    r"(?<![\d+/.,-])\d{2}[ .]?\d{2}[ .]?\d{3}[ .-]?\d{2}[ .-]?\d{3}[ .-]?\d(?!\d|[.,/-]\d)"
)
_ZEROES = late_pattern(r"0{8}")
_ACCOUNT = late_pattern(
    r"\b(?:iban|konto\w*|ra[cč]un\w*|рачун\w*|account|uplat\w+|уплат\w+|[üu]e?berweis\w*)\b",
    re.IGNORECASE,
)
BEFORE = 30  # Characters before a number of an account that may call it so.


def ibans_in(plain: str) -> Iterator[Span]:
    """Yield where the numbers of bank accounts stand.

    They are right by their own digits, or what stands before them calls them so.
    """
    looked_at = plain.translate(_LOOK_ALIKE)
    for found in _BEGINNING.finditer(looked_at):
        if not (length := _lengths().get(found[1].upper())):
            continue
        signs = list(islice(_LETTER_OR_DIGIT.finditer(looked_at, found.start()), length))
        number = "".join(sign[0] for sign in signs).upper()
        if length == len(number) and number.isascii() and number.isalnum():
            before = plain[max(found.start() - BEFORE, 0) : found.start()]
            if not _ZEROES.search(number[4:16]) and (_ACCOUNT.search(before) or _is_right(number)):
                yield found.start(), signs[-1].end()


def _is_right(number: str) -> bool:
    from stdnum import iban  # noqa: PLC0415 - few comments look as if they had one.

    return iban.is_valid(number, check_country=False)


@cache
def _lengths() -> dict[str, int]:
    """Return how many letters and digits an IBAN has in each country."""
    from stdnum import numdb  # noqa: PLC0415

    known = numdb.get("iban")
    countries = ("".join(pair) for pair in product(ascii_uppercase, repeat=2))
    found = {country: known.info(country)[0][1].get("bban", "") for country in countries}
    return {
        country: 4 + sum(map(int, _LENGTH.findall(bban))) for country, bban in found.items() if bban
    }


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
