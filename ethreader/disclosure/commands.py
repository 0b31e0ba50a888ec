"""`flask privacy`: what is held of people, told and deleted on demand."""

import click
from flask.cli import AppGroup

from ethreader.base.db import begin_write_transaction, db, truncate_wal
from ethreader.comments.queries import comment_by_id
from ethreader.contacts.emails import EmailRefused, normalise_email
from ethreader.contacts.keyring import opened
from ethreader.contacts.models import Contact
from ethreader.contacts.queries import all_contacts, all_keys, contact_counts, contact_of
from ethreader.mail.commands import key_ring
from ethreader.retention.service import erase, sweep
from ethreader.web.current import now, settings

privacy = AppGroup("privacy", help="What is kept of people, and how it goes.")


@privacy.command("keys")
def show_keys() -> None:
    """Show the lives of the keys that addresses are sealed with."""
    counts = contact_counts()
    for key in all_keys():
        end = key.destroyed_at or key.destroy_at
        word = "destroyed" if key.destroyed_at else "to be destroyed"
        click.echo(f"{key.month}: {counts.get(key.id, 0)} addresses, {word} on {end:%Y-%m-%d}")


@privacy.command("sweep")
def sweep_now() -> None:
    """Delete what has been kept long enough; the mail process does so every hour."""
    begin_write_transaction()
    swept = sweep(zone=settings().time_zone, now=now())
    db.session.commit()
    truncate_wal()
    click.echo(f"Deleted: {', '.join(f'{count} {what}' for what, count in swept.items())}.")


@privacy.command("report")
@click.argument("address")
def report(address: str) -> None:
    """Show what is held under an address; only the holder of the private keys can tell."""
    contacts = _contacts_of(address)
    for contact in contacts:
        comment = comment_by_id(contact.comment_id)
        if comment is not None:
            until = f"{contact.expires_at:%Y-%m-%d}"
            click.echo(f"comment {comment.public_id} ({comment.state}), address kept until {until}")
    if not contacts:
        click.echo("Nothing is held under that address.")


@privacy.command("erase")
@click.argument("address")
@click.option("--comments", "with_comments", is_flag=True, help="What was written under it too.")
def erase_address(address: str, with_comments: bool) -> None:
    """Delete an address wherever it is kept, and with --comments what was written under it."""
    comment_ids = [contact.comment_id for contact in _contacts_of(address)]
    begin_write_transaction()
    for comment_id in comment_ids:
        comment, contact = comment_by_id(comment_id), contact_of(comment_id)
        if with_comments and comment is not None:
            erase("comment", comment.public_id, ledger_folder=settings().instance, now=now())
        elif contact is not None:
            erase("contact", contact.ledger_id, ledger_folder=settings().instance, now=now())
    db.session.commit()
    truncate_wal()
    comments = f" and {len(comment_ids)} comments" if with_comments else ""
    click.echo(f"{len(comment_ids)} addresses{comments} erased.")


def _contacts_of(address: str) -> list[Contact]:
    """Open every box and return those that hold `address`: there is no index to ask."""
    keys = key_ring()
    wanted = _spelling(address)
    found = []
    for contact in all_contacts():
        contents = opened(contact, keys)
        if contents is not None and _spelling(contents.email) == wanted:
            found.append(contact)
    return found


def _spelling(email: str) -> str:
    """Return what two spellings of one email have in common; older boxes hold them as typed."""
    try:
        return normalise_email(email).casefold()
    except EmailRefused:
        return email.strip().casefold()
