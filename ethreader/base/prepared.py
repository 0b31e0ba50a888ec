"""Statements that run for every comment: compiled once, and then handed to SQLite's driver.

Around each statement SQLAlchemy does several times the work that SQLite does for it. To a server
a statement takes a round, beside which that is little: there SQLAlchemy runs it as any other.
"""

from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Dialect, Enum

from ethreader.base import driver
from ethreader.base.db import connection

Values = Mapping[str, Any]
Change = Callable[[Any], Any]
Row = Callable[[Iterable[Any]], Any]


@dataclass(frozen=True, kw_only=True)
class Compiled:
    """A statement as the driver takes it: its text, its values, and what its rows are."""

    text: str
    fixed: Mapping[str, Any]
    """what the statement itself says, as the driver takes it"""

    changed: Sequence[tuple[str, Change]]
    """which of the values that come with each run the driver takes otherwise, and how"""

    read: Sequence[tuple[int, Change]]
    """which of a row's values are read by something, and by what"""


class Prepared:
    """A statement on plain values, which says which by name; it is given the same ones each time.

    An insert is given all columns that have no plain default. `row` makes a row of its values.
    """

    def __init__(self, statement: Any, *, row: Row | None = None) -> None:
        self._statement = statement
        self._row = row or _named(statement)
        self._compiled: dict[tuple[str, ...], Compiled] = {}

    def rows(self, values: Values) -> Sequence[Any]:
        """Run it in the current transaction, and return the rows that it has or returns."""
        on = connection()
        if on.dialect.name != "sqlite":
            return list(map(self._row, on.execute(self._statement, values)))
        compiled = self._compiled_for(on.dialect, values)
        found = _run(on, compiled, values)
        if compiled.read:
            found = [_read_by(compiled.read, row) for row in found]
        return list(map(self._row, found))

    def row(self, values: Values) -> Any:
        """Run it, and return its one row, or nothing."""
        rows = self.rows(values)
        return rows[0] if rows else None

    def run(self, values: Values) -> None:
        """Run what has no rows."""
        self.run_each([values])

    def run_each(self, rows: Sequence[Values]) -> None:
        """Run what has no rows with each of some values."""
        on = connection()
        if on.dialect.name != "sqlite":
            on.execute(self._statement, rows)
            return
        for values in rows:
            _run(on, self._compiled_for(on.dialect, values), values)

    def _compiled_for(self, dialect: Dialect, values: Values) -> Compiled:
        names = tuple(values)
        if names not in self._compiled:
            self._compiled[names] = _compile(self._statement, dialect, names)
        return self._compiled[names]


def _run(on: Connection, compiled: Compiled, values: Values) -> Sequence[Sequence[Any]]:
    changed = {name: change(values[name]) for name, change in compiled.changed}
    return driver.run(on, compiled.text, {**compiled.fixed, **values, **changed})


def _read(change: Change | None, value: Any) -> Any:
    return value if change is None else change(value)


def _read_by(changes: Iterable[tuple[int, Change]], row: Iterable[Any]) -> list[Any]:
    values = list(row)
    for place, change in changes:
        values[place] = change(values[place])
    return values


def _named(statement: Any) -> Row:
    columns = getattr(statement, "exported_columns", ())
    names = [each.key for each in columns]
    row: Any = namedtuple("Row", names)  # type: ignore[misc] # noqa: PYI024 - named by it
    make: Row = row._make
    return make


def _compile(statement: Any, dialect: Any, names: tuple[str, ...]) -> Compiled:
    by_name = type(dialect)(paramstyle="named")
    compiled = statement.compile(dialect=by_name, column_keys=names)
    taken = {name: _taking(bound.type, by_name) for name, bound in compiled.binds.items()}
    said = {**_defaults(statement), **_without_gaps(compiled.params)}
    columns = getattr(statement, "exported_columns", ())
    read = [_reading(each.type, by_name) for each in columns]
    return Compiled(
        text=str(compiled),
        fixed={name: _read(taken[name], said.get(name)) for name in taken if name not in names},
        changed=[(name, change) for name in names if (change := taken[name]) is not None],
        read=[(place, change) for place, change in enumerate(read) if change is not None],
    )


def _taking(kind: Any, dialect: Dialect) -> Change | None:
    """Return how the driver takes a value of a kind, if not as it is."""
    if isinstance(kind, Enum) and kind.enum_class is not None:
        values: dict[Any, Any] = {None: None, **{each: each.value for each in kind.enum_class}}
        return values.__getitem__
    change: Change | None = kind.dialect_impl(dialect).bind_processor(dialect)
    return change


def _reading(kind: Any, dialect: Dialect) -> Change | None:
    """Return how a value of a kind is read, if not as the driver gives it."""
    if isinstance(kind, Enum) and kind.enum_class is not None:
        members: dict[Any, Any] = {None: None, **{each.value: each for each in kind.enum_class}}
        return members.__getitem__
    change: Change | None = kind.dialect_impl(dialect).result_processor(dialect, None)
    return change


def _without_gaps(values: Values) -> Values:
    return {name: value for name, value in values.items() if value is not None}


def _defaults(statement: Any) -> dict[str, Any]:
    columns = statement.table.columns if getattr(statement, "is_insert", False) else ()
    defaults = ((each.key, each.default) for each in columns)
    return {key: default.arg for key, default in defaults if default and default.is_scalar}
