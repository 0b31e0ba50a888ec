"""Screening: the ordered checks that a new comment passes before it waits in the queue.

A check never refuses and never hides: it leaves a flag for the moderator, no more. Each is a small
function, has its words in `flags`, and a table of what it notices and what not in tests/screening.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from html import unescape

from ethreader.base.invisible import has_piled_marks
from ethreader.screening.contact_details import SPACED, emails_in
from ethreader.screening.danger import is_danger
from ethreader.screening.flags import Flag
from ethreader.screening.identity_numbers import ibans_in, jmbgs_in
from ethreader.screening.official_names import speaks_officially
from ethreader.screening.passages import Finder, passages_of
from ethreader.screening.phone_numbers import phone_numbers_in
from ethreader.screening.plain_letters import plain_letters
from ethreader.screening.plain_signs import plain_signs
from ethreader.screening.social_handles import handles_in
from ethreader.screening.street_addresses import addresses_in
from ethreader.screening.traced import MARKS

MANY_LINKS = 3


@dataclass(frozen=True, kw_only=True)
class Submission:
    """What screening may know of a comment: its words and its times.

    `official` are the names of the site and of those who stand behind it.
    """

    body: str = field(repr=False)
    name: str = field(default="", repr=False)
    official: tuple[str, ...] = ()
    stamped_at: datetime
    arrived_at: datetime
    pace: timedelta

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The name, and the text as typed and as it is read past marks and entities."""
        texts = (self.name, self.body, unescape(MARKS.sub("", self.body)))
        return tuple(map(plain_signs, dict.fromkeys(texts)))

    @cached_property
    def letters(self) -> tuple[str, ...]:
        """The same in plain Latin letters."""
        return tuple(dict.fromkeys(map(plain_letters, self.texts)))

    @cached_property
    def has_details(self) -> bool:
        """Whether anything leads to a person."""
        return any(check(self) for check, _ in DETAILS)


def screen(submission: Submission) -> tuple[Flag, ...]:
    """Return what the checks noticed, in their order."""
    return tuple(flag for check, flag in CHECKS if check(submission))


def _is_too_fast(submission: Submission) -> bool:
    """Tell of a form sent sooner than people type; a page's own token says only its hour."""
    return submission.arrived_at - submission.stamped_at < submission.pace


def _has_many_links(submission: Submission) -> bool:
    links = re.findall(r"https?://", submission.body, flags=re.IGNORECASE)
    return len(links) >= MANY_LINKS


def _has_official_name(submission: Submission) -> bool:
    return speaks_officially(submission.name, submission.official)


def _has_email(submission: Submission) -> bool:
    return _is_in(emails_in, (SPACED.sub("", each) for each in submission.texts))


def _has_phone_number(submission: Submission) -> bool:
    return _is_in(phone_numbers_in, submission.texts)


def _has_bank_account(submission: Submission) -> bool:
    return _is_in(ibans_in, submission.texts)


def _has_citizen_number(submission: Submission) -> bool:
    return _is_in(jmbgs_in, submission.texts)


def _has_social_handle(submission: Submission) -> bool:
    return _is_in(handles_in, submission.texts)


def _has_street_address(submission: Submission) -> bool:
    return _is_in(addresses_in, submission.letters)


def _has_named_person(submission: Submission) -> bool:
    """Tell of a name beside details: to find where they stand takes longer, and few have any."""
    return submission.has_details and any(
        passage.kind is Flag.NAMED_PERSON for passage in passages_of(submission.body)
    )


def _is_danger(submission: Submission) -> bool:
    return any(map(is_danger, (submission.name, submission.body)))


def _is_in(finder: Finder, texts: Iterable[str]) -> bool:
    return any(next(finder(text), None) is not None for text in texts)


def _has_piled_marks(submission: Submission) -> bool:
    return any(map(has_piled_marks, (submission.name, submission.body)))


Check = Callable[[Submission], bool]
DETAILS: tuple[tuple[Check, Flag], ...] = (
    (_has_email, Flag.EMAIL),
    (_has_phone_number, Flag.PHONE_NUMBER),
    (_has_street_address, Flag.STREET_ADDRESS),
    (_has_bank_account, Flag.BANK_ACCOUNT),
    (_has_citizen_number, Flag.CITIZEN_NUMBER),
    (_has_social_handle, Flag.SOCIAL_HANDLE),
)
CHECKS: tuple[tuple[Check, Flag], ...] = (
    (_is_danger, Flag.DANGER),
    (_is_too_fast, Flag.TOO_FAST),
    (_has_many_links, Flag.MANY_LINKS),
    (_has_official_name, Flag.OFFICIAL_NAME),
    *DETAILS,
    (_has_named_person, Flag.NAMED_PERSON),
    (_has_piled_marks, Flag.PILED_MARKS),
)
