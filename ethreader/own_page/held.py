"""Everything that the site holds about a comment, for its author's eyes."""

from dataclasses import dataclass

from ethreader.comments.log import Reason
from ethreader.comments.log_queries import last_change
from ethreader.comments.models import Comment, State
from ethreader.comments.outcomes import Outcome
from ethreader.messages.queries import messages_about


@dataclass(frozen=True, kw_only=True)
class Held:
    """All that is held about a comment, but for the contact.

    Whether an email is kept for its author says what the email's owner did with our mails, who
    need not be the author: the same is told whatever that was.
    """

    comment: Comment
    reason: Reason | None
    messages: tuple[tuple[str, str, str], ...]

    @property
    def outcome(self) -> Outcome:
        """How the last decision about it ended."""
        return Outcome(is_published=self.comment.is_public, reason=self.reason)

    def as_json(self) -> dict[str, object]:
        """Return it for a file."""
        return {
            "name": self.comment.name,
            "comment": self.comment.body,
            "what it said when it was answered": self.comment.replied_body,
            "state": self.comment.state.value,
            "day": self.comment.received_on.isoformat(),
            "event": self.comment.event.name,
            "reason of the decision": self.reason,
            "messages": [
                {"from": sender, "day": day, "text": text} for sender, day, text in self.messages
            ],
        }


def held_about(comment: Comment) -> Held:
    """Return what is held about a comment, with the reason if it was rejected."""
    change = last_change(comment)
    return Held(
        comment=comment,
        reason=change.reason if change and comment.state is State.REJECTED else None,
        messages=tuple(
            (each.sender.value, each.sent_at.date().isoformat(), each.body)
            for each in messages_about(comment.id)
        ),
    )
