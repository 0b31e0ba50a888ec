"""Rules by which moderators write to authors. Each carries what they saw of the conversation."""

from dataclasses import dataclass
from datetime import datetime

from ethreader.accounts.access_service import record_access
from ethreader.accounts.log import AccessKind
from ethreader.accounts.models import Moderator
from ethreader.base.errors import Conflict
from ethreader.comments.models import Comment
from ethreader.comments.queries import hold_comment
from ethreader.i18n.texts import lazy_gettext
from ethreader.mail.service import notify_author
from ethreader.messages.mails import MESSAGE
from ethreader.messages.models import Message, MessageSender
from ethreader.messages.queries import last_message
from ethreader.messages.service import AlreadyAnswered, is_repeated, refuse_if_over, send_message
from ethreader.moderation.service import refuse_if_changed


class AuthorWrote(Conflict):
    """There is a message that the moderator has not read."""

    title = lazy_gettext("The author has written again")
    sentence = lazy_gettext(
        "The author has written since you opened this page, so nothing was done. Read their "
        "message first. Your text is still here."
    )


@dataclass(frozen=True, kw_only=True)
class SeenConversation:
    """What a page of messages told: a version of the comment, and the last message about it."""

    version: int
    message: int


def write_to_author(
    comment: Comment, words: str, *, seen: SeenConversation, moderator: Moderator, now: datetime
) -> None:
    """Send a comment's author a message, without learning who it is; that it was sent is on record.

    A second press of the button sends nothing more.
    Raises `ConversationEnded`, `AlreadyAnswered`, `AuthorWrote` or `ChangedSinceSeen`.
    """
    hold_comment(comment)  # Or two presses at once would both be the first.
    last = last_message(comment.id)
    if last is not None and is_repeated(last, MessageSender.MODERATOR, words, now=now):
        return
    refuse_if_over(comment)
    refuse_unread(last, seen_message=seen.message)
    refuse_if_changed(comment, seen.version)
    tell_author(comment.id, words, moderator=moderator, now=now)


def refuse_unread(last: Message | None, *, seen_message: int) -> None:
    """Raise `AuthorWrote` or `AlreadyAnswered` where a message is newer than those of the page."""
    if last is None or last.id <= seen_message:
        return
    raise AuthorWrote if last.sender is MessageSender.AUTHOR else AlreadyAnswered


def tell_author(comment_id: int, words: str, *, moderator: Moderator, now: datetime) -> None:
    """Store a message of the moderators, put it on record and have its author told."""
    send_message(comment_id, MessageSender.MODERATOR, words, now=now)
    record_access(AccessKind.MESSAGE_SENT, moderator, now=now)
    notify_author(comment_id, MESSAGE, about_id=None, now=now)
