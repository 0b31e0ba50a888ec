"""Commands that run the site: serving, mailing, the database, set-up.

The features' own commands are registered here too: before one of them works, the database is
looked after as its group needs it, so that no feature knows how. `--help` touches nothing.
"""

from collections.abc import Callable, Iterable
from contextlib import nullcontext
from copy import copy
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import click
from flask import Flask, current_app
from flask.cli import AppGroup, with_appcontext

from ethreader.base.db import db
from ethreader.base.settings import WrongSetting
from ethreader.base.settings_table import settings_table
from ethreader.base.site_url import record_site_url
from ethreader.mail.commands import mail
from ethreader.ops import mail_process
from ethreader.ops.assets import FOLDER, NotFetched, fetch
from ethreader.ops.backups.aside import aside_advice
from ethreader.ops.backups.commands import backup_command, restore_command
from ethreader.ops.boundary import told
from ethreader.ops.compiling import compile_all
from ethreader.ops.erasures import ledger_advice, replay_at_start
from ethreader.ops.files import most_files, refuse_few_files
from ethreader.ops.first_start import load_demo_if_empty, told_of_first_link
from ethreader.ops.in_use import in_use, use_until_the_end
from ethreader.ops.packing import pack_all
from ethreader.ops.readiness import (
    DatabaseNotReady,
    prepare_database,
    upgrade_schema,
)
from ethreader.ops.starting import one_start_at_a_time
from ethreader.search.commands import rebuild_if_due
from ethreader.web.assets import FONTS, HTMX, SERIF, Library
from ethreader.web.current import now, settings
from ethreader.web.extensions import limiter

WITHOUT_HTMX = (
    "The site works without its own copy: articles ask the CDN, and all other pages work by "
    "ordinary page loads."
)
WITHOUT_FONT = (
    "The site works without it: links to articles are shown without a picture elsewhere, and "
    "headlines stand in the letters that a device has."
)

say_beside = partial(click.echo, err=True)
database = AppGroup("database", help="The schema of the database.")
assets = AppGroup("assets", help="Files for the browser.")


@dataclass(frozen=True)
class Commands:
    """A feature's group of commands, and what looks after the database before each."""

    group: AppGroup
    first: Callable[[], None]


def register_commands(app: Flask, features: Iterable[Commands]) -> None:
    """Make the commands known to `flask`."""
    for each in features:
        app.cli.add_command(told(_guarded(each)))
    ours = (database, assets, serve_command, settings_command, backup_command, restore_command)
    for command in ours:
        app.cli.add_command(told(command))


def _guarded(commands: Commands) -> AppGroup:
    """Return a copy of a group whose commands look after the database first."""
    group = copy(commands.group)
    group.commands = {
        name: _after(commands.first, each) for name, each in commands.group.commands.items()
    }
    return group


def _after(first: Callable[[], None], command: click.Command) -> click.Command:
    work = command.callback

    @with_appcontext
    def look_first(**given: Any) -> None:
        with in_use(settings().instance):
            with one_start_at_a_time(say_beside):
                first()
            if work is not None:
                work(**given)

    guarded = copy(command)
    guarded.callback = look_first
    return guarded


@mail.command("run")
@click.option("--parent", type=int, default=0, hidden=True)  # The site, beside which it runs.
def run_mail(parent: int) -> None:
    """Send what is to be sent, until stopped: the one process that holds private keys."""
    mail_process.run(_app(), parent=parent)


@database.command("upgrade")
@with_appcontext
def upgrade_database() -> None:
    """Bring the schema up to date; the embedded database does so by itself."""
    with in_use(settings().instance), one_start_at_a_time(say_beside):
        upgrade_schema()
    click.echo("The database is up to date.")


@assets.command("fetch")
def fetch_assets() -> None:
    """Fetch what the site does not bring, checked by its hashes; compress files, compile pages."""
    # Only here are letters taken apart; other commands start without what does it.
    from ethreader.ops.serif import cut_parts

    _fetch_library(HTMX, without=WITHOUT_HTMX)
    if font := _fetch_library(SERIF, FONTS, without=WITHOUT_FONT):
        click.echo(f"{cut_parts(font)} parts of it for headlines are in place.")
    click.echo(f"{pack_all()} compressed forms of static files are in place.")
    click.echo(f"{compile_all(current_app.jinja_env)} compiled templates are in place.")


def _fetch_library(library: Library, folder: Path = FOLDER, *, without: str) -> Path | None:
    try:
        path = fetch(library, folder)
    except NotFetched as problem:
        click.echo(f"Note: {problem} {without}", err=True)
        return None
    click.echo(f"{path.name} is in place.")
    return path


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
    # Other commands start without the server's libraries.
    from ethreader.ops import server
    from ethreader.ops.memory import share_memory

    with one_start_at_a_time(say_beside):
        _make_ready()
        for advice in filter(None, (ledger_advice(settings()), aside_advice(settings()))):
            say_beside(advice)
        is_replayed = replay_at_start(settings(), now=now())
        rebuild_if_due(say_beside)
        if demo:
            load_demo_if_empty()
        first = told_of_first_link()
    _close_database()
    record_site_url(settings().instance, settings().base_url)
    welcome = f"The site is at {settings().base_url} – Ctrl+C stops it.{first}"
    share_memory()
    beside = server.mail_beside_site(_app(), is_replayed=is_replayed)
    with beside if with_mail else nullcontext():
        _close_database()
        server.serve(_app(), announce=lambda: click.echo(welcome))


def _make_ready() -> None:
    """Make sure that the site can serve; raise `ClickException` where it cannot."""
    from ethreader.ops.server import refuse_taken_port

    try:
        refuse_few_files(most_files())
        refuse_taken_port(settings())
        limiter.refuse_unfit()
        use_until_the_end(settings().instance)
        prepare_database()
    except (WrongSetting, DatabaseNotReady) as problem:
        message = f"The site cannot start. {problem}"
        raise click.ClickException(message) from None


def _app() -> Flask:
    """Return the site itself, which outlives this command's context."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001
    return app


def _close_database() -> None:
    """Leave no connection to the fork, which opens its own."""
    db.session.remove()
    db.engine.dispose()
