"""What has to go from the moderation log: deleted, and noted as a gap that is meant."""

from datetime import datetime

from sqlalchemy import Select, delete, insert, literal, select, update

from ethreader.base.db import db, table_of
from ethreader.comments.chain_models import LinkKind, LogGap
from ethreader.comments.log import StateChange


def forget_notes(comment_id: int) -> None:
    """Delete what moderators noted about a comment."""
    notes = (StateChange.comment_id == comment_id, StateChange.note != "")
    if db.session.scalar(select(StateChange.id).where(*notes).limit(1)) is not None:
        _note(LinkKind.CLEARED, comment_id=comment_id)
        db.session.execute(update(StateChange).where(*notes).values(note="", note_salt=""))


def remove_changes_of(comment_ids: Select[int]) -> None:
    """Delete all changes of comments that are deleted themselves."""
    gone = StateChange.comment_id.in_(comment_ids)
    kind = literal(LinkKind.REMOVED, table_of(LogGap).c.kind.type)
    gaps = select(kind, StateChange.comment_id).where(gone).distinct()
    db.session.execute(insert(LogGap).from_select(["kind", "comment_id"], gaps))
    db.session.execute(delete(StateChange).where(gone))


def note_restore(_now: datetime) -> None:
    """Say that the log goes on from a backup."""
    _note(LinkKind.RESTORED, comment_id=None)


def _note(kind: LinkKind, *, comment_id: int | None) -> None:
    db.session.add(LogGap(kind=kind, comment_id=comment_id))
    db.session.flush()
