"""`flask content delete`: gone for good, as on the pages of editors."""

from collections.abc import Iterator

import click
from flask.cli import with_appcontext

from ethreader.base.db import begin_write_transaction, db
from ethreader.comments.naming_queries import published_ids_naming
from ethreader.publishing.naming_queries import items_naming
from ethreader.publishing.queries import PATHS, Item, kind_of
from ethreader.retention.content_service import delete_for_good
from ethreader.retention.wiping import wipe_and_wait
from ethreader.speakers.models import Speaker
from ethreader.transfer.item_reading import found, kind_option, slug_argument
from ethreader.web.current import now, settings


@click.command("delete")
@slug_argument
@kind_option
@click.option("--yes", is_flag=True, help="Ask nothing.")
@with_appcontext
def delete_content(*, slug: str, kind: str | None, yes: bool) -> None:
    """Delete an event with its comments, a person or a page for good.

    Not even an older backup or an older file brings it back.
    """
    for line in _what_stays(found(slug, kind)):
        click.echo(line, err=True)
    if not yes:
        click.confirm(f"Delete “{slug}” for good? Nothing brings it back", abort=True)
    db.session.rollback()
    begin_write_transaction()
    delete_for_good(found(slug, kind), ledger_folder=settings().ledger, now=now())
    db.session.commit()
    is_wiped = wipe_and_wait()
    click.echo("It is deleted.")
    if not is_wiped:
        click.echo("Its bytes leave the files when the site has time for it.", err=True)


def _what_stays(item: Item) -> Iterator[str]:
    """Yield where words name a person: nobody but an editor can change them."""
    if not isinstance(item, Speaker):
        return
    places = [f"{PATHS[kind_of(each)]}{each.slug}/" for each in items_naming(item)]
    places += [f"/comments/{each}" for each in published_ids_naming(item.name)]
    if places:
        yield "The name also stands in the words of these. They stay as they are; change them:"
        yield from places
