"""Commands that run the site: serving, the database, set-up."""

from contextlib import nullcontext

import click
from flask import Flask
from flask.cli import AppGroup, with_appcontext

from ethreader.accounts.commands import moderator
from ethreader.base.db import begin_write_transaction, db, truncate_wal
from ethreader.base.settings import WrongSetting
from ethreader.base.settings_table import settings_table
from ethreader.comments.commands import comments
from ethreader.demo.commands import demo_group
from ethreader.demo.service import load_demo
from ethreader.disclosure.commands import privacy
from ethreader.events.queries import has_events
from ethreader.mail.commands import mail
from ethreader.ops.assets import NotFetched, fetch
from ethreader.ops.readiness import DatabaseNotReady, prepare_database, upgrade_schema
from ethreader.retention.service import replay
from ethreader.transfer.commands import content
from ethreader.web.assets import HTMX
from ethreader.web.current import now, settings

database = AppGroup("database", help="The schema of the database.")


assets = AppGroup("assets", help="Libraries for the browser.")


def register_commands(app: Flask) -> None:
    """Make the commands known to `flask`."""
    for group in (content, moderator, comments, mail, privacy, database, demo_group, assets):
        app.cli.add_command(group)
    app.cli.add_command(serve_command)
    app.cli.add_command(settings_command)


@database.command("upgrade")
@with_appcontext
def upgrade_database() -> None:
    """Bring the schema up to date; the embedded database does so by itself."""
    upgrade_schema()
    click.echo("The database is up to date.")


@assets.command("fetch")
def fetch_assets() -> None:
    """Fetch the site's own copy of htmx, checked against its hash."""
    try:
        path = fetch(HTMX)
    except NotFetched as problem:
        message = (
            f"Note: {problem} The site works without its own copy: pages ask the CDN, and where "
            "that does not answer either, they work by ordinary page loads."
        )
        click.echo(message, err=True)
    else:
        click.echo(f"{path.name} is in place.")


@click.command("settings")
def settings_command() -> None:
    """Print the table of settings that the README shows."""
    click.echo(settings_table())


@click.command("serve")
@click.option("--demo", is_flag=True, help="Load the demo content into an empty database first.")
@click.option("--with-mail", is_flag=True, help="Run the mail process beside the site.")
@with_appcontext
def serve_command(demo: bool, with_mail: bool) -> None:
    """Run the site on its production server."""
    from ethreader.ops.server import mail_process, refuse_taken_port, serve

    try:
        refuse_taken_port(settings())
        prepare_database()
    except (WrongSetting, DatabaseNotReady) as problem:
        message = f"The site cannot start. {problem}"
        raise click.ClickException(message) from None
    _replay_erasures()
    if demo:
        begin_write_transaction()  # Or two starts at once both find it empty.
        if not has_events():
            load_demo(default_zone=settings().time_zone, now=now())
            db.session.commit()
            click.echo("The database was empty: the demo content is loaded.")
    db.session.remove()
    db.engine.dispose()  # The worker opens its own connections.
    welcome = f"The site is at {settings().base_url} – Ctrl+C stops it."
    with mail_process() if with_mail else nullcontext():
        serve(settings(), announce=lambda: click.echo(welcome))


def _replay_erasures() -> None:
    """Erase anew what an older database, put back from a backup, has brought back."""
    begin_write_transaction()
    if replay(ledger_folder=settings().instance, now=now()):
        db.session.commit()
        truncate_wal()
    db.session.rollback()
