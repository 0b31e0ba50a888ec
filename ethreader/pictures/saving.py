"""Taking in pictures and documents: made ready beside what counts, then taken in or thrown away.

Decoding takes a second, and nobody waits for it: it is done before the database's lock is taken.
"""

from dataclasses import dataclass
from typing import BinaryIO

from sqlalchemy import event
from sqlalchemy.orm import Session, SessionTransaction

from ethreader.base.db import db
from ethreader.base.own_files import document_file, picture_file
from ethreader.pictures.file_names import new_name
from ethreader.pictures.models import Document, Picture
from ethreader.pictures.pdf_reading import digest_of_pdf, read_pdf
from ethreader.pictures.queries import (
    document_by_name,
    document_with,
    picture_by_name,
    picture_seen_as,
)
from ethreader.pictures.shelf import own_shelf

TAKEN_IN = "ethreader.files_taken_in"


@dataclass(frozen=True, kw_only=True)
class ReadyPicture:
    """A picture whose files are ready, and that nobody sees yet."""

    name: str
    digest: str
    alt: str
    credit: str
    width: int
    height: int

    @property
    def file(self) -> str:
        """The name by which texts will call it."""
        return picture_file(self.name)


@dataclass(frozen=True, kw_only=True)
class ReadyDocument:
    """A document that is ready, and that nobody can download yet."""

    name: str
    digest: str
    title: str
    size: int

    @property
    def file(self) -> str:
        """The name by which texts will call it."""
        return document_file(self.name)


Ready = ReadyPicture | ReadyDocument


def save_picture(stream: BinaryIO, *, alt: str, credit: str) -> Picture:
    """Take in a picture; one that looks the same is the same. Raises `FileRefused`.

    Its files go again if the transaction does not last.
    """
    return take_in_picture(ready_picture(stream, alt=alt, credit=credit))


def save_document(stream: BinaryIO, *, title: str) -> Document:
    """Take in a PDF; one with the same bytes is the same. Raises `FileRefused`."""
    return take_in_document(ready_document(stream, title=title))


def ready_picture(
    stream: BinaryIO, *, alt: str, credit: str, names: dict[str, str] | None = None
) -> ReadyPicture:
    """Make a picture's files, unless the site has it; raises `FileRefused`.

    `names` remembers by digest what else was made ready, where that is more than one.
    """
    # What decodes loads 6 MB, which readers' pages need not.
    from ethreader.pictures.encoding import digest_of, encoded  # noqa: PLC0415
    from ethreader.pictures.image_reading import read_image  # noqa: PLC0415

    image = read_image(stream)
    digest = digest_of(image)
    names = {} if names is None else names
    known = picture_seen_as(digest)
    is_new = known is None and digest not in names
    name = known.name if known else names.setdefault(digest, new_name())
    if is_new or (known and not own_shelf().picture(name).exists()):
        own_shelf().put_aside(name, encoded(image))
    return ReadyPicture(
        name=name, digest=digest, alt=alt, credit=credit, width=image.width, height=image.height
    )


def ready_document(
    stream: BinaryIO, *, title: str, names: dict[str, str] | None = None
) -> ReadyDocument:
    """Put a document aside, unless the site has it; raises `FileRefused`."""
    content = read_pdf(stream)
    digest = digest_of_pdf(content)
    names = {} if names is None else names
    known = document_with(digest)
    is_new = known is None and digest not in names
    name = known.name if known else names.setdefault(digest, new_name())
    if is_new or (known and not own_shelf().document(name).exists()):
        own_shelf().put_document_aside(name, content)
    return ReadyDocument(name=name, digest=digest, title=title, size=len(content))


def take_in_picture(ready: ReadyPicture) -> Picture:
    """Let the site have a picture that was made ready, with the words that go with it now."""
    picture = picture_by_name(ready.name) or Picture(name=ready.name)
    picture.digest = ready.digest
    picture.alt, picture.credit = ready.alt, ready.credit
    picture.width, picture.height = ready.width, ready.height
    _take_in(ready.name)
    db.session.add(picture)
    db.session.flush()
    return picture


def take_in_document(ready: ReadyDocument) -> Document:
    """Let the site have a document that was made ready, with its title of now."""
    document = document_by_name(ready.name) or Document(name=ready.name)
    document.digest, document.title, document.size = ready.digest, ready.title, ready.size
    _take_in(ready.name)
    db.session.add(document)
    db.session.flush()
    return document


def throw_away(ready: Ready) -> None:
    """Delete the files of what was made ready and is not taken in, unless the site has it."""
    if not (picture_by_name(ready.name) or document_by_name(ready.name)):
        own_shelf().remove(ready.name)


def _take_in(name: str) -> None:
    shelf = own_shelf()
    if shelf.take_in(name):
        taken = db.session().info.setdefault(TAKEN_IN, [])
        taken.append((shelf, name))


@event.listens_for(db.session, "after_commit")
def _keep(session: Session) -> None:
    if not session.in_nested_transaction():
        session.info.pop(TAKEN_IN, None)


@event.listens_for(db.session, "after_transaction_end")
def _put_out(session: Session, ended: SessionTransaction) -> None:
    """Delete the files of rows that were not committed."""
    if ended.parent is None:
        for shelf, name in session.info.pop(TAKEN_IN, ()):
            shelf.remove(name)
