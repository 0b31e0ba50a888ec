"""What of the moderation log is hashed, and how: SHA-256 of lines, each a name and a value.

A digest of a note is made with a salt that goes with the note: without it nobody can try words.
"""

import hashlib
from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, String, type_coerce

from ethreader.base.db import table_of
from ethreader.comments.log import StateChange

BEGINNING = "0" * 64
"""the hash before the first link"""

_changes = table_of(StateChange)
_PLAIN = ("comment_id", "moderator_id", "was_pinned", "was_reviewed", "seen_report")
_WORDS = ("from_state", "to_state", "cause", "reason")

# Choices come as the texts that are stored: what somebody wrote past the site may be none of ours.
CHANGE: tuple[ColumnElement[Any], ...] = (
    _changes.c.id,
    _changes.c.position,
    _changes.c.note,
    _changes.c.note_salt,
    _changes.c.changed_at,
    *(_changes.c[name] for name in _PLAIN),
    *(type_coerce(_changes.c[name], String).label(name) for name in _WORDS),
)


def digest_of_note(note: str, *, salt: str) -> str:
    """Return what the chain knows of a note; nothing where there is none."""
    return _sha256(f"{salt}\n{note}") if note else ""


def digest_of_change(change: Mapping[Any, Any], *, day: object, note_digest: str) -> str:
    """Return what a link says of a change, whose note and hour may go."""
    fields = {name: change[name] for name in (*_PLAIN, *_WORDS)}
    return _lines({**fields, "day": day, "note": note_digest})


def hash_of_link(link: Mapping[Any, Any]) -> str:
    """Return the hash by which the next link holds on to this one."""
    names = ("position", "kind", "comment_id", "day", "note_digest", "content", "previous")
    return _lines({name: link[name] for name in names})


def _lines(fields: Mapping[Any, Any]) -> str:
    """Digest named values; `none` and numbers are written alike whichever database they are of."""
    return _sha256("\n".join(f"{name}={_written(value)}" for name, value in fields.items()))


def _written(value: Any) -> str:
    if value is None:
        return ""
    return str(int(value)) if isinstance(value, bool) else str(value)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
