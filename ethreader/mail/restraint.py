"""Whether a mail may go to a mailbox: what keeps the site from being used to harass somebody.

All that this knows of mailboxes is the mail process's own: the database cannot tell a mail that
was held back from one that left.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from pathlib import Path

from ethreader.contacts.mailboxes import mailbox_of, owned_domain
from ethreader.contacts.queries import confirmed_ledger_ids
from ethreader.mail.asked import AskedMailboxes
from ethreader.mail.kinds import MailKind
from ethreader.mail.mailbox_names import MailboxNames
from ethreader.mail.quota import DailyQuota
from ethreader.mail.weekly_keys import WeeklyKeys

UNANSWERED_REQUESTS = 1  # To one mailbox, within the weeks that `weekly_keys` counts.
# To all mailboxes of a domain that is no provider's: its owner may read them all.
UNANSWERED_OF_DOMAIN = 10


class Verdict(Enum):
    """What becomes of a mail."""

    SEND = auto()
    HOLD_BACK = auto()  # It counts as sent and is not.
    POSTPONE = auto()


@dataclass(frozen=True, kw_only=True)
class Recipient:
    """Who a mail is for: the contact, and the names of its mailbox and of its domain."""

    contact_id: str
    mailbox: bytes
    domain: bytes | None


class Restraint:
    """What the mail process knows of mailboxes."""

    def __init__(self, folder: Path, weeks: WeeklyKeys) -> None:
        self._names = MailboxNames(folder)
        self._asked = AskedMailboxes(weeks)
        self._quota = DailyQuota()

    def recipient(self, email: str, contact_id: str) -> Recipient:
        """Return whom a mail to `email` would reach."""
        mailbox = mailbox_of(email)
        domain = owned_domain(mailbox)
        return Recipient(
            contact_id=contact_id,
            mailbox=self._names.name(mailbox),
            domain=self._names.name(domain) if domain else None,
        )

    def refusal_token(self, to: Recipient) -> str:
        """Return the token by which a mailbox refuses all mail."""
        return self._names.refusal_token(to.mailbox)

    def refuse(self, token: str) -> bool:
        """Never let a mail of any kind go to the mailbox with a token; tell whether one has it."""
        return self._names.refuse(token)

    def verdict(self, to: Recipient, kind: MailKind, *, now: datetime) -> Verdict:
        """Tell what becomes of a mail that is due."""
        if self._names.is_refused(to.mailbox):
            return Verdict.HOLD_BACK
        if not kind.needs_confirmation and self._was_asked(to, now=now):
            return Verdict.HOLD_BACK
        is_left = self._quota.is_left(_counted(to, kind), of=kind.per_day, now=now)
        return Verdict.SEND if is_left else Verdict.POSTPONE

    def count(self, to: Recipient, kind: MailKind, *, now: datetime) -> None:
        """Count a mail, before it is sent: a crash may count one too many, never one too few."""
        self._quota.use(_counted(to, kind), now=now)
        if not kind.needs_confirmation:
            for name in filter(None, (to.mailbox, to.domain)):
                self._asked.add(name, to.contact_id, now=now)

    def give_back(self, to: Recipient, kind: MailKind, *, now: datetime) -> None:
        """Take one mail off the day's count, which has surely not been sent."""
        self._quota.give_back(_counted(to, kind), now=now)

    def _was_asked(self, to: Recipient, *, now: datetime) -> bool:
        """Tell whether a mailbox, or its domain, was asked enough and has not answered.

        That it was asked for the same contact does not count: this mail is then tried again.
        """

        def answered() -> list[str]:
            return [to.contact_id, *confirmed_ledger_ids()]

        limits = ((to.mailbox, UNANSWERED_REQUESTS), (to.domain, UNANSWERED_OF_DOMAIN))
        return any(
            name is not None and self._asked.unanswered(name, answered=answered, now=now) >= limit
            for name, limit in limits
        )


def _counted(to: Recipient, kind: MailKind) -> bytes:
    """Return under which name the day's mails of a mailbox are counted."""
    return to.mailbox + kind.counted_with.encode()
