"""`flask content list`, `publish`, `withdraw` and `restore`: who sees what, and changing it."""

from collections.abc import Callable

import click
from flask.cli import with_appcontext

from ethreader.base.content_state import ContentState
from ethreader.base.db import begin_write_transaction, db
from ethreader.base.errors import DomainError
from ethreader.publishing.draft_queries import drafts_of
from ethreader.publishing.queries import MODELS, Item, kind_of
from ethreader.publishing.service import publish, restore, withdraw
from ethreader.transfer.item_reading import found, kind_option, slug_argument
from ethreader.transfer.listing import DRAFT, lines_of_content
from ethreader.web.current import now, settings

STATES = [DRAFT, *(each.value for each in ContentState)]
KINDS = [each.value for each in MODELS]


@click.command("list")
@click.option("--state", type=click.Choice(STATES), help="Only what stands so.")
@click.option("--kind", type=click.Choice(KINDS), help="Only these.")
@with_appcontext
def list_content(*, state: str | None, kind: str | None) -> None:
    """Name all events, speakers and pages, and whether readers see them."""
    lines = list(lines_of_content(kind, zone=settings().time_zone))
    chosen = [each.text for each in lines if state in {None, each.state}]
    for line in chosen or ["There is nothing."]:
        click.echo(line)


@click.command("publish")
@slug_argument
@kind_option
@with_appcontext
def publish_content(slug: str, kind: str | None) -> None:
    """Show now what is scheduled, or waits for the first event that names it."""
    _change(slug, kind, _publish)
    click.echo(f"“{slug}” is published. flask content withdraw {slug} takes it off the site.")


@click.command("withdraw")
@slug_argument
@kind_option
@with_appcontext
def withdraw_content(slug: str, kind: str | None) -> None:
    """Take an event, a speaker or a page off the site; `restore` shows it again."""
    item = _change(slug, kind, _withdraw)
    if item.state is ContentState.WITHDRAWN:
        click.echo(f"“{slug}” is withdrawn. flask content restore {slug} shows it again.")
    else:
        click.echo(f"The date of “{slug}” is forgotten. flask content publish {slug} shows it.")


@click.command("restore")
@slug_argument
@kind_option
@with_appcontext
def restore_content(slug: str, kind: str | None) -> None:
    """Show again what was withdrawn."""
    _change(slug, kind, restore)
    click.echo(f"“{slug}” is published again.")


def _change(slug: str, kind: str | None, rule: Callable[[Item], None]) -> Item:
    begin_write_transaction()
    item = found(slug, kind)
    try:
        rule(item)
    except DomainError as problem:
        raise click.ClickException(str(problem.sentence)) from None
    db.session.commit()
    return item


def _publish(item: Item) -> None:
    if item.state is ContentState.WITHDRAWN:
        message = f"“{item.slug}” is withdrawn. flask content restore {item.slug} shows it again."
        raise click.ClickException(message)
    if item.is_published:
        message = f"“{item.slug}” is published already. {_about_drafts(item)}"
        raise click.ClickException(message.strip())
    publish(item, today=now().astimezone(settings().time_zone).date())
    if words := _about_drafts(item):
        click.echo(words, err=True)


def _withdraw(item: Item) -> None:
    if item.state is ContentState.WITHDRAWN:
        raise click.ClickException(f"“{item.slug}” is withdrawn already.")
    if item.is_waiting:
        raise click.ClickException(f"“{item.slug}” is not published: no reader has seen it.")
    withdraw(item)


def _about_drafts(item: Item) -> str:
    if not drafts_of(kind_of(item), [item.id]):
        return ""
    return "There is a draft with changes: an editor publishes those, on the page of its form."
