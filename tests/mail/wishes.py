"""Readers who wish to be told of replies and decisions."""

from datetime import timedelta
from email.message import EmailMessage

from flask.testing import FlaskClient

from ethreader.base.db import db
from ethreader.comments.waiting_queries import waiting_comments
from ethreader.contacts.stopping import end_what_was_stopped
from ethreader.mail.worker import Worker
from ethreader.web.current import settings
from tests.comments.forms import COMMENTS, filled_in
from tests.mail.inbox import Inbox
from tests.times import utcnow
from tests.visitors import HTMX

ADDRESS = "vesna.marked@mail.example"

LATER = timedelta(minutes=11)  # Longer than a decision's delay.

WORDS = {
    "Someone asked for updates": "confirm",
    "There is a decision": "decision",
    "Someone has replied to you": "reply",
    "We have written to you": "message",
}


def told_by(mail: EmailMessage) -> str:
    """Return the kind of a mail, by its words."""
    [kind] = [kind for words, kind in WORDS.items() if words in mail.get_content()]
    return kind


def ask_for_news(client: FlaskClient, **fields: str) -> str:
    """Post a comment with the wish to be told; return its public id."""
    form = filled_in(client, **{"email": ADDRESS, "notify": "y", **fields})
    assert client.post(COMMENTS, data=form, headers=HTMX).status_code == 201
    db.session.rollback()
    return waiting_comments(limit=50)[-1].public_id


def carry_out_stops() -> None:
    """End what buttons have stopped, as housekeeping does within a second."""
    db.session.rollback()
    end_what_was_stopped(ledger_folder=settings().ledger, now=utcnow())


def confirmed(client: FlaskClient, worker: Worker, inbox: Inbox, **fields: str) -> str:
    public_id = ask_for_news(client, **fields)
    worker.work(now=utcnow())
    assert client.post(inbox.link("mail/confirm")).status_code == 200
    inbox.mails.clear()
    return public_id


def decide(moderator_client: FlaskClient, public_id: str, what: str) -> None:
    """Decide as a moderator does: by the form that the queue shows."""
    page = moderator_client.get("/moderation/").text
    row = page[page.index(f'id="c-{public_id}"') :]
    token = row.split('name="csrf_token" value="')[1].split('"')[0]
    version = row.split('name="version" value="')[1].split('"')[0]
    data = {"csrf_token": token, "version": version, "seen_report": 0, "decision": what}
    response = moderator_client.post(
        f"/moderation/comments/{public_id}/decision", data=data, headers=HTMX
    )
    assert response.status_code == 200


def answer_to(
    client: FlaskClient, moderator_client: FlaskClient, public_id: str, body: str
) -> None:
    """Have somebody answer a comment, and the answer published."""
    reply = filled_in(client, body=body, parent_id=public_id)
    assert client.post(COMMENTS, data=reply, headers=HTMX).status_code == 201
    db.session.rollback()
    decide(moderator_client, waiting_comments(limit=50)[-1].public_id, "publish")
