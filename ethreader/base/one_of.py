"""“Is one of”, with as many values as there are: one statement for any number, compiled once."""

import json
from collections.abc import Collection
from typing import Any

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Dialect,
    Text,
    TypeDecorator,
    bindparam,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement


class Values(TypeDecorator[Collection[Any]]):
    """Some values as one: an array, which SQLite is given as JSON."""

    impl = Text
    cache_ok = True

    def __init__(self, of: Any) -> None:
        super().__init__()
        self.of = of

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        """Return what a database has for it."""
        return dialect.type_descriptor(Text() if dialect.name == "sqlite" else ARRAY(self.of))

    def process_bind_param(self, value: Collection[Any] | None, dialect: Dialect) -> Any:
        """Return the values as a database takes them."""
        return json.dumps(value) if dialect.name == "sqlite" else value


class EachOf(FunctionElement[Any]):
    """The values as rows, each once or more often."""

    inherit_cache = True


def one_of(column: Any, name: str) -> ColumnElement[bool]:
    """Return the condition that a column has one of the values that are given by a name."""
    given = EachOf(bindparam(name, type_=Values(column.type)))
    condition: ColumnElement[bool] = column.op("IN", is_comparison=True)(given)
    return condition


@compiles(EachOf)
def _of_array(element: EachOf, compiler: Any, **how: Any) -> str:
    return f"(SELECT unnest({compiler.process(element.clauses, **how)}))"


@compiles(EachOf, "sqlite")
def _of_json(element: EachOf, compiler: Any, **how: Any) -> str:
    values = compiler.process(element.clauses, **how)
    return f"(SELECT value FROM json_each({values}))"  # noqa: S608 - it names a parameter
