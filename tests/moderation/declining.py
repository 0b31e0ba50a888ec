"""The page on which a comment is declined with a reason, as a browser without scripts uses it."""

from typing import Any
from xml.etree.ElementTree import Element

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from ethreader.comments.models import Comment
from tests.moderation.conversations import seen_conversation
from tests.moderation.deciding import seen, token_of
from tests.pages import by_class, by_id, text_of

REASONS = {
    "off-topic": "Not about this event",
    "hurtful": "Hurts or threatens someone",
    "private": "Gives away private details",
    "danger": "Could put someone in danger",
    "none": None,
}


def url_of(comment: Comment) -> str:
    return f"/moderation/comments/{comment.public_id}/decline"


def as_seen(client: FlaskClient, comment: Comment) -> dict[str, Any]:
    """Return what the page's form carries of a comment as it is now."""
    message = {"seen_message": seen_conversation(comment)["seen_message"]}
    return {"csrf_token": token_of(client), **seen(comment), **message}


def send(client: FlaskClient, comment: Comment, do: str = "decline", **typed: Any) -> TestResponse:
    """Press one of the page's buttons."""
    data = {**as_seen(client, comment), "do": do, **typed}
    return client.post(url_of(comment), data=data)


def told(page: Element) -> list[str]:
    """Return what the page says that the author will see: on their page, and from their mailbox."""
    return [text_of(each) for each in page.iter() if each.get("data-told")]


def message_told(page: Element) -> str:
    """Return the message that the author will see."""
    [view] = by_id(page, "author-view")
    return text_of(by_class(view, "message-text")[0])


def typed_into(page: Element) -> dict[str, str]:
    """Return what stands in the fields of the page's form."""
    [form] = [each for each in page.iter("form") if each.get("name", "").startswith("decline-")]
    texts = {
        each.get("name", ""): (each.text or "").removeprefix("\n") for each in form.iter("textarea")
    }
    fields = [each for each in form.iter("input") if each.get("name") in {"note", "reason"}]
    given = {
        each.get("name", ""): each.get("value", "")
        for each in fields
        if each.get("type") == "text" or "checked" in each.attrib
    }
    return texts | given


def to_be_copied(page: Element) -> list[str]:
    """Return the texts that can only be copied."""
    areas = [each for each in page.iter("textarea") if "readonly" in each.attrib]
    return [(each.text or "").removeprefix("\n") for each in areas]
