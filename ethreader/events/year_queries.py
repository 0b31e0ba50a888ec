"""In which years there are events, found by stepping from year to year through an index."""

from typing import Any

from sqlalchemy import Date, func, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from ethreader.base.db import db
from ethreader.events.models import Event
from ethreader.events.queries import IS_PAGE


class _FirstOfYear(FunctionElement[Any]):
    """The first day of the year of a day."""

    type = Date()
    inherit_cache = True


@compiles(_FirstOfYear)
def _by_truncating(element: _FirstOfYear, compiler: SQLCompiler, **given: Any) -> str:
    return f"CAST(date_trunc('year', {compiler.process(element.clauses, **given)}) AS DATE)"


@compiles(_FirstOfYear, "sqlite")
def _by_writing(element: _FirstOfYear, compiler: SQLCompiler, **given: Any) -> str:
    return f"strftime('%Y-01-01', {compiler.process(element.clauses, **given)})"


_latest = select(func.max(Event.first_day).label("day")).where(IS_PAGE).cte(recursive=True)
_before = select(func.max(Event.first_day)).where(
    IS_PAGE, Event.first_day < _FirstOfYear(_latest.c.day)
)
_steps = _latest.union_all(
    select(_before.correlate(_latest).scalar_subquery()).where(_latest.c.day.is_not(None))
)
YEARS = select(_steps.c.day).where(_steps.c.day.is_not(None))


def years_of_events() -> list[int]:
    """Return the years in which an event with a page begins, the latest first."""
    return [day.year for day in db.session.scalars(YEARS)]
