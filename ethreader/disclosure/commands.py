"""`flask privacy`: what is held of people, told and deleted on demand."""

import click
from flask.cli import AppGroup

from ethreader.alerts.queries import digest_of
from ethreader.base.db import begin_write_transaction, db
from ethreader.comments.queries import comment_by_id
from ethreader.contacts.models import Contact, VaultKey
from ethreader.contacts.queries import all_keys, contact_counts
from ethreader.disclosure.held import Held, held_under
from ethreader.mail.commands import in_one_sentence, key_ring
from ethreader.mail.landing import landing_folder
from ethreader.mail.models import MailState, OutboxMail
from ethreader.mail.queries import mail_count
from ethreader.retention.service import erase, sweep
from ethreader.retention.wiping import wipe_and_wait
from ethreader.web.current import now, settings

ON_LIST = "This mailbox is on the list “never email me again”"
WHY_IT_STAYS = "without its entry, anybody could make us write to it again."
LIST_HOLDS = "The list holds a scrambled form that no email can be read from."

privacy = AppGroup("privacy", help="What is kept of people, and how it goes.")


@privacy.command("keys")
def show_keys() -> None:
    """Show the lives of the keys that emails are sealed with."""
    counts = contact_counts()
    for key in all_keys():
        click.echo(f"{key.month}: {counts.get(key.id, 0)} emails, {_life(key)}")
    if count := mail_count(OutboxMail.state == MailState.UNREADABLE):
        click.echo(f"{count} mails are kept that cannot be sent: their keys are lost.")


@privacy.command("sweep")
def sweep_now() -> None:
    """Delete what has been kept long enough; the site does so every hour."""
    begin_write_transaction()
    swept = sweep(zone=settings().time_zone, now=now())
    db.session.commit()
    _wipe()
    click.echo(f"Deleted: {', '.join(f'{count} {what}' for what, count in swept.items())}.")


def _refuse_email(_context: click.Context, _argument: click.Parameter, given: str | None) -> None:
    """Refuse an email on the command line, where the list of processes shows it to everybody."""
    if given is not None:
        message = (
            "The email is asked for, or read from standard input. On the command line it stays in "
            "the shell’s history: delete it there."
        )
        raise click.UsageError(message)


no_email = click.argument(
    "email", required=False, metavar="", callback=_refuse_email, expose_value=False
)


@privacy.command("report")
@no_email
def report() -> None:
    """Show what is held under an email; only the holder of the private keys can tell."""
    held = _held()
    for contact in held.confirmed:
        click.echo(_what_it_is_for(contact))
    for contact in held.unconfirmed:
        click.echo(
            "Somebody asked to mail this address; nobody confirmed. "
            f"It is kept until {_last_day(contact)}."
        )
    if held.landed:
        click.echo(f"Mails to it in the instance folder: {len(held.landed)}")
    if held.is_refused:
        click.echo(f"{ON_LIST}: no mail goes to it any more. {LIST_HOLDS}")
    if held.is_empty:
        where = "in what could be opened" if _incomplete(held) else "under that email"
        click.echo(f"Nothing is held {where}.")
    if incomplete := _incomplete(held):
        click.echo(incomplete)


@privacy.command("erase")
@no_email
@click.option("--comments", "with_comments", is_flag=True, help="What was written under it too.")
def erase_email(with_comments: bool) -> None:
    """Delete an email wherever it is kept, and with --comments what was written under it.

    A comment whose email nobody confirmed stays: it may be anybody's.
    """
    held = _held()
    incomplete = _incomplete(held)
    contacts = [("contact", contact.ledger_id) for contact in held.contacts]
    comments = _comments_of(held.confirmed) if with_comments else []
    begin_write_transaction()
    for kind, name in (*contacts, *comments):
        erase(kind, name, ledger_folder=settings().ledger, now=now())
    db.session.commit()
    _wipe()
    for path in held.landed:
        path.unlink(missing_ok=True)
    what = f" and {len(comments)} comments" if with_comments else ""
    click.echo(f"{len(contacts)} emails{what} erased.")
    if held.landed:
        click.echo(f"{len(held.landed)} mails in the instance folder deleted.")
    if held.is_refused:
        click.echo(f"{ON_LIST}, and stays there: {WHY_IT_STAYS} {LIST_HOLDS}")
    if incomplete:
        raise click.ClickException(incomplete)


def _wipe() -> None:
    if not wipe_and_wait():
        click.echo(
            "Note: a reader or a backup that is being made holds the database. What was erased is "
            "still in its files. Once the other has ended, run: flask privacy sweep",
            err=True,
        )


def _held() -> Held:
    keys = key_ring()
    email = click.prompt("Email", err=True, prompt_suffix=": ")
    with in_one_sentence():
        return held_under(email, keys, landing_folder(settings()))


def _comments_of(contacts: list[Contact]) -> list[tuple[str, str]]:
    ids = [contact.comment_id for contact in contacts if contact.comment_id is not None]
    comments = [comment_by_id(comment_id) for comment_id in ids]
    return [("comment", comment.public_id) for comment in comments if comment is not None]


def _what_it_is_for(contact: Contact) -> str:
    """Say what a confirmed contact is kept for, and until when."""
    if contact.moderator is not None:
        digest = digest_of(contact.moderator.id)
        pace = f" ({digest.pace.value})" if digest else ""
        return f"mails to the moderator {contact.moderator.name}{pace}, email kept until they stop"
    comment = comment_by_id(contact.author_of)
    name = f"comment {comment.public_id} ({comment.state})" if comment else "a comment"
    return f"{name}, email kept until {_last_day(contact)}"


def _last_day(contact: Contact) -> str:
    return f"{contact.expires_at:%Y-%m-%d}"


def _incomplete(held: Held) -> str:
    """Say what nobody could look into, and when it goes by itself; nothing if all was opened."""
    if not (held.shut or held.shut_mails):
        return ""
    until = f" The last of them goes on {held.shut_until:%Y-%m-%d}." if held.shut_until else ""
    return (
        f"Could not be opened: {len(held.shut)} email addresses, {held.shut_mails} mails. Their "
        f"keys are not here, so nobody can tell whose they are.{until}"
    )


def _life(key: VaultKey) -> str:
    if key.destroyed_at is not None:
        return f"destroyed on {key.destroyed_at:%Y-%m-%d}"
    if key.missing_at is not None:
        return f"its private half missing since {key.missing_at:%Y-%m-%d}: lost, not destroyed"
    return f"to be destroyed on {key.destroy_at:%Y-%m-%d}"
