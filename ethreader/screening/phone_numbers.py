"""Numbers of phones in what somebody wrote, and what only looks like one.

Plain rules and no library: that for phone numbers takes “08.05.1945” and “No. 064/2019” for numbers
of Austria and Germany, and nothing here has to be dialled. What is doubtful is no number.
"""

import re
import string
from collections.abc import Iterator

from ethreader.base.late_patterns import late_pattern
from ethreader.i18n.serbian import to_latin
from ethreader.screening.traced import Span

FEWEST_DIGITS = 8  # Of a number that can be called.

_GAP = r"[-–—./()·•|*~_ ]{0,3}"
_NUMBER = late_pattern(
    rf"""
    (?<![\w§€$£%+/–-])(?<!\d[.,:])
    (?: (?P<abroad>\+{_GAP}[1-9]|00{_GAP}[1-9]) (?:{_GAP}\d){{8,14}}
      | \(?0\)?[ ]?\(?[1-9] (?:{_GAP}\d){{7,10}}
      | \(\d{{3}}\)[ ]?\d{{3}}[- .]\d{{4}}  # As they are written in America.
      | (?:38[1-9][ ]?6|43[ ]?6[5-9]\d|49[ ]?1[5-7]\d) (?:{_GAP}\d){{7,9}} )  # Mobile ones.
    (?!\d|[-–./ ]{{1,2}}[1-9]\d\d|[.,]\d|[ ]?(?:€|%|EUR|RSD|USD|CHF|KM\b|dinar|evra|Euro))
    """,
    re.VERBOSE | re.IGNORECASE,
)
# Dates, numbers of a year (“064/2019”) and degrees (“+48.2081743”); times as timetables write them.
_DATE = late_pattern(
    r"(?<!\d)\d{1,2}[./-] ?\d{1,2}[./-] ?(?:19|20)?\d\d(?!\d)|/(?:19|20)\d\d(?!\d)"
    r"|^(?:0[1-9]|[12]\d|3[01]) (?:0[1-9]|1[0-2]) (?:19\d|20[0-2])\d\b|^\+\d{1,3}\.\d{4,}$"
    r"|^\d\d[./](?:19|20)\d\d ?[-–—] ?\d\d[./](?:19|20)\d\d$"
)
_HOUR = r"(?:[01]\d|2[0-4])"
_ROW_OF_TIMES = late_pattern(  # 07-15 15-23, 02.15 03.20 04.25, 01/20 02/20 03/20
    rf"(?:{_HOUR}[-–]{_HOUR} ?){{2,}}|(?:{_HOUR}\.[0-5]\d ?){{3,}}|(?:(?:0\d|1[0-2])/\d\d ?){{3,}}"
)
# Links that open a call.
_MESSENGER = late_pattern(
    r"\bwa\.me/\+?\d{8}|\b(?:whatsapp|viber)\S{0,30}(?:phone|number)=(?:%2B|\+)?\d{8}",
    re.IGNORECASE,
)
# “zero six four 123 45 67”, as it is said.
_DIGIT_SAID = (
    r"(?:zero|one|two|three|four|five|six|seven|eight|nine|null|eins|zwei|zwo|drei|vier|fünf"
    r"|fuenf|sechs|sieben|acht|neun"
    r"|nula|jedan|dva|tri|četiri|cetiri|pet|šest|sest|sedam|osam|devet"
    r"|нула|један|два|три|четири|пет|шест|седам|осам|девет)"
)
_SAID = late_pattern(
    rf"\b(?:zero|null|nula|нула|plus|плус)(?:[ ,/–-]{{1,3}}(?:{_DIGIT_SAID}\b|\d+)){{4,}}",
    re.IGNORECASE,
)
_FEWEST_SAID = 7
_SAID_HINTS = ("zero", "null", "nula", "нула", "plus", "плус")
_TIME = late_pattern(r"(?:[01]\d|2[0-3])[0-5]\d|2400")
_PLACEHOLDER = late_pattern(r"0123456789|1234567890|0{5}|9{7}")
_GROUPS = late_pattern(r"\d+")
# What stands before a number that is none of a phone; Cyrillic as Latin letters.
_NUMBERED = (
    r"case|application|app\.|docket|invoice|account|order|ticket|passport|ref\.|reference|serial"
    r"|customer|tracking|member(?:ship)?|policy|contract|item|part|model|reservation|booking"
    r"|predmet|rešenje|pasoš|račun|porudžbin\w|narudžb\w+|faktura|ličn\w+ kart\w|karton|dosije"
    r"|Rechnungs?|Konto|Kto|Geschäfts|Bestell(?:ung|ungs)?|Serien|Sendungs|Versicherungs|SV|Fall"
    r"|Sozialversicherungs|Poli(?:c|z|zz)en|Matrikel|Kunden|Vertrags|Mitglieds|Auftrags|Artikel"
    r"|Akten|Steuer|St\.|Firmenbuch|Ausweis|(?:Reise)?pass|Buchungs|Vorgangs|Registrierungs"
)
_OTHER_NUMBER = late_pattern(
    r"(?:§|\bS/N|\b(?:ISBN(?:-1[03])?|ISSN|IBAN|DOI|arXiv|JMBG|OIB|PIB|UID|ZVR(?:-Zahl)?|EAN|IMEI"
    r"|Art\.|Az\.|GZ|Aktenzahl|Aktenzeichen|Kontonummer|ZIP|PLZ|PIN|TAN|passcode|Kenncode"
    r"|meeting[ -]ID|ličn\w+ kart\w|porudžbin\w|narudžb\w+)"
    rf"|\b(?:{_NUMBERED})[\s-]*(?:(?:no|nr|br|broj|number|nummer|zahl|num)\b\.?|#)"
    r"|\b(?:serijski|matični|poštanski|registarski) broj"
    r"|\bbroj (?:porudžbine|narudžb\w+|računa|pošiljke|pasoša|ličn\w+ karte|predmeta|ugovora"
    r"|polise|kartice|dosijea|fakture|rešenja))[\s:.]*$",
    re.IGNORECASE,
)
_IBAN = late_pattern(r"\b[A-Z]{2}\d\d(?: ?[\dA-Z]{4}){3,7}(?: ?\d{1,4})?\b")
_ISBN = late_pattern(r"0[- ]\d{2,7}[- ]\d{1,6}[- ]\d")


def may_hold_phone_number(plain: str) -> bool:
    """Tell whether to look for a number in a text; most have too few digits, and spell none."""
    return _has_enough_digits(plain) or _spells_numbers(plain)


def phone_numbers_in(plain: str) -> Iterator[Span]:
    """Yield where numbers of phones stand in a text of plain signs."""
    yield from _said_in(plain)
    if not _has_enough_digits(plain):
        return
    plain = _IBAN.sub(_blanks, plain)
    yield from (found.span() for found in _MESSENGER.finditer(plain))
    for found in _NUMBER.finditer(plain):
        before = plain[max(found.start() - 40, 0) : found.start()]
        if _is_phone_number(found[0], before=before):
            yield found.span()


def _has_enough_digits(plain: str) -> bool:
    return sum(map(plain.count, string.digits)) >= FEWEST_DIGITS


def _spells_numbers(plain: str) -> bool:
    return any(map(plain.lower().__contains__, _SAID_HINTS))


def _said_in(plain: str) -> Iterator[Span]:
    """Yield where somebody spells a number in words."""
    if _spells_numbers(plain):
        for found in _SAID.finditer(plain):
            words = len(re.findall(r"[^\W\d]+", found[0]))
            if words + sum(map(str.isdigit, found[0])) >= _FEWEST_SAID:
                yield found.span()


def _blanks(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _is_phone_number(number: str, *, before: str) -> bool:
    groups = _GROUPS.findall(number)
    values = [int(group) for group in groups]
    is_a_list = len(groups) > 3 and values == sorted(set(values)) and max(values) < 100
    are_times = all(map(_TIME.fullmatch, groups)) or _ROW_OF_TIMES.fullmatch(number)
    is_another = _DATE.search(number) or _PLACEHOLDER.search("".join(groups)) or _is_isbn(number)
    return not (is_a_list or are_times or is_another or _OTHER_NUMBER.search(to_latin(before)))


def _is_isbn(number: str) -> bool:
    """Tell whether the last digit is the one that the others of a book's number lead to."""
    digits = map(int, re.sub(r"\D", "", number))
    weighed = sum(weight * digit for weight, digit in zip(range(10, 0, -1), digits, strict=False))
    return _ISBN.fullmatch(number) is not None and weighed % 11 == 0
