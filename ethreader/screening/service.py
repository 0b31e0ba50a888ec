"""Screening: the ordered checks that a new comment passes before it waits in the queue.

A check never refuses and never hides: it leaves a flag for the moderator, no more. Each is a small
function, has its words in `flags`, and a table of what it notices and what not in tests/screening.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from html import unescape

from ethreader.base.invisible import has_piled_marks
from ethreader.base.late_patterns import compile_late_patterns, late_pattern
from ethreader.screening.contact_details import closed_up
from ethreader.screening.danger import is_danger
from ethreader.screening.flags import Flag
from ethreader.screening.known import Known
from ethreader.screening.named_persons import names_beside
from ethreader.screening.official_names import speaks_officially
from ethreader.screening.own_contacts import OwnContacts
from ethreader.screening.passages import DETAILS, Finder, Reading
from ethreader.screening.plain_letters import plain_letters
from ethreader.screening.plain_signs import plain_signs
from ethreader.screening.rules import ReadText
from ethreader.screening.traced import MARKS, Span

MANY_LINKS = 3
_LINK = late_pattern(r"https?://", re.IGNORECASE)

Check = Callable[["Submission"], bool]


@dataclass(frozen=True, kw_only=True)
class Submission:
    """What screening may know of a comment: its words and its times."""

    body: str = field(repr=False)
    name: str = field(default="", repr=False)
    stamped_at: datetime
    arrived_at: datetime
    pace: timedelta
    known: Known = field(default_factory=Known, repr=False)
    public_id: str | None = None  # Of the comment whose text it is to replace.

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
    def details(self) -> tuple[Flag, ...]:
        """What leads to a person, by its kind."""
        spelt = tuple(map(closed_up, self.texts))
        read = {Reading.SPELT: spelt, Reading.PLAIN: self.texts, Reading.LETTERS: self.letters}
        own = self.known.own
        together = {reading: "\n".join(texts) for reading, texts in read.items()}
        return tuple(
            each.flag
            for each in DETAILS
            if each.may_be_in(together[each.reading])
            and _is_in(each.finder, read[each.reading], own)
        )


def screen(submission: Submission) -> tuple[Flag, ...]:
    """Return what the checks noticed, in their order."""
    return tuple(flag for check, flag in CHECKS if check(submission))


def prepare() -> None:
    """Build what the checks look words up in, once, so that nobody's comment waits for it."""
    compile_late_patterns()
    is_danger("")
    speaks_officially("")


def _is_too_fast(submission: Submission) -> bool:
    """Tell of a form sent sooner than people type; a page's own token says only its hour."""
    return submission.arrived_at - submission.stamped_at < submission.pace


def _has_many_links(submission: Submission) -> bool:
    body = submission.body
    return body.count("://") >= MANY_LINKS and len(_LINK.findall(body)) >= MANY_LINKS


def _has_official_name(submission: Submission) -> bool:
    return speaks_officially(submission.name, submission.known.official)


def _has_named_person(submission: Submission) -> bool:
    """Tell of a name beside details; few comments have any."""
    if not submission.details:
        return False
    letters = plain_letters(plain_signs(submission.body))
    own = submission.known.own
    spans = [span for each in DETAILS for span in _foreign(each.finder, letters, own)]
    return next(names_beside(letters, spans), None) is not None


def _has(kind: Flag) -> Check:
    return lambda submission: kind in submission.details


def _has_protected_name(submission: Submission) -> bool:
    return any(map(submission.known.protected.are_named_in, (submission.name, submission.body)))


def _is_danger(submission: Submission) -> bool:
    return any(map(is_danger, (submission.name, submission.body)))


def _is_in(finder: Finder, texts: Iterable[str], own: OwnContacts) -> bool:
    return any(next(_foreign(finder, text, own), None) is not None for text in texts)


def _foreign(finder: Finder, text: str, own: OwnContacts) -> Iterator[Span]:
    """Yield where something stands that is not the site's own."""
    return (span for span in finder(text) if not own.has(text[slice(*span)]))


def _is_repeated(submission: Submission) -> bool:
    """Tell of nearly the same text within the last days, under whichever event."""
    return submission.known.recent.has_alike(submission.body, own=submission.public_id)


def _meets_a_rule(submission: Submission) -> bool:
    text = ReadText(name=submission.name, body=submission.body)
    return any(rule.is_met_by(text) for rule in submission.known.rules)


def _looks_like_spam(submission: Submission) -> bool:
    """Tell of what resembles what moderators took for spam; see `learning`."""
    return submission.known.looks_like_spam(submission.body)


def _has_piled_marks(submission: Submission) -> bool:
    return any(map(has_piled_marks, (submission.name, submission.body)))


CHECKS: tuple[tuple[Check, Flag], ...] = (
    (_is_danger, Flag.DANGER),
    (_is_too_fast, Flag.TOO_FAST),
    (_has_many_links, Flag.MANY_LINKS),
    (_has_official_name, Flag.OFFICIAL_NAME),
    *((_has(each.flag), each.flag) for each in DETAILS),
    (_has_named_person, Flag.NAMED_PERSON),
    (_has_protected_name, Flag.PROTECTED_NAME),
    (_has_piled_marks, Flag.PILED_MARKS),
    (_is_repeated, Flag.REPEATED),
    (_meets_a_rule, Flag.RULE),
    (_looks_like_spam, Flag.SPAM_LIKE),
)
