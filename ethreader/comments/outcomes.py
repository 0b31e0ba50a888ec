"""How a decision ended, as a mail leads to it: written down when the mail leaves.

A page that followed the comment from then on would say whose it is: who reads the mailbox could
report one comment after another and see which of them changes it.
"""

from dataclasses import dataclass
from typing import Self

from ethreader.comments.log import Reason
from ethreader.comments.models import State


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

    def as_text(self) -> str:
        """Return it as kept beside the link that leads to it."""
        state = State.PUBLISHED if self.is_published else State.REJECTED
        return f"{state} {self.reason or ''}".strip()
