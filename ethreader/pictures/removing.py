"""Removing pictures and documents, with all their files: on demand, after a restore, unused."""

from datetime import datetime, timedelta

from sqlalchemy import select

from ethreader.base.db import db
from ethreader.pictures.models import Document, Picture
from ethreader.pictures.queries import document_by_name, picture_by_name
from ethreader.pictures.service import names_in_use
from ethreader.pictures.shelf import own_shelf

UNUSED_DAYS = 7  # So long a new file may wait for the text that shows it.


def remove(name: str, _now: datetime) -> bool:
    """Delete a picture or document for good: rows and files of all that is the same.

    The files go at once. What shows the picture goes on without it.
    """
    names = {name, *_alike(Picture, name), *_alike(Document, name)}
    return sum(map(_delete, sorted(names))) > 0


def remove_unused(now: datetime) -> int:
    """Delete what nothing shows and is no longer new, rows or not; tell how many that was."""
    shelf = own_shelf()
    old = shelf.names_older_than(now - timedelta(days=UNUSED_DAYS))
    unused = old - names_in_use() if old else old
    return sum(_delete(each) for each in sorted(unused))


def _alike(kind: type[Picture | Document], name: str) -> set[str]:
    digest = select(kind.digest).where(kind.name == name).scalar_subquery()
    return set(db.session.scalars(select(kind.name).where(kind.digest == digest)))


def _delete(name: str) -> bool:
    known = picture_by_name(name), document_by_name(name)
    for row in filter(None, known):
        db.session.delete(row)
    db.session.flush()
    db.session.expire_all()  # The database has taken the picture off what showed it.
    return own_shelf().remove(name) or any(known)
