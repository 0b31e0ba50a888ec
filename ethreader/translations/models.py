"""What is told in a language of its own, and by its texts in more of them."""

from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import ColumnElement, String, Text, column, select, table
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column

from ethreader.base.content_state import ContentKind
from ethreader.base.db import Model

PARTS = ("role", "affiliation", "topic")  # What is said of each person in a row.


class TextInLanguage:
    """The words of something in one more language; all else is its original's.

    What has this as a base has a key called as `ORIGINALS` says, with `_id`, and the original
    itself under that name.
    """

    KIND: ClassVar[ContentKind]
    ORIGINALS: ClassVar[str]  # The table of the originals.
    LINES: ClassVar[tuple[str, ...]]  # What it says, beside `body`, in the order of its digest:
    ROWS: ClassVar[tuple[str, ...]] = ()  # [{"speaker": slug, "role": …, …}]

    if TYPE_CHECKING:
        id: Mapped[Any]

    # The code of a language of the interface.
    language: Mapped[str] = mapped_column(String(20), sort_order=1)
    headline: Mapped[str] = mapped_column(String(300), sort_order=1)
    body: Mapped[str] = mapped_column(Text, sort_order=2)  # Markdown.
    body_html: Mapped[str] = mapped_column(Text, sort_order=2)

    # The digest of the original it says.
    based_on: Mapped[str] = mapped_column(String(16), sort_order=2)
    is_made_by_machine: Mapped[bool] = mapped_column(sort_order=2)

    @property
    def original(self) -> "Original":
        """What it says in another language."""
        original: Original = getattr(self, self.ORIGINALS)
        return original

    @classmethod
    def original_id(cls) -> Any:
        """Return the column that says whose text it is."""
        return getattr(cls, f"{cls.ORIGINALS}_id")

    @hybrid_property
    def slug(self) -> str:
        """The name of its file, like `meeting.de`."""
        return f"{self.original.slug}.{self.language}"

    @slug.inplace.expression
    @classmethod
    def _slug(cls) -> ColumnElement[str]:
        originals = table(cls.ORIGINALS, column("id"), column("slug", String))
        original = select(originals.c.slug).where(originals.c.id == cls.original_id())
        name: ColumnElement[str] = original.scalar_subquery() + "." + cls.language
        return name


class Original(Model):
    """What has a language, and texts in more of them; it says itself what they say."""

    __abstract__ = True

    TEXT: ClassVar[type[TextInLanguage]]
    SAYS_OF: ClassVar[tuple[str, ...]] = ()  # Relationships that it says something of.

    if TYPE_CHECKING:
        id: Mapped[Any]
        slug: Mapped[Any]
        language: Mapped[str]
        headline: Mapped[str]
        body: Mapped[str]
        body_html: Mapped[str]
        texts: Mapped[list[Any]]

    @property
    def has_page(self) -> bool:
        """Whether there is a page to read: what is a fact alone misses no language."""
        return True
