"""What the filter has learned: numbers, and no text."""

from datetime import date

from sqlalchemy import Double, LargeBinary, SmallInteger
from sqlalchemy.orm import Mapped, mapped_column

from ethreader.base.db import Key, Model

FILTER = 1


class LearnedFilter(Model):
    """One row: the weights of words and pieces of words that several comments had in common."""

    __tablename__ = "learned_filter"

    id: Mapped[Key]
    number: Mapped[int]  # Grows with each training: processes see by it that there is a new one.
    features: Mapped[int] = mapped_column(SmallInteger)  # The version of `features` it is made for.
    trained_on: Mapped[date]
    published: Mapped[int]  # How many comments it has learned from, of either kind.
    spam: Mapped[int]
    bias: Mapped[float] = mapped_column(Double)
    threshold: Mapped[float] = mapped_column(Double)
    weights: Mapped[bytes] = mapped_column(LargeBinary)
