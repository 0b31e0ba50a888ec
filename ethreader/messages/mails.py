"""The mail that tells an author of a message from the moderators."""

from ethreader.comments.models import State
from ethreader.comments.queries import state_of
from ethreader.mail.kinds import MailKind
from ethreader.mail.models import OutboxMail


def _is_comment_there(mail: OutboxMail) -> bool:
    return state_of(mail.contact.author_of) is not State.WITHDRAWN


MESSAGE = MailKind(name="message", is_still_true=_is_comment_there)
