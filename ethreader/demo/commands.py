"""`flask demo`: content for trials."""

import click
from flask.cli import AppGroup

from ethreader.base.db import begin_write_transaction, db
from ethreader.demo.service import load_demo, seed_main_article
from ethreader.events.queries import has_events
from ethreader.web.current import now, settings

demo_group = AppGroup("demo", help="Content for trials; never for a real site.")


@demo_group.command("comments")
@click.argument("count", type=click.IntRange(1, 1_000_000))
def seed_comments(count: int) -> None:
    """Put COUNT published comments under the demo article."""
    zone = settings().time_zone
    begin_write_transaction()
    if not has_events():
        load_demo(default_zone=zone, now=now())
    event = seed_main_article(count, zone=zone, now=now())
    if event is None:
        message = "The demo article is not here, so there is nowhere to put the comments."
        raise click.ClickException(message)
    db.session.commit()
    click.echo(f"{count} comments are under {settings().base_url}/events/{event.slug}/")
