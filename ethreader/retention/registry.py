"""What features hold of people and how it goes, registered by the place where the parts meet.

This stands below the features that hold something, so that it knows none of them.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement
from sqlalchemy.orm import InstrumentedAttribute

Column = InstrumentedAttribute[Any]
# Erases what a name of the ledger stands for; tells whether anything was there.
Eraser = Callable[[str, datetime], bool]
# The names of what is erased and has left a row behind.
Erased = Callable[[], Iterable[str]]
# Deletes what has been kept long enough; tells how much that was.
Sweep = Callable[[datetime], int]
# Gets ready for a sweep what takes long, before the lock in which it works.
Preparation = Callable[[datetime], None]


@dataclass(frozen=True, kw_only=True, eq=False)
class ExactMoment:
    """A moment that becomes a day, `unless` (a condition on its row) it is still needed."""

    column: Column
    unless: ColumnElement[bool] | None = None


@dataclass(frozen=True, kw_only=True, eq=False)
class Leftovers:
    """What an index of the database's own keeps of erased words, in tables that are no model's."""

    has_some: Callable[[], bool]
    take_out: Callable[[], None]
    tables: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class Holding:
    """What one feature holds of people, and how it goes."""

    # By the kinds of names that the ledger knows.
    erasers: Mapping[str, Eraser] = field(default_factory=dict)
    erased: Mapping[str, Erased] = field(default_factory=dict)
    # Columns that name a comment: rows that are deleted with its text, and mentions that are
    # taken out of rows which stay.
    about_comments: tuple[Column, ...] = ()
    mentions: tuple[Column, ...] = ()
    moments: tuple[ExactMoment, ...] = ()
    # Other columns out of whose tables the erasers delete.
    erased_from: tuple[Column, ...] = ()
    # By what is counted.
    sweeps: Mapping[str, Sweep] = field(default_factory=dict)
    before_sweeps: tuple[Preparation, ...] = ()
    leftovers: Leftovers | None = None
    # What an older database must not bring back, beside what the ledger names.
    after_restore: tuple[Callable[[datetime], None], ...] = ()


_HOLDINGS: list[Holding] = []


def register_holdings(holdings: Iterable[Holding]) -> None:
    """Take what all features hold, in place of what was registered before."""
    _HOLDINGS[:] = holdings


def holdings() -> tuple[Holding, ...]:
    """Return what all features hold."""
    return tuple(_HOLDINGS)
