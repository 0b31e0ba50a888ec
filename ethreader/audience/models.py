"""What is kept of the readers: sums."""

from datetime import date

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from ethreader.base.db import Model

WHOLE_SITE = ""  # The path of the sums over all pages: one visitor of three pages is one here.


class AudienceDay(Model):
    """How often a page was read on a day (of UTC), and by how many visitors."""

    __tablename__ = "audience_day"

    day: Mapped[date] = mapped_column(primary_key=True)
    path: Mapped[str] = mapped_column(String(250), primary_key=True)
    views: Mapped[int]
    visitors: Mapped[int]
