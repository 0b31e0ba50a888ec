"""`flask privacy`: what is held of people, told and deleted on demand."""

import click
from flask.cli import AppGroup

from ethreader.base.db import begin_write_transaction, db
from ethreader.comments.queries import comment_by_id
from ethreader.contacts.emails import EmailRefused, normalise_email
from ethreader.contacts.keyring import opened
from ethreader.contacts.models import Contact
from ethreader.contacts.queries import all_contacts, all_keys, contact_counts
from ethreader.mail.commands import key_ring
from ethreader.retention.service import erase, sweep
from ethreader.retention.wiping import wipe_and_wait
from ethreader.web.current import now, settings

privacy = AppGroup("privacy", help="What is kept of people, and how it goes.")


@privacy.command("keys")
def show_keys() -> None:
    """Show the lives of the keys that emails are sealed with."""
    counts = contact_counts()
    for key in all_keys():
        end = key.destroyed_at or key.destroy_at
        word = "destroyed" if key.destroyed_at else "to be destroyed"
        click.echo(f"{key.month}: {counts.get(key.id, 0)} emails, {word} on {end:%Y-%m-%d}")


@privacy.command("sweep")
def sweep_now() -> None:
    """Delete what has been kept long enough; the site does so every hour."""
    begin_write_transaction()
    swept = sweep(zone=settings().time_zone, now=now())
    db.session.commit()
    _wipe()
    click.echo(f"Deleted: {', '.join(f'{count} {what}' for what, count in swept.items())}.")


@privacy.command("report")
@click.argument("email")
def report(email: str) -> None:
    """Show what is held under an email; only the holder of the private keys can tell."""
    contacts = _contacts_of(email)
    for contact in contacts:
        comment, until = comment_by_id(contact.comment_id), f"{contact.expires_at:%Y-%m-%d}"
        if comment is not None:
            click.echo(f"comment {comment.public_id} ({comment.state}), email kept until {until}")
    if not contacts:
        click.echo("Nothing is held under that email.")


@privacy.command("erase")
@click.argument("email")
@click.option("--comments", "with_comments", is_flag=True, help="What was written under it too.")
def erase_email(email: str, with_comments: bool) -> None:
    """Delete an email wherever it is kept, and with --comments what was written under it."""
    contacts = _contacts_of(email)
    if with_comments:
        comments = [comment_by_id(contact.comment_id) for contact in contacts]
        names = [("comment", comment.public_id) for comment in comments if comment is not None]
    else:
        names = [("contact", contact.ledger_id) for contact in contacts]
    begin_write_transaction()
    for kind, name in names:
        erase(kind, name, ledger_folder=settings().ledger, now=now())
    db.session.commit()
    _wipe()
    what = f" and {len(names)} comments" if with_comments else ""
    click.echo(f"{len(names)} emails{what} erased.")


def _wipe() -> None:
    if not wipe_and_wait():
        click.echo(
            "Note: a reader or a backup that is being made holds the database. What was erased is "
            "still in its files. Once the other has ended, run: flask privacy sweep",
            err=True,
        )


def _contacts_of(email: str) -> list[Contact]:
    """Open every sealed box and return those that hold `email`: there is no index to ask."""
    keys, wanted = key_ring(), _spelling(email)
    found = []
    for contact in all_contacts():
        details = opened(contact, keys)
        if details is not None and _spelling(details.email) == wanted:
            found.append(contact)
    return found


def _spelling(email: str) -> str:
    """Return what two spellings of one email have in common; older boxes hold them as typed."""
    try:
        return normalise_email(email).casefold()
    except EmailRefused:
        return email.strip().casefold()
