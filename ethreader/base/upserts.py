"""`INSERT … ON CONFLICT`, as each of the two databases has it."""

from importlib import import_module
from typing import Any


def insert_for(dialect: str, table: Any) -> Any:
    """Return an insert of that dialect's own; what belongs to the other one is never loaded."""
    return import_module(f"sqlalchemy.dialects.{dialect}").insert(table)
