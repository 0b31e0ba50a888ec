"""What is urgent comes first, then what came first; nobody is missed, not even advertising."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import update

from ethreader.base import paging
from ethreader.base.db import begin_write_transaction, db
from ethreader.comments.models import Comment
from ethreader.events.models import Event
from ethreader.screening.urgency import Urgency
from tests.comments.forms import comment_ids
from tests.moderation.deciding import QUEUE
from tests.moderation.long_lists import waiting
from tests.pages import page_of, texts


def make_urgent(ids: list[int], urgency: Urgency) -> None:
    begin_write_transaction()
    db.session.execute(update(Comment).where(Comment.id.in_(ids)).values(urgency=urgency))
    db.session.commit()


def walked(client: FlaskClient) -> list[list[int]]:
    """Return the numbers of the comments on each page of the queue, to its end."""
    pages, path = [], QUEUE
    while path:
        html = client.get(path).text
        pages.append([int(each, 16) for each in comment_ids(html)])
        found = re.search(r'href="([^"]+[?]after=\d+)"', html)
        path = found[1] if found else ""
    return pages


def test_urgent_ones_come_first_advertising_last_and_every_page_goes_on(
    moderator_client: FlaskClient, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paging, "PAGE_LENGTH", 3)
    waiting(event, 8)
    make_urgent([2, 5, 7, 8], Urgency.SOON)
    make_urgent([1, 4], Urgency.LAST)

    assert walked(moderator_client) == [[2, 5, 7], [8, 3, 6], [1, 4]]


def test_what_waits_apart_is_one_line_above_the_queue(
    moderator_client: FlaskClient, event: Event
) -> None:
    waiting(event, 3)
    assert "may be in danger" not in moderator_client.get(QUEUE).text
    make_urgent([2], Urgency.DANGER)

    page = page_of(moderator_client.get(QUEUE))

    assert texts(page, ".//p[@class='apart']") == ["1 comment in which somebody may be in danger"]
    [link] = page.iterfind(".//p[@class='apart']/a")
    assert link.get("href") == "/moderation/apart"
    assert texts(page, ".//*[@id='menu-waiting']") == ["2"]
    assert walked(moderator_client) == [[1, 3]]
