"""Kinds of mail: what each carries and while it is true, registered where the parts meet.

The feature whose news a mail tells owns its kind; here is the one that mail itself sends.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta

from ethreader.mail.links import LinkMaker, links_to_confirm, links_to_stop
from ethreader.mail.models import OutboxMail
from ethreader.mail.quota import PER_DAY


@dataclass(frozen=True, kw_only=True)
class MailKind:
    """What a mail is about. Its words are `templates/mail/<name>.txt`."""

    name: str
    # Asked when the mail is about to leave; what is true no more is not told.
    is_still_true: Callable[[OutboxMail], bool]
    make_links: LinkMaker = links_to_stop
    delay: timedelta = timedelta()
    replaces_waiting: bool = False  # Of several that wait for one author, the latest is told.
    # It leaves while its mailbox has had fewer than that today. What anybody can cause takes not
    # all, or it would keep the news of moderators away.
    per_day: int = PER_DAY
    needs_confirmation: bool = True  # It waits until the author has confirmed the email.
    # Kinds that are counted together: what one person has for two reasons keeps nothing away.
    counted_with: str = "authors"


def _is_unconfirmed(mail: OutboxMail) -> bool:
    return mail.contact.confirmed_at is None


CONFIRM = MailKind(
    name="confirm",
    is_still_true=_is_unconfirmed,
    make_links=links_to_confirm,
    needs_confirmation=False,
)

_KINDS: dict[str, MailKind] = {}


def register_mail_kinds(kinds: Iterable[MailKind]) -> None:
    """Take the kinds of all features, in place of what was registered before."""
    _KINDS.clear()
    _KINDS.update((kind.name, kind) for kind in kinds)


def kind_named(name: str) -> MailKind:
    """Return the kind that the outbox calls so; raises `KeyError` where no feature has it."""
    return _KINDS[name]


def kinds_before_confirmation() -> list[str]:
    """Return the names of the kinds that are sent before the email is confirmed."""
    return [kind.name for kind in _KINDS.values() if not kind.needs_confirmation]
