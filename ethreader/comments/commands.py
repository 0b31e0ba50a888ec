"""`flask comments`: what readers wrote."""

import click
from flask.cli import AppGroup

from ethreader.base.db import begin_write_transaction, db
from ethreader.comments.service import publish_all_waiting
from ethreader.comments.waiting_queries import waiting_count
from ethreader.web.current import now

comments = AppGroup("comments", help="What readers wrote.")


@comments.command("publish")
@click.option(
    "--waiting",
    is_flag=True,
    required=True,
    expose_value=False,  # There is no other choice; it says what will happen.
    help="All that waits in the queue.",
)
@click.option("--yes", is_flag=True, help="Do not ask first.")
def publish(yes: bool) -> None:
    """Publish all that waits, for instance after moving in from another system."""
    count = waiting_count()
    if not count:
        click.echo("Nothing waits.")
        return
    if not yes:
        click.confirm(f"Publish {count} waiting comments without reading them?", abort=True)
    begin_write_transaction()
    published = publish_all_waiting(now=now())
    db.session.commit()
    click.echo(f"{published} published.")
