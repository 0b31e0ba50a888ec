import html
import re

import pytest
from flask.testing import FlaskClient

from ethreader.base.db import db
from ethreader.comments.models import Comment, State
from ethreader.events.models import Event
from tests.comments.forms import COMMENTS, PAGE, comment_ids
from tests.comments.states import put_in_state
from tests.conftest import make_comment
from tests.visitors import HTMX, PLAIN

STUB = "This comment is no longer shown."


def test_the_thread_comes_as_a_piece_for_htmx(client: FlaskClient, event: Event) -> None:
    comment = make_comment(event, name="Mira <b>", body="It *did* help.")

    response = client.get(COMMENTS, headers=HTMX)

    assert response.text.startswith('<div id="thread" class="thread"')
    assert comment_ids(response.text) == [comment.public_id]
    assert 'data-comment-name dir="auto">Mira &lt;b&gt;</h3>' in response.text
    assert "<p>It <em>did</em> help.</p>" in response.text


def test_the_thread_comes_as_a_page_without_htmx(client: FlaskClient, event: Event) -> None:
    comment = make_comment(event)

    response = client.get(COMMENTS)

    assert '<h2 class="section-title">1 comment</h2>' in response.text
    assert comment_ids(response.text) == [comment.public_id]


def test_the_article_shows_the_same_thread_as_the_piece(client: FlaskClient, event: Event) -> None:
    first = make_comment(event, body="First.")
    make_comment(event, body="Answer.", answering=first)

    piece = client.get(COMMENTS, headers=HTMX).text

    assert piece.strip() in client.get(PAGE).text


def test_an_empty_thread_says_so(client: FlaskClient, event: Event) -> None:
    assert "No comments yet. Be the first." in client.get(COMMENTS, headers=HTMX).text


def test_comments_stand_oldest_first_with_answers_below_their_parent(
    client: FlaskClient, event: Event
) -> None:
    first = make_comment(event, body="First.")
    second = make_comment(event, body="Second.")
    answer = make_comment(event, body="Answer.", answering=first)

    shown = comment_ids(client.get(COMMENTS, headers=HTMX).text)

    assert shown == [first.public_id, answer.public_id, second.public_id]


@pytest.mark.parametrize("headers", [HTMX, PLAIN], ids=["with htmx", "without htmx"])
def test_a_hidden_parent_leaves_a_stub_without_its_words(
    client: FlaskClient, event: Event, headers: dict[str, str]
) -> None:
    parent = make_comment(event, name="Name of the hidden", body="Words of the hidden.")
    answer = make_comment(event, body="I agree.", answering=parent)
    assert "of the hidden" in client.get(COMMENTS, headers=headers).text
    _hide(parent)

    page = client.get(COMMENTS, headers=headers).text

    assert comment_ids(page) == [answer.public_id]
    assert page.count(STUB) == 1
    assert "of the hidden" not in page


def test_hidden_parents_up_to_the_top_leave_stubs(client: FlaskClient, event: Event) -> None:
    top = make_comment(event, body="Top.")
    middle = make_comment(event, body="Middle.", answering=top)
    leaf = make_comment(event, body="Leaf.", answering=middle)
    _hide(top, middle)

    page = client.get(COMMENTS).text

    assert (page.count(STUB), comment_ids(page)) == (2, [leaf.public_id])
    assert "1 comment</h2>" in page


def test_a_hidden_comment_without_answers_leaves_nothing(client: FlaskClient, event: Event) -> None:
    comment = make_comment(event)
    assert comment_ids(client.get(COMMENTS).text) == [comment.public_id]
    _hide(comment)

    page = client.get(COMMENTS).text

    assert (page.count(STUB), comment_ids(page)) == (0, [])
    assert "No comments yet. Be the first." in page


def test_a_stub_cannot_be_answered(client: FlaskClient, event: Event) -> None:
    parent = make_comment(event)
    answer = make_comment(event, body="I agree.", answering=parent)
    _hide(parent)

    page = client.get(COMMENTS, headers=HTMX).text

    assert f"reply_to={answer.public_id}" in page
    assert f"reply_to={parent.public_id}" not in page


def test_a_very_deep_thread_goes_on_behind_a_link(client: FlaskClient, event: Event) -> None:
    comment = make_comment(event, body="Root.")
    chain = [comment]
    for number in range(12):
        chain.append(make_comment(event, body=f"Answer {number}.", answering=chain[-1]))

    page = client.get(COMMENTS, headers=HTMX).text
    further = re.search(r'href="([^"]+)"[^>]*>Show 7 more replies<', page)
    assert further is not None
    rest = client.get(html.unescape(further[1]), headers=HTMX).text

    assert comment_ids(page) == [each.public_id for each in chain[:6]]
    assert comment_ids(rest) == [each.public_id for each in chain[6:]]
    assert page.count('<ol class="branch" aria-label="Replies">') == 4
    assert page.count("in reply to <a href=") == 1
    assert f'in reply to <a href="/comments/{chain[5].public_id}"' in rest


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_the_thread_takes_no_other_verb(client: FlaskClient, event: Event, method: str) -> None:
    response = client.open(COMMENTS, method=method)

    assert response.status_code == 405
    assert "This action is not available" in response.text


def test_an_unknown_event_has_no_thread(client: FlaskClient, event: Event) -> None:
    response = client.get("/events/no-such/comments", headers=HTMX)

    assert response.status_code == 404
    assert "Page not found" in response.text


def _hide(*comments: Comment) -> None:
    for comment in comments:
        put_in_state(comment, State.REJECTED)
    db.session.commit()
