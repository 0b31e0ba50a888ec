"""Wishes for no more mail: left by the site for everybody alike, carried out a moment later.

To end a contact takes longer than to find none. Who presses a button must not learn by the time
that it takes what only the owner of a mailbox may know. So the button leaves a wish and no more;
housekeeping carries it out within a second, and the mail process before each mail.
"""

from datetime import datetime
from pathlib import Path

from ethreader.base.db import begin_write_transaction, db
from ethreader.contacts.models import MailStop
from ethreader.contacts.queries import contact_of, held_stops, is_stop_left
from ethreader.retention.service import erase
from ethreader.retention.wiping import wipe


def wish_no_mail(comment_id: int | None) -> None:
    """Leave the wish that no more mail goes to the author of a comment.

    Without a comment it changes nothing, and takes as long.
    """
    db.session.add(MailStop(comment_id=comment_id))
    db.session.flush()


def end_what_was_stopped(*, ledger_folder: Path, now: datetime) -> None:
    """End the contacts that mail is to stop for; commits."""
    if not is_stop_left():
        return
    begin_write_transaction()
    for stop in held_stops():
        contact = contact_of(stop.comment_id) if stop.comment_id is not None else None
        if contact is not None:
            erase("contact", contact.ledger_id, ledger_folder=ledger_folder, now=now)
        db.session.delete(stop)
    db.session.commit()
    wipe()
