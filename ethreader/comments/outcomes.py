"""How a decision ended, as a mail leads to it: written down when the mail leaves.

A page that followed the comment from then on would say whose it is: who reads the mailbox could
report one comment after another and see which of them changes it.
"""

from dataclasses import dataclass
from typing import Self

from ethreader.comments.log import Reason
from ethreader.comments.models import State
from ethreader.i18n.texts import gettext


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """Whether a comment was published and, if not, why."""

    is_published: bool
    reason: Reason | None = None

    @classmethod
    def read(cls, text: str) -> Self:
        """Return the outcome that `as_text` wrote down."""
        state, _, told = text.partition(" ")
        reason = next((each for each in Reason if each == told), None)
        return cls(is_published=state == State.PUBLISHED, reason=reason)

    @property
    def on_own_page(self) -> str:
        """What the author reads of it on their own page."""
        if self.is_published:
            return gettext("Your comment is published.")
        return self._with_reason(gettext("Your comment is not published."))

    @property
    def for_mailbox(self) -> str:
        """What the page says that a mail leads to: whose mailbox it is may not be known there."""
        if self.is_published:
            return gettext("It has been published.")
        return self._with_reason(gettext("It is not published."))

    def _with_reason(self, told: str) -> str:
        if self.reason is None:
            return told
        reason = gettext("The reason: %(reason)s.", reason=self.reason.label)
        return f"{told} {reason}"

    def as_text(self) -> str:
        """Return it as kept beside the link that leads to it."""
        state = State.PUBLISHED if self.is_published else State.REJECTED
        return f"{state} {self.reason or ''}".strip()
