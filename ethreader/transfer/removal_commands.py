"""`flask content withdraw`, `restore` and `delete`: what the pages of editors do, by command."""

from collections.abc import Callable, Iterator

import click
from flask.cli import with_appcontext

from ethreader.base.content_state import ContentKind
from ethreader.base.db import begin_write_transaction, db
from ethreader.base.errors import DomainError
from ethreader.comments.naming_queries import published_ids_naming
from ethreader.publishing.naming_queries import items_naming
from ethreader.publishing.queries import MODELS, PATHS, Item, item_by_slug, kind_of, kinds_called
from ethreader.publishing.service import restore, withdraw
from ethreader.retention.content_service import delete_for_good
from ethreader.retention.wiping import wipe_and_wait
from ethreader.speakers.models import Speaker
from ethreader.web.current import now, settings

_slug = click.argument("slug")
_kind = click.option(
    "--kind",
    type=click.Choice([each.value for each in MODELS]),
    help="Where two things are called the same.",
)


@click.command("withdraw")
@_slug
@_kind
@with_appcontext
def withdraw_content(slug: str, kind: str | None) -> None:
    """Take an event, a speaker or a page off the site; `restore` shows it again."""
    _change(slug, kind, withdraw)
    click.echo(f"“{slug}” is withdrawn. flask content restore {slug} shows it again.")


@click.command("restore")
@_slug
@_kind
@with_appcontext
def restore_content(slug: str, kind: str | None) -> None:
    """Show again what was withdrawn."""
    _change(slug, kind, restore)
    click.echo(f"“{slug}” is published again.")


@click.command("delete")
@_slug
@_kind
@click.option("--yes", is_flag=True, help="Ask nothing.")
@with_appcontext
def delete_content(*, slug: str, kind: str | None, yes: bool) -> None:
    """Delete an event with its comments, a person or a page for good.

    Not even an older backup or an older file brings it back.
    """
    for line in _what_stays(_found(slug, kind)):
        click.echo(line, err=True)
    if not yes:
        click.confirm(f"Delete “{slug}” for good? Nothing brings it back", abort=True)
    db.session.rollback()
    begin_write_transaction()
    delete_for_good(_found(slug, kind), ledger_folder=settings().ledger, now=now())
    db.session.commit()
    is_wiped = wipe_and_wait()
    click.echo("It is deleted.")
    if not is_wiped:
        click.echo("Its bytes leave the files when the site has time for it.", err=True)


def _change(slug: str, kind: str | None, rule: Callable[[Item], None]) -> None:
    begin_write_transaction()
    item = _found(slug, kind)
    try:
        rule(item)
    except DomainError as problem:
        raise click.ClickException(str(problem.sentence)) from None
    db.session.commit()


def _found(slug: str, kind: str | None) -> Item:
    kinds = [ContentKind(kind)] if kind else kinds_called(slug)
    if len(kinds) > 1:
        called = ", ".join(f"--kind {each}" for each in kinds)
        message = f"More than one thing is called “{slug}”. Say which one: {called}"
        raise click.ClickException(message)
    item = item_by_slug(kinds[0], slug) if kinds else None
    if item is None:
        message = f"Nothing is called “{slug}”. It is the last part of the page’s web address."
        raise click.ClickException(message)
    return item


def _what_stays(item: Item) -> Iterator[str]:
    """Yield where words name a person: nobody but an editor can change them."""
    if not isinstance(item, Speaker):
        return
    places = [f"{PATHS[kind_of(each)]}{each.slug}/" for each in items_naming(item)]
    places += [f"/comments/{each}" for each in published_ids_naming(item.name)]
    if places:
        yield "The name also stands in the words of these. They stay as they are; change them:"
        yield from places
