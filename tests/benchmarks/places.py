"""What readers and their programs ask for, on a site that grows."""

import html
from collections.abc import Iterator
from dataclasses import dataclass, field

from flask.testing import FlaskClient
from sqlalchemy import select

from ethreader.base.db import db
from ethreader.comments.models import Comment
from ethreader.comments.threads import Order
from ethreader.events.models import Event
from tests.benchmarks.instance import HELD, article
from tests.comments.walking import MORE
from tests.visitors import HTMX

COMMENTS = f"{article(HELD)}comments"


@dataclass(frozen=True)
class Place:
    """A page or a part of one, and how it is asked for."""

    name: str
    path: str
    headers: dict[str, str] = field(default_factory=dict)


def places_of_thread(event: Event, client: FlaskClient) -> Iterator[Place]:
    """Yield what belongs to one thread."""
    yield Place("article with its first page", article(HELD))
    for order in Order:
        yield Place(f"first page, {order.value}", f"{COMMENTS}?order={order.value}", HTMX)
    thread = client.get(COMMENTS, headers=HTMX).text
    more = [html.unescape(link).partition("#")[0] for link in MORE.findall(thread)]
    further = [link for link in more if "branch=" not in link]
    if further:
        yield Place("second page", further[-1], HTMX)
    begins = select(Comment).where(Comment.event_id == event.id, Comment.root_id.is_(None))
    longest = db.session.scalars(begins.order_by(Comment.reply_count.desc()).limit(1)).one()
    yield Place("longest branch", f"{COMMENTS}?branch={longest.public_id}", HTMX)
    replies = select(Comment).where(Comment.event_id == event.id, Comment.root_id.is_not(None))
    last = db.session.scalars(replies.order_by(Comment.id.desc()).limit(1)).one()
    permalink = f"/comments/{last.public_id}"
    yield Place("permalink of the deepest", permalink)
    leads_to = (client.get(permalink).location or "").partition("#")[0]
    yield Place("page that it leads to", leads_to)
    yield Place("news, none", f"{COMMENTS}/news?since={event.publication_count}", HTMX)
    yield Place("feed of the article", f"{COMMENTS}.xml")
    tag = client.get(f"{COMMENTS}.xml").headers["ETag"]
    yield Place("feed, unchanged", f"{COMMENTS}.xml", {"If-None-Match": tag})
    yield Place("feed of the longest branch", f"/comments/{longest.public_id}.xml")


def places_of_events() -> Iterator[Place]:
    """Yield what tells of many events."""
    yield Place("home", "/")
    yield Place("all events", "/events/")
    yield Place("an article", article(HELD))
    yield Place("speakers", "/speakers/")
