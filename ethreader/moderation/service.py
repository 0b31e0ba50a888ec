"""Rules that decide about comments. Every change of state is recorded with its reason."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm.attributes import flag_modified

from ethreader.accounts.models import Moderator
from ethreader.base.db import db
from ethreader.base.errors import Conflict
from ethreader.comments.mails import DECISION, notify_parent_author
from ethreader.comments.models import Comment, State, Voice
from ethreader.comments.service import forget_text, publish_official_reply, set_state
from ethreader.i18n.texts import lazy_gettext
from ethreader.mail.service import notify_author
from ethreader.moderation.models import Decision, Reason
from ethreader.moderation.queries import last_decision, refused_before
from ethreader.reports.queries import open_report_count
from ethreader.reports.service import reopen_reports, settle_reports
from ethreader.retention.service import forget_about

REFUSED_KEPT = timedelta(days=30)

# From where a moderator may move a comment, and to where.
MOVES: dict[State, frozenset[State]] = {
    State.PENDING: frozenset({State.PUBLISHED, State.REJECTED, State.SPAM}),
    State.PUBLISHED: frozenset({State.REJECTED, State.SPAM}),
    State.REJECTED: frozenset({State.PUBLISHED, State.SPAM}),
    State.SPAM: frozenset({State.PUBLISHED, State.REJECTED}),
    State.WITHDRAWN: frozenset(),
}


class ChangedSinceSeen(Conflict):
    """Somebody else was faster, or the text is a new one."""

    title = lazy_gettext("This comment has changed")
    sentence = lazy_gettext(
        "It has changed since you opened the page. Nothing was done: please check it again."
    )


class NoSuchMove(Conflict):
    """A decision that makes no sense for the comment's state."""

    title = lazy_gettext("This decision is not possible")
    sentence = lazy_gettext(
        "The comment’s status has changed, so this is no longer possible. Please check it again."
    )


def decide(
    comment: Comment,
    after: State,
    *,
    seen_version: int,
    moderator: Moderator,
    reason: Reason,
    note: str,
    now: datetime,
    seen_until: int | None = None,
) -> Decision:
    """Move a comment to another state, or keep a reported one where it is.

    Settles the open reports about it: all, or those up to `seen_until`. Raises
    `ChangedSinceSeen` if it is not the version that the moderator saw, and `NoSuchMove` if the
    state does not allow it.
    """
    _refuse_unseen(comment, seen_version)
    is_keeping = after is comment.state is State.PUBLISHED and open_report_count(comment.id) > 0
    if after not in MOVES[comment.state] and not is_keeping:
        raise NoSuchMove
    decision = _record(comment, after, moderator=moderator, reason=reason, note=note, now=now)
    settle_reports(comment.id, decision_id=decision.id, seen_until=seen_until, now=now)
    return decision


def reply_officially(
    parent: Comment,
    words: str,
    *,
    voice: Voice,
    moderator: Moderator,
    zone: ZoneInfo,
    now: datetime,
) -> Comment:
    """Publish an answer from the desk; who gave it stays in the record there."""
    comment = publish_official_reply(parent, words, voice=voice, today=now.astimezone(zone).date())
    db.session.add(
        Decision(
            comment_id=comment.id,
            moderator_id=moderator.id,
            before=State.PENDING,
            after=State.PUBLISHED,
            reason=Reason.FITS,
            note="",
            decided_at=now,
        )
    )
    db.session.flush()
    notify_parent_author(comment.id, parent_id=comment.parent_id, now=now)
    return comment


def undo(comment: Comment, *, seen_version: int, moderator: Moderator, now: datetime) -> Decision:
    """Take the last decision back: the comment returns to where it came from."""
    _refuse_unseen(comment, seen_version)
    last = last_decision(comment)
    if last is None or last.after is not comment.state or comment.state is State.PENDING:
        raise NoSuchMove
    decision = _record(
        comment, last.before, moderator=moderator, reason=Reason.UNDONE, note="", now=now
    )
    if last.reason is Reason.UNDONE:  # The decision is taken again, and so is its answer.
        settle_reports(comment.id, decision_id=decision.id, seen_until=None, now=now)
    else:
        reopen_reports(last.id)
    return decision


def forget_refused_texts(now: datetime) -> int:
    """Forget the words of what was refused long enough ago, and all that is kept about it."""
    refused = refused_before(now - REFUSED_KEPT)
    for comment in refused:
        forget_text(comment)
        forget_about(comment.id)
    return len(refused)


def _refuse_unseen(comment: Comment, seen_version: int) -> None:
    if comment.version != seen_version:
        raise ChangedSinceSeen


def _record(
    comment: Comment,
    after: State,
    *,
    moderator: Moderator,
    reason: Reason,
    note: str,
    now: datetime,
) -> Decision:
    is_news = _is_news(comment, after)
    decision = Decision(
        comment_id=comment.id,
        moderator_id=moderator.id,
        before=comment.state,
        after=after,
        reason=reason,
        note=note,
        decided_at=now,
    )
    if after is comment.state:  # Kept where it was; whoever else looks at it must learn of that.
        flag_modified(comment, "state")
    set_state(comment, after)
    db.session.add(decision)
    db.session.flush()
    if not is_news:
        return decision
    notify_author(comment.id, DECISION, about_id=None, now=now)
    if after is State.PUBLISHED:
        notify_parent_author(comment.id, parent_id=comment.parent_id, now=now)
    return decision


def _is_news(comment: Comment, after: State) -> bool:
    """Tell whether anybody is to be told: not if a comment is shown as it was before.

    That readers reported it is nothing that its author learns.
    """
    if after is not State.PUBLISHED:
        return True
    if comment.is_public:
        return False
    last = last_decision(comment)
    was_published = last is not None and last.after is State.PUBLISHED
    # An edited text waits with the moment of the change; one that was reported has none.
    was_reported = comment.state is State.PENDING and comment.received_at is None
    return not (was_published and was_reported)
