"""The parts of a text that lead to a person: what kind each is, and where it stands as typed."""

import string
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum, auto
from functools import partial
from typing import NamedTuple

from ethreader.screening.contact_details import SPACED, emails_in, may_hold_email
from ethreader.screening.flags import Flag
from ethreader.screening.identity_numbers import ibans_in, jmbgs_in
from ethreader.screening.named_persons import names_beside
from ethreader.screening.number_plates import plates_in
from ethreader.screening.own_contacts import OwnContacts
from ethreader.screening.phone_numbers import may_hold_phone_number, phone_numbers_in
from ethreader.screening.plain_letters import plain_letters
from ethreader.screening.plain_signs import plain_signs
from ethreader.screening.social_handles import handles_in, may_hold_handle
from ethreader.screening.street_addresses import addresses_in
from ethreader.screening.traced import MARKS, Span, Traced

TAKEN_OUT = "[…]"
NOBODYS = OwnContacts()
ROUNDS = 3  # What was taken out may bring together what stood around it.

Finder = Callable[[str], Iterator[Span]]


class Reading(StrEnum):
    """How a text is read to find something in it."""

    PLAIN = auto()  # With plain signs and digits.
    SPELT = auto()  # The same, and “a n a” as one word.
    LETTERS = auto()  # In plain Latin letters, too.


class Detail(NamedTuple):
    """What leads to a person, and how it is found.

    `may_be_in` tells at once of most texts that there is none, of several in a row as well.
    """

    flag: Flag
    reading: Reading
    may_be_in: Callable[[str], bool]
    finder: Finder


def _has_digit(text: str) -> bool:
    """Tell whether a text of plain signs has one."""
    return any(map(text.__contains__, string.digits))


# In the order in which they are told of.
DETAILS = (
    Detail(Flag.EMAIL, Reading.SPELT, may_hold_email, emails_in),
    Detail(Flag.PHONE_NUMBER, Reading.PLAIN, may_hold_phone_number, phone_numbers_in),
    Detail(Flag.STREET_ADDRESS, Reading.LETTERS, _has_digit, addresses_in),
    Detail(Flag.BANK_ACCOUNT, Reading.PLAIN, _has_digit, ibans_in),
    Detail(Flag.CITIZEN_NUMBER, Reading.PLAIN, _has_digit, jmbgs_in),
    Detail(Flag.NUMBER_PLATE, Reading.LETTERS, _has_digit, plates_in),
    Detail(Flag.SOCIAL_HANDLE, Reading.PLAIN, may_hold_handle, handles_in),
)


@dataclass(frozen=True, kw_only=True)
class Passage:
    """A part of a typed text that leads to a person."""

    kind: Flag
    start: int
    end: int


def passages_of(text: str, *, own: OwnContacts = NOBODYS) -> list[Passage]:
    """Return what leads to persons in a typed text, in its order; none overlaps another.

    What is the site's `own` leads to nobody.
    """
    typed = Traced.typed(text)
    readings = (typed, typed.unmarked())
    found = [each for reading in readings for each in _found_in(reading, text, own)]
    return [_with_its_marks(each, text) for each in _apart(found)]


def without_passages(text: str, *, instead: str = TAKEN_OUT, own: OwnContacts = NOBODYS) -> str:
    """Return a text without what leads to persons; all the rest stays as it was typed."""
    for _ in range(ROUNDS):
        found = passages_of(text, own=own)
        for each in reversed(found):
            text = text[: each.start] + instead + text[each.end :]
        if not found:
            break
    return text


def _found_in(typed: Traced, text: str, own: OwnContacts) -> Iterator[Passage]:
    plain = typed.folded(plain_signs)
    letters = plain.folded(plain_letters)
    spelt = plain.replaced(SPACED, _nothing)
    read = {Reading.PLAIN: plain, Reading.SPELT: spelt, Reading.LETTERS: letters}
    details = [
        each
        for detail in DETAILS
        for each in _passages(detail.finder, read[detail.reading], detail.flag)
        if not own.has(text[each.start : each.end])
    ]
    yield from details
    yield from _names(letters, details)


def _nothing(_blank: str) -> str:
    return ""


def _passages(finder: Finder, reading: Traced, kind: Flag) -> Iterator[Passage]:
    for span in finder(reading.text):
        start, end = reading.origin_of(span)
        yield Passage(kind=kind, start=start, end=end)


def _names(letters: Traced, details: list[Passage]) -> Iterator[Passage]:
    starts = [origin[0] for origin in letters.origins]
    spans = [(bisect_left(starts, each.start), bisect_left(starts, each.end)) for each in details]
    finder = partial(names_beside, details=spans)
    yield from _passages(finder, letters, Flag.NAMED_PERSON)


def _with_its_marks(passage: Passage, text: str) -> Passage:
    """Return a passage with the marks before and behind it, if others stand in its midst."""
    start, end = passage.start, passage.end
    if not MARKS.search(text, start, end):
        return passage
    while start and MARKS.match(text, start - 1):
        start -= 1
    while end < len(text) and MARKS.match(text, end):
        end += 1
    return replace(passage, start=start, end=end)


def _apart(found: list[Passage]) -> list[Passage]:
    """Return passages in order, those that overlap drawn together."""
    kept: list[Passage] = []
    for each in sorted(found, key=lambda one: (one.start, -one.end)):
        if kept and each.start < kept[-1].end:
            last = kept.pop()
            end = max(last.end, each.end)
            kept.append(replace(last, end=end))
        else:
            kept.append(each)
    return kept
