"""Schemas of every revision, and what they hold."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import MetaData, select

from ethreader.base.connecting import make_file
from ethreader.base.db import Base, db
from tests.conftest import ROOT

Row = dict[str, Any]
INDEX = "search_index"


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(ROOT / "ethreader" / "ops" / "migrations"))
    config.set_main_option("path_separator", "os")
    return config


def revisions() -> list[str]:
    """Return all revisions, oldest first."""
    steps = ScriptDirectory.from_config(_config()).walk_revisions()
    return sorted(step.revision for step in steps)


def step(move: Callable[[Config, str], None], revision: str) -> None:
    """Move a schema that holds nothing to a revision, by Alembic alone."""
    config = _config()
    if db.engine.dialect.name == "sqlite":
        make_file(Path(str(db.engine.url.database)))
    with db.engine.begin() as connection:
        config.attributes["connection"] = connection
        move(config, revision)


def make_schema(revision: str) -> None:
    """Make the tables of a revision."""
    step(command.upgrade, revision)


def differences() -> list[Any]:
    """Return where the schema is another one than that of the models."""
    with db.engine.connect() as connection:
        options = {"compare_type": True, "include_object": _is_of_the_models}
        context = MigrationContext.configure(connection, opts=options)
        found: list[Any] = compare_metadata(context, Base.metadata)
        return found


def _is_of_the_models(_thing: object, name: str | None, kind: str, *_: object) -> bool:
    """Tell the models' tables from those that a database keeps as its index of them."""
    return kind != "table" or not str(name).startswith(INDEX)


def reflected() -> MetaData:
    """Return the tables as they stand in the database, but for Alembic's own and the index."""
    schema = MetaData()
    with db.engine.connect() as connection:
        schema.reflect(connection, only=lambda name, _: not name.startswith(INDEX))
    schema.remove(schema.tables["alembic_version"])
    return schema


def content() -> dict[str, list[Row]]:
    """Return all rows of all tables, by their keys."""
    with db.engine.connect() as connection:
        return {
            table.name: [
                dict(row)
                for row in connection.execute(select(table).order_by(*table.primary_key)).mappings()
            ]
            for table in reflected().sorted_tables
        }
