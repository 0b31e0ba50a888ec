"""The link that ends all mail to a mailbox, whoever asks for some in its name.

It holds whatever became of the contact: else whoever typed the email would end that first. What
its token says, only the mail process can read.
"""

import re

from flask import Blueprint
from flask.typing import ResponseReturnValue

from ethreader.base.db import begin_write_transaction, db
from ethreader.contacts.models import REFUSAL_TOKEN, TokenPurpose
from ethreader.contacts.queries import LinkUnknown, contact_by_token
from ethreader.contacts.service import forget_contact_of_moderator, refuse_all_mail
from ethreader.contacts.stopping import wish_no_mail
from ethreader.web.http import keep_private, render_page
from ethreader.web.limits import FORMS, limited

bp = Blueprint("refusals", __name__)
bp.after_request(keep_private)

SHAPE = re.compile(rf"[A-Za-z0-9_-]{{{REFUSAL_TOKEN}}}")


@bp.get("/mail/never/<token>")
def ask(token: str) -> ResponseReturnValue:
    """Show a button, and what pressing it means."""
    _refuse_other_shapes(token)
    return render_page("contacts/never.html", token=token)


@bp.post("/mail/never/<token>")
@limited(FORMS)
def refuse(token: str) -> ResponseReturnValue:
    """Have a mailbox never mailed again, and end the contact if it is there still."""
    _refuse_other_shapes(token)
    begin_write_transaction()
    refuse_all_mail(token)
    contact = contact_by_token(token, TokenPurpose.NEVER)
    wish_no_mail(contact.comment_id if contact is not None else None)
    if contact is not None and contact.moderator_id is not None:
        forget_contact_of_moderator(contact.moderator_id)
    db.session.commit()
    return render_page("contacts/refused.html")


def _refuse_other_shapes(token: str) -> None:
    """Raise `LinkUnknown` for what is surely no token."""
    if not SHAPE.fullmatch(token):
        raise LinkUnknown
