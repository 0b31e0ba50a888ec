"""What a page of a thread costs: the same however much was written, and little for each comment."""

import html
from typing import NamedTuple

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from ethreader.base.db import begin_write_transaction, db
from ethreader.base.invisible import clean_line, has_visible
from ethreader.comments.formats import LETTERS, PLAIN, SIGNS
from ethreader.comments.models import Comment
from ethreader.comments.threads import COMMENTS_SHOWN, branches_that_fit
from ethreader.demo.seeding import seed_thread
from ethreader.events.models import Event
from ethreader.web.shapes import SHAPES, Shape, gap
from tests.comments.forms import COMMENTS, PAGE, comment_ids
from tests.comments.walking import walked
from tests.conftest import ZONE, make_comment
from tests.pages import by_class, counted_queries, page_of, text_of
from tests.times import utcnow

STATEMENTS = 13  # With the one that begins the transaction; five, where the frame stands.
BYTES = 1_000  # Of a comment, without what somebody wrote.


class Root(NamedTuple):
    reply_count: int


def seed(event: Event, count: int) -> None:
    begin_write_transaction()
    seed_thread(event, count, zone=ZONE, now=utcnow())
    db.session.commit()


@pytest.mark.parametrize(
    ("replies", "size", "expected"),
    [
        pytest.param([0] * 41, 40, 40, id="remarks alone: as many as a page has branches"),
        pytest.param([0] * 7, 40, 7, id="fewer"),
        pytest.param([5] * 41, 40, 16, id="five replies each: a hundred comments"),
        pytest.param([900] * 41, 40, 16, id="more than five stand behind a link"),
        pytest.param([9] * 20, 3, 3, id="small pages are never cut"),
        pytest.param([9] * 500, 400, 166, id="large ones hold more"),
        pytest.param([], 40, 0, id="none"),
    ],
)
def test_page_has_room_for_branches(replies: list[int], size: int, expected: int) -> None:
    assert len(branches_that_fit([Root(each) for each in replies], size=size)) == expected


@pytest.mark.long
def test_page_weighs_the_same_in_a_thread_of_any_length(client: FlaskClient, event: Event) -> None:
    weights, shown = [], []
    for count in (300, 1200):
        seed(event, count)
        with counted_queries() as statements:
            page = client.get(PAGE)
        assert len(statements) == STATEMENTS
        weights.append(len(page.data))
        shown.append(len(comment_ids(page.text)))

    assert max(shown) <= COMMENTS_SHOWN
    assert max(weights) / min(weights) < 1.1


@pytest.mark.long
def test_pages_of_a_busy_thread_leave_nothing_out(client: FlaskClient, event: Event) -> None:
    seed(event, 200)
    on_page = comment_ids(client.get(PAGE).text)

    ids = db.session.scalars(select(Comment.public_id).order_by(Comment.id)).all()

    assert sorted(walked(client, COMMENTS)) == sorted(ids)
    for public_id in (*ids[::5], *on_page[::5]):
        place = client.get(f"/comments/{public_id}").headers["Location"]
        assert place.startswith(f"{PAGE}#") is (public_id in on_page)
        if public_id not in on_page:
            assert public_id in comment_ids(client.get(place).text)


def test_comment_weighs_little(client: FlaskClient, event: Event) -> None:
    weights = []
    for _ in range(2):
        for _ in range(5):
            make_comment(event, name="Mira", body="Well said.")
        weights.append(len(client.get(PAGE).data))

    assert (weights[1] - weights[0]) / 5 < BYTES


def test_comments_of_a_kind_share_one_shape(app: Flask, client: FlaskClient, event: Event) -> None:
    taken = []
    for _ in range(3):
        make_comment(event, name="Mira S.", body="It rained all day.")
        client.get(f"{COMMENTS}/latest?since=0")
        taken.append(len(app.extensions[SHAPES]))

    assert taken[1] == taken[2] > 0


def test_nothing_that_a_reader_wrote_stays_in_a_shape(
    app: Flask, client: FlaskClient, event: Event
) -> None:
    first = make_comment(event, name="Mira Secret", body="It rained secretly.")
    make_comment(event, name="Ana Secret", body="Secretly, too.", answering=first)
    assert client.get(PAGE).text.lower().count("secret") > 4

    kept = [str(vars(each)) for each in app.extensions[SHAPES].values()]

    assert kept
    assert [each for each in kept if "secret" in each.lower() or first.public_id in each] == []


@pytest.mark.parametrize(
    "name",
    ["%(html)s", "100 %", "{{ name }}", pytest.param(gap("html")[:-1], id="a gap's sign"), "<b>"],
)
def test_words_fill_their_gaps_as_they_are(client: FlaskClient, event: Event, name: str) -> None:
    make_comment(event, name=name, body=f"I am {name}, truly.")

    page = page_of(client.get(PAGE))

    assert [text_of(each) for each in by_class(page, "comment-name")] == [name]
    assert [text_of(each) for each in by_class(page, "comment-body")] == [f"I am {name}, truly."]


def test_shape_is_filled_in_one_go() -> None:
    shape = Shape(f"<p>{gap('name')} at 100 % %(name)s</p>")

    assert (
        shape.fill({"name": html.escape(gap("name"))}) == f"<p>{gap('name')} at 100 % %(name)s</p>"
    )


def test_names_that_are_taken_as_they_are_need_no_cleaning() -> None:
    signs = [chr(code) for code in range(0x2100) if PLAIN.fullmatch(f"A{chr(code)}")]

    assert len(signs) > 200
    assert {LETTERS[0], "ж", "š", SIGNS[0]} <= set(signs)
    for sign in signs:
        assert clean_line(f"A {sign}{sign}") == f"A {sign}{sign}"
        assert has_visible(f"A{sign}")
    for letter in (each for each in signs if PLAIN.fullmatch(each)):
        assert has_visible(letter)
