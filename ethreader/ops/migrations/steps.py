"""The steps between schemas, as Alembic runs them; imported by what has a step to run."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection


def run_steps(connection: Connection, *, to: str = "head") -> None:
    """Bring the database from the schema that it has to another one."""
    config = configuration()
    config.attributes["connection"] = connection
    command.upgrade(config, to)


def configuration() -> Config:
    """Return where Alembic finds the steps."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.set_main_option("path_separator", "os")
    return config
