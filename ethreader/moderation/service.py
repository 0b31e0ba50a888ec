"""Rules that moderators act by. Each carries what they saw; `transition` records what they did."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from ethreader.accounts.models import Moderator
from ethreader.base.errors import Conflict
from ethreader.comments.drafts import TypedText
from ethreader.comments.log import Cause, Reason, StateChange
from ethreader.comments.log_queries import last_change, last_said
from ethreader.comments.models import Comment, State, Voice
from ethreader.comments.official import NothingToAnswer, publish_official_reply
from ethreader.comments.quote_service import render_without_quotes
from ethreader.comments.service import forget_text, pin, unpin
from ethreader.comments.transition import NoSuchMove, Said, transition
from ethreader.i18n.texts import lazy_gettext
from ethreader.moderation.queries import refused_before
from ethreader.reports.queries import open_report_count
from ethreader.retention.service import forget_about

REFUSED_KEPT = timedelta(days=30)


class ChangedSinceSeen(Conflict):
    """Somebody else was faster, or the text is a new one."""

    title = lazy_gettext("This comment has changed")
    sentence = lazy_gettext(
        "It has changed since you opened the page. Nothing was done: please check it again."
    )


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What a moderator's page told: a version of the comment, and the last report about it."""

    version: int
    report: int


def decide(
    comment: Comment,
    to: State,
    *,
    seen: Seen,
    moderator: Moderator,
    reason: Reason | None,
    note: str,
    now: datetime,
) -> StateChange:
    """Move a comment to another state, or keep a reported one where it is.

    Settles the reports that were seen. The same decision again is a second press of the button.
    Raises `ChangedSinceSeen` if it is not the version that the moderator saw, and `NoSuchMove` if
    the state does not allow it.
    """
    said: Said = {"actor": moderator, "reason": reason, "note": note, "seen_report": seen.report}
    last = _own_change_since(seen, comment, Cause.DECISION, by=moderator)
    if last is not None and (last.to_state, last.reason, last.note) == (to, reason, note):
        return last
    refuse_if_changed(comment, seen.version)
    if comment.is_public and to is State.PUBLISHED and not open_report_count(comment.id):
        raise NoSuchMove
    return transition(comment, to, cause=Cause.DECISION, now=now, **said)


def undo(comment: Comment, *, seen: Seen, moderator: Moderator, now: datetime) -> StateChange:
    """Take the last decision back: the comment returns to where it came from.

    What was said when it came there is said again. A second press takes nothing more back.

    Raises `ChangedSinceSeen`, and `NoSuchMove` where no moderator brought it to where it is.
    """
    repeated = _own_change_since(seen, comment, Cause.UNDO, by=moderator)
    if repeated is not None and not comment.is_public:  # A pin or an edit would look the same.
        return repeated
    refuse_if_changed(comment, seen.version)
    last = last_change(comment)
    if last is None or not last.is_by_moderator or last.to_state is not comment.state:
        raise NoSuchMove
    reason, note = last_said(comment, last.from_state)
    return transition(
        comment,
        last.from_state,
        cause=Cause.UNDO,
        actor=moderator,
        reason=reason,
        note=note,
        seen_report=seen.report,
        now=now,
    )


def pin_seen(comment: Comment, *, seen_version: int) -> None:
    """Put a comment before all others; raise `ChangedSinceSeen` or `NothingToPin`."""
    if comment.is_pinned and comment.version == seen_version + 1:  # A second press.
        return
    refuse_if_changed(comment, seen_version)
    pin(comment)


def unpin_seen(comment: Comment, *, seen_version: int) -> None:
    """Let a comment stand where it came; raise `ChangedSinceSeen`."""
    if not comment.is_pinned and comment.version == seen_version + 1:
        return
    refuse_if_changed(comment, seen_version)
    unpin(comment)


def reply_officially(
    parent: Comment,
    words: TypedText,
    *,
    voice: Voice,
    moderator: Moderator,
    seen_version: int,
    zone: ZoneInfo,
    now: datetime,
) -> Comment:
    """Publish a reply in the name of the moderators or of the organisation.

    Raises `NothingToAnswer` or `ChangedSinceSeen`.
    """
    if not parent.is_public:
        raise NothingToAnswer
    refuse_if_changed(parent, seen_version)
    return publish_official_reply(parent, words, voice=voice, by=moderator, zone=zone, now=now)


def _own_change_since(
    seen: Seen, comment: Comment, cause: Cause, *, by: Moderator
) -> StateChange | None:
    """Return the one change since a comment was seen, if the same moderator made it so."""
    last = last_change(comment)
    if last is None or comment.version != seen.version + 1:
        return None
    is_own = (last.actor, last.cause, last.seen_report) == (by, cause, seen.report)
    return last if is_own else None


def refuse_if_changed(comment: Comment, seen_version: int) -> None:
    """Raise `ChangedSinceSeen` unless a comment is as it was seen."""
    if comment.version != seen_version:
        raise ChangedSinceSeen


def prepare_refused_texts(now: datetime) -> None:
    """Render what will be left of replies, before the lock in which the sweep works."""
    for comment in refused_before(now - REFUSED_KEPT):
        render_without_quotes(comment)


def forget_refused_texts(now: datetime) -> int:
    """Forget the words of what was refused long enough ago, and all that is kept about it."""
    refused = refused_before(now - REFUSED_KEPT)
    for comment in refused:
        forget_text(comment, now=now)
        forget_about(comment.id)
    return len(refused)
