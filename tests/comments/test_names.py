"""Whose name stands over a comment: the same wherever the comment is spoken of."""

import re

import pytest
from flask.testing import FlaskClient

from ethreader.base.db import begin_write_transaction, db
from ethreader.comments.models import Comment, State, Voice
from ethreader.events.models import Event
from tests.comments.forms import COMMENTS, PAGE
from tests.conftest import make_comment

# Where a comment is named, and what stands around its name; `{id}` is its public id.
PLACES = {
    "over its text": (PAGE, "data-comment-name[^>]*>", " ?</?(?:span|h3)"),
    "beside “Reply”": (PAGE, "Reply<span[^>]*> to <bdi>", "</bdi>"),
    "in the feed": (
        f"{COMMENTS}.xml",
        "</updated>\\s*<author><name>",
        "</name></author>\\s*<content",
    ),
    "as an entry's title": (f"{COMMENTS}.xml", "<title>A comment by ", "</title>"),
    "over its quotation": (
        f"{COMMENTS}/new?reply_to={{id}}",
        '<blockquote class="quoted">\\s*<p[^>]*>',
        "</p>",
    ),
    "in a report": ("/comments/{id}/report", "the comment by <bdi>", "</bdi>"),
}
SIGNED = [
    pytest.param("Mira", None, "Mira", id="with its author's name"),
    pytest.param("\u202earM", None, "arM", id="stored by an older version, not turned round"),
    pytest.param("\u3164", None, "Anonymous", id="stored by an older version, without ink"),
    pytest.param("", Voice.MODERATOR, "Moderator", id="as the moderators'"),
    pytest.param("", Voice.ORGANISATION, "ASTRA events", id="as the organisation's"),
]


def signed(event: Event, name: str, voice: Voice | None) -> Comment:
    """Store a published comment with a name, or in a voice."""
    public_id = make_comment(event, name=name).public_id
    begin_write_transaction()
    comment = db.session.query(Comment).filter_by(public_id=public_id).one()
    comment.voice = voice
    db.session.commit()
    return comment


@pytest.mark.parametrize(("name", "voice", "shown"), SIGNED)
def test_comment_is_named_alike_wherever_it_is_spoken_of(
    client: FlaskClient, event: Event, name: str, voice: Voice | None, shown: str
) -> None:
    public_id = signed(event, name, voice).public_id

    for place, (url, before, after) in PLACES.items():
        page = client.get(url.format(id=public_id)).text
        names = re.findall(f"{before}([^<]*?){after}", page, re.DOTALL)
        assert (place, names) == (place, [shown])


@pytest.mark.parametrize(("name", "voice", "shown"), SIGNED)
def test_moderators_read_who_is_replied_to(
    moderator_client: FlaskClient, event: Event, name: str, voice: Voice | None, shown: str
) -> None:
    parent = signed(event, name, voice)
    make_comment(event, body="A reply.", name="Jan", answering=parent, state=State.PENDING)

    page = moderator_client.get("/moderation/").text

    assert re.findall('quoted-who">[^<]*<bdi>([^<]*)</bdi>', page) == [shown]
