"""Replies in the name of the moderators or of the organisation."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from ethreader.accounts.models import Moderator
from ethreader.base.db import db
from ethreader.comments.drafts import TypedText
from ethreader.comments.incoming import REPEAT_WINDOW, ParentNotVisible
from ethreader.comments.log import Cause, Reason
from ethreader.comments.models import Comment, State, Voice
from ethreader.comments.queries import same_text_since
from ethreader.comments.transition import Said, transition
from ethreader.events.queries import lock_event
from ethreader.i18n.texts import lazy_gettext


class NothingToAnswer(ParentNotVisible):
    """What moderators would reply to is not on the page any more."""

    sentence = lazy_gettext(
        "This comment is no longer shown, so your reply was not published. Your text is "
        "still here: copy it if you want to keep it."
    )


def publish_official_reply(
    parent: Comment, words: TypedText, *, voice: Voice, by: Moderator, zone: ZoneInfo, now: datetime
) -> Comment:
    """Publish a reply in the name of the moderators or of the organisation.

    A closed thread takes it: the last word may be needed there. A second press of the button
    publishes nothing more.
    """
    event, since = parent.event, now - REPEAT_WINDOW
    lock_event(event)
    earlier = same_text_since(
        since, event_id=event.id, parent_id=parent.id, name="", body=words.body, voice=voice
    )
    if earlier is not None and earlier.is_public:
        return earlier
    comment = _official_reply(parent, words, voice=voice, day=now.astimezone(zone).date())
    db.session.add(comment)
    db.session.flush()
    said: Said = {"actor": by, "reason": Reason.FITS}
    transition(comment, State.PUBLISHED, cause=Cause.OFFICIAL_REPLY, now=now, **said)
    return comment


def _official_reply(parent: Comment, words: TypedText, *, voice: Voice, day: date) -> Comment:
    return Comment(
        event_id=parent.event_id,
        parent_id=parent.id,
        root_id=parent.root_id or parent.id,
        name="",
        body=words.body,
        body_html=words.body_html,
        state=State.PENDING,
        flags=[],
        received_on=day,
        voice=voice,
    )
