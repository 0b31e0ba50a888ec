"""The links in mails: confirm a contact, or end it."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from ethreader.base.db import begin_write_transaction, db
from ethreader.contacts.models import Contact, TokenPurpose
from ethreader.contacts.queries import LinkUnknown, contact_by_token
from ethreader.contacts.renewal_service import RENEWED_FOR
from ethreader.contacts.service import confirm_contact
from ethreader.retention.service import erase
from ethreader.retention.wiping import wipe
from ethreader.web.current import now, settings
from ethreader.web.http import keep_private, render_page

bp = Blueprint("contacts", __name__)
bp.after_request(keep_private)


@bp.get("/mail/confirm/<token>")
def ask_to_confirm(token: str) -> ResponseReturnValue:
    """Show a button: programs that scan mails follow links, and press nothing."""
    days = _days_of(_contact_to_confirm(token))
    return render_page("contacts/confirm.html", token=token, days=days)


@bp.post("/mail/confirm/<token>")
def confirm(token: str) -> ResponseReturnValue:
    """Take the email as its owner's wish."""
    begin_write_transaction()
    contact = _contact_to_confirm(token)
    days = _days_of(contact)
    confirm_contact(contact, days=days or RENEWED_FOR.days, now=now())
    db.session.commit()
    return render_page("contacts/confirmed.html", days=days)


@bp.get("/mail/stop/<token>")
def ask_to_stop(token: str) -> ResponseReturnValue:
    """Show a button."""
    if contact_by_token(token, TokenPurpose.STOP) is None:
        raise LinkUnknown
    return render_page("contacts/stop.html", token=token)


@bp.post("/mail/stop/<token>")
def stop(token: str) -> ResponseReturnValue:
    """Forget the email; a mail program's one click (RFC 8058) comes here as well."""
    begin_write_transaction()
    contact = contact_by_token(token, TokenPurpose.STOP)
    if contact is not None:  # Pressed twice is as good as pressed once.
        erase("contact", contact.ledger_id, ledger_folder=settings().ledger, now=now())
    db.session.commit()
    wipe()
    return render_page("contacts/stopped.html")


def _contact_to_confirm(token: str) -> Contact:
    contact = contact_by_token(token, TokenPurpose.CONFIRM)
    if contact is None or contact.expires_at <= now():  # Not swept yet.
        raise LinkUnknown
    return contact


def _days_of(contact: Contact) -> int | None:
    """Return for how many days a contact is kept; none where its owner says so, a moderator."""
    return settings().contact_days if contact.moderator_id is None else None
