"""Commands: thin, they call services. `flask --help` lists them."""

from contextlib import nullcontext
from pathlib import Path

import click
from flask import Flask
from flask.cli import AppGroup, with_appcontext

from ethreader.accounts.service import add_moderator, renew_link
from ethreader.authors.service import replay_erasures
from ethreader.comments.queries import waiting_count
from ethreader.comments.service import publish_all_waiting
from ethreader.config import WrongSetting, settings_table
from ethreader.current import settings
from ethreader.db import begin_writing, db, utcnow, wipe_log
from ethreader.demo import load_demo, load_many
from ethreader.events.queries import there_are_events
from ethreader.mail.commands import mail, privacy
from ethreader.privacy.ledger import erased_names
from ethreader.readiness import DatabaseNotReady, prepare_database, upgrade_schema
from ethreader.refusals import Refusal
from ethreader.transfer.exporting import export_files
from ethreader.transfer.importing import import_files
from ethreader.vendor import HTMX, NotFetched, fetch

content = AppGroup("content", help="Articles, speakers and organisations as files.")
moderator = AppGroup("moderator", help="Who may decide about comments.")
comments = AppGroup("comments", help="What readers wrote.")
database = AppGroup("database", help="The schema of the database.")
demo_group = AppGroup("demo", help="Content for trials; never for a real site.")
assets = AppGroup("assets", help="Libraries for the browser.")


def register_commands(app: Flask) -> None:
    """Make the commands known to `flask`."""
    for group in (content, moderator, comments, mail, privacy, database, demo_group, assets):
        app.cli.add_command(group)
    app.cli.add_command(serve_command)
    app.cli.add_command(settings_command)


@content.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
def import_content(paths: tuple[Path, ...]) -> None:
    """Import Markdown files, or all below a folder. Each is taken whole or not at all."""
    prepare_database()
    taken = refused = 0
    begin_writing()
    for outcome in import_files(paths, default_zone=settings().time_zone):
        if outcome.refusal is None:
            db.session.commit()
            begin_writing()
            taken += 1
        else:
            click.echo(f"Refused: {outcome.refusal}", err=True)
            refused += 1
    db.session.commit()
    click.echo(f"{taken} imported, {refused} refused.")
    if refused or not taken:
        raise SystemExit(1)


@content.command("export")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
def export_content(folder: Path) -> None:
    """Write all content as files that `import` takes back."""
    prepare_database()
    try:
        count = sum(1 for _ in export_files(folder))
    except OSError as problem:
        message = f"{problem.filename} cannot be written ({problem.strerror})."
        raise click.ClickException(message) from None
    click.echo(f"{count} files written below {folder}.")


@moderator.command("add")
@click.argument("name")
def add(name: str) -> None:
    """Add a moderator and print the link with which they set their password."""
    name = _moderator_name(name)
    prepare_database()
    begin_writing()
    try:
        token = add_moderator(name, now=utcnow())
    except Refusal as refusal:
        raise click.ClickException(str(refusal.sentence)) from None
    db.session.commit()
    _print_link(name, token)


@moderator.command("link")
@click.argument("name")
def link(name: str) -> None:
    """Print a new sign-in link for a moderator; older ones stop working."""
    prepare_database()
    begin_writing()
    try:
        token = renew_link(name, now=utcnow())
    except Refusal as refusal:
        raise click.ClickException(str(refusal.sentence)) from None
    db.session.commit()
    _print_link(name, token)


@comments.command("publish")
@click.option("--waiting", is_flag=True, required=True, help="All that waits in the queue.")
@click.option("--yes", is_flag=True, help="Do not ask first.")
def publish(waiting: bool, yes: bool) -> None:
    """Publish all that waits, for instance after moving in from another system."""
    prepare_database()
    count = waiting_count()
    if not count:
        click.echo("Nothing waits.")
        return
    if not yes:
        click.confirm(f"Publish {count} waiting comments without reading them?", abort=True)
    begin_writing()
    published = publish_all_waiting()
    db.session.commit()
    click.echo(f"{published} published.")


@database.command("upgrade")
@with_appcontext
def upgrade_database() -> None:
    """Bring the schema up to date; the embedded database does so by itself."""
    upgrade_schema()
    click.echo("The database is up to date.")


@demo_group.command("comments")
@click.argument("count", type=click.IntRange(1, 1_000_000))
def seed_comments(count: int) -> None:
    """Put COUNT published comments under the demo article."""
    prepare_database()
    now, zone = utcnow(), settings().time_zone
    begin_writing()
    if not there_are_events():
        load_demo(default_zone=zone, now=now)
    event = load_many(count, zone=zone, now=now)
    if event is None:
        message = "The demo article is not here, so there is nowhere to put the comments."
        raise click.ClickException(message)
    db.session.commit()
    click.echo(f"{count} comments are under {settings().base_url}/events/{event.slug}/")


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
    from ethreader.serve import (
        mail_process,
        refuse_taken_port,
        serve,
    )  # The server is needed here only.

    try:
        refuse_taken_port(settings())
        prepare_database()
    except (WrongSetting, DatabaseNotReady) as problem:
        message = f"The site cannot start. {problem}"
        raise click.ClickException(message) from None
    _replay_erasures()
    if demo:
        begin_writing()  # Before the look, or two starts at once would both find it empty.
        if not there_are_events():
            load_demo(default_zone=settings().time_zone, now=utcnow())
            db.session.commit()
            click.echo("The database was empty: the demo content is loaded.")
    db.session.remove()
    db.engine.dispose()  # The worker opens its own connections.
    welcome = f"The site is at {settings().base_url} – Ctrl+C stops it."
    with mail_process() if with_mail else nullcontext():
        serve(settings(), announce=lambda: click.echo(welcome))


def _replay_erasures() -> None:
    """Erase anew what an older database, put back from a backup, has brought back."""
    begin_writing()
    if replay_erasures(erased_names(settings().instance)):
        db.session.commit()
        wipe_log()
    db.session.rollback()


def _moderator_name(name: str) -> str:
    name = name.strip()
    if not 0 < len(name) <= 80 or not name.isprintable():
        message = "Give the moderator a name of 1 to 80 visible characters."
        raise click.ClickException(message)
    return name


def _print_link(name: str, token: str) -> None:
    click.echo(f"This link lets {name} set a password. It works once, within 24 hours:")
    click.echo(f"{settings().base_url}/moderation/link/{token}")
