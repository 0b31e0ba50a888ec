"""A thread of any length: pages, branches, permalinks and news agree with a plain list."""

import html
import random
import re
from collections import deque
from itertools import count

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from ethreader.base.db import begin_write_transaction, db
from ethreader.base.errors import Invalid
from ethreader.comments.counts import recount
from ethreader.comments.models import Comment, State
from ethreader.events.models import Event
from tests.comments.forms import COMMENTS, PAGE, comment_ids
from tests.comments.states import put_in_state
from tests.comments.walking import MORE, walked
from tests.conftest import make_comment
from tests.pages import counted_queries, page_of, texts
from tests.visitors import HTMX

pytestmark = pytest.mark.long


def grow(event: Event, size: int, *, seed: int = 1) -> list[Comment]:
    """Write a thread in which long and deep branches appear."""
    chance = random.Random(seed)
    said: list[Comment] = []
    for number in range(size):
        parent = chance.choice(said[-6:]) if said and chance.random() < 0.75 else None
        said.append(make_comment(event, body=f"Remark {number}.", answering=parent))
    return said


@pytest.fixture
def small_pages(app: Flask) -> None:
    """Pages of three, so that forty comments fill many."""
    settings = app.extensions["settings"]
    object.__setattr__(settings, "thread_page", 3)


@pytest.mark.usefixtures("small_pages")
@pytest.mark.parametrize("order", ["oldest", "newest", "replies"])
def test_all_are_reached_by_links_and_each_once(
    client: FlaskClient, event: Event, order: str
) -> None:
    ids = [each.public_id for each in grow(event, 60)]

    seen = walked(client, f"{COMMENTS}?order={order}")

    assert sorted(seen) == sorted(ids)


@pytest.mark.usefixtures("small_pages")
def test_all_are_reached_once_while_others_are_published(client: FlaskClient, event: Event) -> None:
    ids = [each.public_id for each in grow(event, 30)]
    seen, page = [], f"{COMMENTS}?order=oldest"
    waiting = deque([page])
    for number in count():
        if not waiting:
            break
        response = client.get(waiting.popleft(), headers=HTMX).text
        seen += comment_ids(response)
        waiting += [html.unescape(link) for link in MORE.findall(response)]
        if number < 5:
            make_comment(event, body=f"Meanwhile {number}.")

    assert len(seen) == len(set(seen))
    assert set(ids) <= set(seen)


@pytest.mark.parametrize(
    ("order", "expected"),
    [("oldest", "abc"), ("newest", "cba"), ("replies", "bca"), ("answers", "bca")],
)
def test_orders(client: FlaskClient, event: Event, order: str, expected: str) -> None:
    names = {}
    for name in "abc":
        names[name] = make_comment(event, name=name)
    answer = make_comment(event, name="x", answering=names["b"])
    make_comment(event, name="y", answering=answer)
    make_comment(event, name="z", answering=names["c"])

    page = client.get(f"{PAGE}?order={order}").text

    shown = re.findall(r'data-comment-name dir="auto">([abc])<', page)
    assert "".join(shown) == expected


def test_an_unknown_order_is_refused(client: FlaskClient, event: Event) -> None:
    refused = page_of(client.get(f"{PAGE}?order=best"), status=400)

    assert texts(refused, ".//h1") == [str(Invalid.title)]


@pytest.mark.parametrize(
    "query",
    ["after=0", "after=0123456789abcdef", "after=-", "branch=1", "at=x", "order=replies&after=9"],
)
def test_a_place_that_is_not_there_is_missing(
    client: FlaskClient, event: Event, query: str
) -> None:
    comment = make_comment(event)
    assert comment_ids(client.get(COMMENTS).text) == [comment.public_id]

    missing = client.get(f"{COMMENTS}?{query}")

    assert (missing.status_code, comment_ids(missing.text)) == (404, [])


@pytest.mark.usefixtures("small_pages")
def test_a_page_takes_the_same_queries_however_long_the_thread(
    client: FlaskClient, event: Event
) -> None:
    taken = []
    for size in (40, 160):
        grow(event, size, seed=size)
        with counted_queries() as statements:
            page = client.get(PAGE)
        taken.append((len(statements), len(page.data)))

    assert taken[0][0] == taken[1][0]
    assert taken[1][1] < 1.5 * taken[0][1]


@pytest.mark.usefixtures("small_pages")
def test_every_permalink_lands(client: FlaskClient, event: Event) -> None:
    places = set()
    for comment in grow(event, 60):
        response = client.get(f"/comments/{comment.public_id}")
        place, anchor = response.headers["Location"].split("#")
        places.add(place)
        page = client.get(place).text

        assert response.status_code == 302
        assert anchor == f"c-{comment.public_id}"
        assert page.count(f'id="{anchor}"') == 1

    assert PAGE in places
    assert len(places) > 3


def test_a_permalink_of_a_stub_leads_to_the_stub(client: FlaskClient, event: Event) -> None:
    parent = make_comment(event)
    make_comment(event, answering=parent)
    begin_write_transaction()
    put_in_state(parent, State.REJECTED)
    db.session.commit()

    response = client.get(f"/comments/{parent.public_id}", follow_redirects=True)

    assert f'id="c-{parent.public_id}"' in response.text
    assert "This comment is no longer shown." in response.text


@pytest.mark.parametrize("state", [state for state in State if state is not State.PUBLISHED])
def test_what_is_not_shown_says_so_as_if_it_had_never_been(
    client: FlaskClient, event: Event, state: State
) -> None:
    hidden = client.get(f"/comments/{make_comment(event, state=state).public_id}")
    unknown = client.get("/comments/0123456789abcdef")

    assert hidden.status_code == unknown.status_code == 404
    assert "This comment is not shown" in hidden.text
    assert hidden.data == unknown.data


def test_news_come_when_something_is_published_and_only_then(
    client: FlaskClient, event: Event
) -> None:
    make_comment(event)
    waits = make_comment(event, body="Not yet.", state=State.PENDING)
    assert client.get(f"{COMMENTS}/news?since=1").status_code == 204

    begin_write_transaction()
    put_in_state(waits, State.PUBLISHED)
    db.session.commit()

    news = client.get(f"{COMMENTS}/news?since=1", headers=HTMX)
    latest = client.get(f"{COMMENTS}/latest?since=1", headers=HTMX)
    assert "Show 1 new comment<" in news.text
    assert comment_ids(latest.text) == [waits.public_id]
    assert 'data-since="2"' in latest.text


def test_latest_counts_answers_to_what_is_new_as_well(client: FlaskClient, event: Event) -> None:
    make_comment(event, answering=make_comment(event))

    latest = client.get(f"{COMMENTS}/latest?since=0", headers=HTMX).text

    assert ">2 new comments<" in latest
    assert 'data-heading="2 comments"' in latest


def test_news_do_not_look_at_comments(client: FlaskClient, event: Event) -> None:
    make_comment(event)

    with counted_queries() as statements:
        client.get(f"{COMMENTS}/news?since=1")

    reads = [each for each in statements if each.startswith("SELECT")]
    assert len(reads) == 1
    assert "comment." not in reads[0]


@pytest.mark.parametrize("since", ["", "-1", "x", "1234567890"])
def test_news_since_nonsense_are_refused(client: FlaskClient, event: Event, since: str) -> None:
    refused = page_of(client.get(f"{COMMENTS}/news?since={since}"), status=400)

    assert texts(refused, ".//h1") == [str(Invalid.title)]


def test_counts_follow_every_change(event: Event) -> None:
    """Any order of changes leaves the counters as a fresh count finds them."""
    chance = random.Random(7)
    said = grow(event, 25)
    for _ in range(120):
        begin_write_transaction()
        comment = chance.choice(said)
        db.session.refresh(comment)
        put_in_state(comment, chance.choice(list(State)))
        db.session.commit()
        kept = counters(event)
        recount(event)
        db.session.flush()
        db.session.expire_all()
        assert counters(event) == kept
        db.session.rollback()


def counters(event: Event) -> tuple[int, list[tuple[int | None, int, bool]]]:
    rows = db.session.execute(
        select(Comment.root_id, Comment.reply_count, Comment.is_visible).order_by(Comment.id)
    )
    return event.comment_count, [(root, answers, shown) for root, answers, shown in rows]


def test_news_that_are_too_many_for_one_look_come_in_parts(
    client: FlaskClient, event: Event
) -> None:
    ids = [make_comment(event, body=f"News {number}.").public_id for number in range(43)]

    first = client.get(f"{COMMENTS}/latest?since=0", headers=HTMX).text
    page = client.get(f"{COMMENTS}/latest?since=0").text
    [more] = MORE.findall(page)
    rest = client.get(html.unescape(more)).text

    assert comment_ids(first) == comment_ids(page) == ids[:40]
    assert 'data-since="40"' in first  # From there an open page asks on.
    assert comment_ids(rest) == ids[40:]
    assert MORE.findall(rest) == []
