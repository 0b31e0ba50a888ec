"""Reads about pictures and documents."""

from collections.abc import Collection, Sequence
from typing import TypeVar

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import InstrumentedAttribute as Attribute

from ethreader.base.db import db
from ethreader.base.own_files import names_in
from ethreader.pictures.models import Document, Picture, Pictured

Kind = TypeVar("Kind", Picture, Document)


def picture_by_name(name: str) -> Picture | None:
    """Return the picture called `name`."""
    return db.session.scalar(select(Picture).where(Picture.name == name))


def document_by_name(name: str) -> Document | None:
    """Return the document called `name`."""
    return db.session.scalar(select(Document).where(Document.name == name))


def picture_seen_as(digest: str) -> Picture | None:
    """Return the picture that looks exactly so."""
    return db.session.scalar(select(Picture).where(Picture.digest == digest).limit(1))


def document_with(digest: str) -> Document | None:
    """Return the document with exactly these bytes."""
    return db.session.scalar(select(Document).where(Document.digest == digest).limit(1))


def pictures_called(names: Collection[str]) -> dict[str, Picture]:
    """Return the pictures that are there of these names."""
    return {each.name: each for each in _of(Picture, names)}


def documents_called(names: Collection[str]) -> dict[str, Document]:
    """Return the documents that are there of these names."""
    return {each.name: each for each in _of(Document, names)}


def all_pictures() -> Sequence[Picture]:
    """Return all pictures, the latest first."""
    return db.session.scalars(select(Picture).order_by(Picture.id.desc())).all()


def all_names() -> set[str]:
    """Return the names of all pictures and documents."""
    return {*db.session.scalars(select(Picture.name)), *db.session.scalars(select(Document.name))}


def names_shown_by(
    kind: type[Pictured], text: Attribute[str], *which: ColumnElement[bool]
) -> set[str]:
    """Return the names of all that rows of a kind show, beside their texts and in them."""
    return portraits_of(kind, *which) | names_called_in(text, *which)


def portraits_of(kind: type[Pictured], *which: ColumnElement[bool]) -> set[str]:
    """Return the names of the pictures that rows of a kind show beside their texts."""
    beside = select(Picture.name).where(Picture.id.in_(select(kind.picture_id).where(*which)))
    return set(db.session.scalars(beside))


def names_called_in(text: Attribute[str], *which: ColumnElement[bool]) -> set[str]:
    """Return the names of all pictures and documents that texts call."""
    calling = select(text).where(or_(text.contains(".webp"), text.contains(".pdf")), *which)
    return set().union(*(names_in(each) for each in db.session.scalars(calling)))


def _of(kind: type[Kind], names: Collection[str]) -> Sequence[Kind]:
    return db.session.scalars(select(kind).where(kind.name.in_(names))).all() if names else ()
