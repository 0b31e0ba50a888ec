"""`flask serve`: the site on its production server."""

from contextlib import nullcontext

import click
from flask.cli import with_appcontext

from ethreader.base.db import db
from ethreader.base.settings import WrongSetting
from ethreader.base.site_url import record_site_url
from ethreader.ops import server
from ethreader.ops.backups.aside import aside_advice
from ethreader.ops.erasures import ledger_advice, replay_at_start
from ethreader.ops.files import most_files, refuse_few_files
from ethreader.ops.first_start import load_demo_if_empty, told_of_first_link
from ethreader.ops.in_use import use_until_the_end
from ethreader.ops.late_commands import app_itself, say_beside
from ethreader.ops.memory import share_memory
from ethreader.ops.readiness import (
    DatabaseNotReady,
    prepare_database,
)
from ethreader.ops.starting import one_start_at_a_time
from ethreader.search.commands import rebuild_if_due
from ethreader.web.current import now, settings
from ethreader.web.extensions import limiter


@click.command("serve")
@click.option("--demo", is_flag=True, help="Load the demo content into an empty database first.")
@click.option("--with-mail", is_flag=True, help="Run the mail process beside the site.")
@with_appcontext
def serve_command(demo: bool, with_mail: bool) -> None:
    """Run the site on its production server."""
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
    beside = server.mail_beside_site(app_itself(), is_replayed=is_replayed)
    with beside if with_mail else nullcontext():
        _close_database()
        server.serve(app_itself(), announce=lambda: click.echo(welcome))


def _make_ready() -> None:
    """Make sure that the site can serve; raise `ClickException` where it cannot."""
    try:
        refuse_few_files(most_files())
        server.refuse_taken_port(settings())
        limiter.refuse_unfit()
        use_until_the_end(settings().instance)
        prepare_database()
    except (WrongSetting, DatabaseNotReady) as problem:
        message = f"The site cannot start. {problem}"
        raise click.ClickException(message) from None


def _close_database() -> None:
    """Leave no connection to the fork, which opens its own."""
    db.session.remove()
    db.engine.dispose()
