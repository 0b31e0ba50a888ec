"""The link that ends all mail to a mailbox, whoever asks for some in its name."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from ethreader.base.db import begin_write_transaction, db
from ethreader.contacts.models import TokenPurpose
from ethreader.contacts.queries import LinkUnknown, contact_by_token
from ethreader.contacts.service import refuse_all_mail
from ethreader.retention.service import erase
from ethreader.retention.wiping import wipe
from ethreader.web.current import now, settings
from ethreader.web.http import keep_private, render_page

bp = Blueprint("refusals", __name__)
bp.after_request(keep_private)


@bp.get("/mail/never/<token>")
def ask(token: str) -> ResponseReturnValue:
    """Show a button, and what pressing it means."""
    if contact_by_token(token, TokenPurpose.NEVER) is None:
        raise LinkUnknown
    return render_page("contacts/never.html", token=token)


@bp.post("/mail/never/<token>")
def refuse(token: str) -> ResponseReturnValue:
    """End the contact, and have its mailbox never mailed again."""
    begin_write_transaction()
    contact = contact_by_token(token, TokenPurpose.NEVER)
    if contact is not None:  # Pressed twice is as good as pressed once.
        refuse_all_mail(contact)
        erase("contact", contact.ledger_id, ledger_folder=settings().ledger, now=now())
    db.session.commit()
    wipe()
    return render_page("contacts/refused.html")
