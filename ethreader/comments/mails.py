"""Mails about comments: that somebody replied, and where the author's own comment stands."""

from datetime import datetime, timedelta

from ethreader.comments.log_queries import last_outcome
from ethreader.comments.models import State
from ethreader.comments.queries import is_read_by_all, state_of
from ethreader.mail.kinds import MailKind
from ethreader.mail.links import Links, links_to_status
from ethreader.mail.models import OutboxMail
from ethreader.mail.queries import news_told
from ethreader.mail.service import notify_author, queue_mail


def _are_both_published(mail: OutboxMail) -> bool:
    return all(each and is_read_by_all(each) for each in (mail.contact.comment_id, mail.about_id))


def _is_news(mail: OutboxMail) -> bool:
    """Tell whether a comment is decided on, otherwise than its author was told last."""
    comment_id = mail.contact.author_of
    is_decided = state_of(comment_id) in {State.PUBLISHED, State.REJECTED}
    return is_decided and news_told(mail) != last_outcome(comment_id).as_text()


def _links_to_outcome(mail: OutboxMail, url: str, now: datetime) -> Links:
    outcome = last_outcome(mail.contact.author_of)
    return links_to_status(mail, url, now, news=outcome.as_text())


REPLIES_A_DAY = 3

REPLY = MailKind(name="reply", is_still_true=_are_both_published, per_day=REPLIES_A_DAY)
DECISION = MailKind(
    name="decision",
    is_still_true=_is_news,
    make_links=_links_to_outcome,
    delay=timedelta(minutes=10),  # So that one which is taken back at once is never told.
    replaces_waiting=True,
)


def notify_parent_author(comment_id: int, *, parent_id: int | None, now: datetime) -> None:
    """Queue a mail to whoever wrote what a published comment replies to."""
    if parent_id is not None:
        notify_author(parent_id, REPLY, about_id=comment_id, now=now)


def tell_of_reply(contact_id: int, comment_id: int, *, now: datetime) -> None:
    """Queue a mail about a reply that has never been told, to who left a contact."""
    queue_mail(contact_id, REPLY, about_id=comment_id, now=now)
