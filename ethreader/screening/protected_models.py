"""Names that must not be read on the site, kept so that nobody can read them here either."""

from datetime import date

from sqlalchemy import SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from ethreader.base.db import Key, Model

LABEL_LIMIT = 60


class ProtectedName(Model):
    """A name that moderators protect: its digest under the site's secret, a label and a day."""

    __tablename__ = "protected_name"

    id: Mapped[Key]
    label: Mapped[str] = mapped_column(String(LABEL_LIMIT))  # What moderators call it.
    digest: Mapped[str] = mapped_column(String(32), unique=True)
    words: Mapped[int] = mapped_column(SmallInteger)  # How many the name has.
    key_mark: Mapped[str] = mapped_column(String(8))  # By which secret: another one knows it not.
    added_on: Mapped[date]
