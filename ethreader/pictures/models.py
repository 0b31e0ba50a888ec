"""Pictures and documents: what the site knows of the files in its instance folder."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from ethreader.base.db import Key, Model
from ethreader.base.own_files import document_file, picture_file

FileName = String(32)
Digest = String(64)


class Picture(Model):
    """A picture, by its size; its files are named after it.

    The words are those that were given with it last. Whoever shows it has words of its own.
    """

    __tablename__ = "picture"

    id: Mapped[Key]
    name: Mapped[str] = mapped_column(FileName, unique=True)  # Random: it is in URLs.
    digest: Mapped[str] = mapped_column(Digest, index=True)  # Of what is seen, and nothing else.
    alt: Mapped[str] = mapped_column(String(300))
    credit: Mapped[str] = mapped_column(String(200))
    width: Mapped[int]
    height: Mapped[int]

    @property
    def file(self) -> str:
        """The name by which texts call it."""
        return picture_file(self.name)


class Document(Model):
    """A PDF that readers can download."""

    __tablename__ = "document"

    id: Mapped[Key]
    name: Mapped[str] = mapped_column(FileName, unique=True)
    digest: Mapped[str] = mapped_column(Digest, index=True)
    title: Mapped[str] = mapped_column(String(200))
    size: Mapped[int]  # Bytes.

    @property
    def file(self) -> str:
        """The name by which texts call it."""
        return document_file(self.name)


class Pictured:
    """A row that can have a picture, with words of its own; the column goes with the picture."""

    picture_id: Mapped[int | None] = mapped_column(
        ForeignKey("picture.id", ondelete="SET NULL"), index=True
    )
    picture_alt: Mapped[str] = mapped_column(String(300), default="")
    picture_credit: Mapped[str] = mapped_column(String(200), default="")

    @declared_attr
    def picture(cls) -> Mapped[Picture | None]:  # noqa: N805 - SQLAlchemy hands over the class
        """The picture, read with the row."""
        return relationship(Picture, lazy="joined", passive_deletes=True)
