"""What authors and moderators write to each other, stored and on the page."""

from xml.etree.ElementTree import Element

from sqlalchemy import select

from ethreader.base.db import begin_write_transaction, db
from ethreader.comments.models import Comment
from ethreader.events.models import Event
from ethreader.messages.models import Message, MessageSender
from ethreader.messages.queries import last_message
from ethreader.messages.service import send_message
from tests.conftest import make_comment
from tests.pages import text_of
from tests.times import utcnow


def written_about(event: Event, name: str) -> Comment:
    """Return a comment whose author wrote to the moderators."""
    comment = make_comment(event, name=name)
    author_writes(comment, f"A question by {name}.")
    return comment


def author_writes(comment: Comment, words: str) -> None:
    """Have a comment's author write to the moderators."""
    begin_write_transaction()
    send_message(comment.id, MessageSender.AUTHOR, words, now=utcnow())
    db.session.commit()


def seen_conversation(comment: Comment) -> dict[str, int]:
    """Return what a page tells of a conversation that it shows now."""
    db.session.rollback()
    last = last_message(comment.id)
    return {"version": comment.version, "seen_message": last.id if last else 0}


def written() -> list[tuple[str, str]]:
    """Return the messages that are stored: about whose comment, and what they say."""
    db.session.rollback()
    messages = db.session.scalars(select(Message).order_by(Message.id))
    return [(each.comment.name, each.body) for each in messages]


def conversations(page: Element) -> dict[str, Element]:
    """Return the conversations of the page by the names of their authors."""
    rows = [each for each in page.iter("article") if each.get("class") == "row"]
    return {text_of(row.find(".//h2")): row for row in rows}


def in_form(row: Element) -> str:
    """Return what stands in a conversation's form."""
    area = row.find(".//form//textarea")
    assert area is not None
    return area.text or ""
