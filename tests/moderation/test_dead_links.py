"""No link in a comment can be pressed by mistake at the moderators' pages."""

import pytest
from flask.testing import FlaskClient

from ethreader.base.link_targets import without_links
from ethreader.base.markup import comment_html
from ethreader.comments.models import State
from ethreader.events.models import Event
from tests.conftest import make_comment
from tests.moderation.deciding import QUEUE
from tests.pages import by_class, page_of, text_of

LINK = (
    "[here](https://spam.example/a?b=c&d) and https://plain.example/x\n\n> [q](http://q.example/1)"
)


@pytest.mark.parametrize("body", [LINK, "https://a@b.example/", "[<b>](https://e.example/'\"<x>)"])
def test_nothing_is_left_to_press(body: str) -> None:
    html = without_links(comment_html(body))

    assert "href" not in html
    assert "<a" not in html


@pytest.mark.parametrize("path", [QUEUE, "/moderation/published", f"{QUEUE}?state=published"])
def test_no_list_has_a_live_link_of_a_reader(
    moderator_client: FlaskClient, event: Event, path: str
) -> None:
    parent = make_comment(event, name="Vera", body=LINK)
    state = State.PENDING if path == QUEUE else State.PUBLISHED
    make_comment(event, name="Mira", body=LINK, answering=parent, state=state)

    page = page_of(moderator_client.get(path))

    bodies = by_class(page, "comment-body")
    assert len(bodies) >= 2
    assert [each for body in bodies for each in body.iter("a")] == []
    [quoted] = by_class(page, "quoted")
    assert [text_of(each) for each in quoted.iter("li")] == [
        "https://spam.example/a?b=c&d",
        "http://q.example/1",
    ]


@pytest.mark.parametrize("page", ["history", "decline"])
def test_no_page_about_one_comment_has_one_either(
    moderator_client: FlaskClient, event: Event, page: str
) -> None:
    comment = make_comment(event, name="Mira", body=LINK, state=State.PENDING)

    shown = page_of(moderator_client.get(f"/moderation/comments/{comment.public_id}/{page}"))

    [body] = by_class(shown, "comment-body")
    assert (text_of(body)[:4], list(body.iter("a"))) == ("here", [])
