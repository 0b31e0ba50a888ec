"""`flask database` and `flask settings`: the schema, and what can be set."""

import click
from flask.cli import AppGroup, with_appcontext

from ethreader.base.settings_table import settings_table
from ethreader.ops.in_use import in_use
from ethreader.ops.late_commands import say_beside
from ethreader.ops.readiness import upgrade_schema
from ethreader.ops.starting import one_start_at_a_time
from ethreader.web.current import settings

database = AppGroup("database", help="The schema of the database.")


@database.command("upgrade")
@with_appcontext
def upgrade_database() -> None:
    """Bring the schema up to date; the embedded database does so by itself."""
    with in_use(settings().instance), one_start_at_a_time(say_beside):
        upgrade_schema()
    click.echo("The database is up to date.")


@click.command("settings")
def settings_command() -> None:
    """Print the table of settings that the README shows."""
    click.echo(settings_table())
