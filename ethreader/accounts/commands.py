"""`flask moderator`: who may decide about comments."""

import click
from flask.cli import AppGroup

from ethreader.accounts.service import add_moderator, renew_link
from ethreader.base.db import begin_write_transaction, db
from ethreader.base.errors import DomainError
from ethreader.web.current import now, settings

moderator = AppGroup("moderator", help="Who may decide about comments.")


@moderator.command("add")
@click.argument("name")
def add(name: str) -> None:
    """Add a moderator and print the link with which they set their password."""
    name = _moderator_name(name)
    begin_write_transaction()
    try:
        token = add_moderator(name, now=now())
    except DomainError as error:
        raise click.ClickException(str(error.sentence)) from None
    db.session.commit()
    _print_link(name, token)


@moderator.command("link")
@click.argument("name")
def link(name: str) -> None:
    """Print a new sign-in link for a moderator; older ones stop working."""
    begin_write_transaction()
    try:
        token = renew_link(name, now=now())
    except DomainError as error:
        raise click.ClickException(str(error.sentence)) from None
    db.session.commit()
    _print_link(name, token)


def _moderator_name(name: str) -> str:
    name = name.strip()
    if not 0 < len(name) <= 80 or not name.isprintable():
        message = "Give the moderator a name of 1 to 80 visible characters."
        raise click.ClickException(message)
    return name


def _print_link(name: str, token: str) -> None:
    click.echo(f"This link lets {name} set a password. It works once, within 24 hours:")
    click.echo(f"{settings().base_url}/moderation/link/{token}")
