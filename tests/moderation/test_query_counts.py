"""A list of three costs as many queries as a list of one."""

import pytest
from flask.testing import FlaskClient

from ethreader.comments.models import State
from ethreader.events.models import Event
from tests.comments.forms import COMMENTS, PAGE, comment_ids
from tests.conftest import make_comment
from tests.moderation.deciding import QUEUE, press
from tests.pages import counted_queries


@pytest.mark.parametrize(
    ("path", "state"),
    [
        pytest.param(PAGE, State.PUBLISHED, id="the article"),
        pytest.param(COMMENTS, State.PUBLISHED, id="the thread"),
        pytest.param(QUEUE, State.PENDING, id="the queue"),
    ],
)
def test_more_comments_cost_no_more_queries(
    moderator_client: FlaskClient, event: Event, path: str, state: State
) -> None:
    parent = make_comment(event, body="Parent.")
    known = 1 if state is State.PUBLISHED else 0
    make_comment(event, body="1", state=state, answering=parent)
    with counted_queries() as for_one:
        assert len(comment_ids(moderator_client.get(path).text)) == known + 1
    for number in (2, 3):
        make_comment(event, body=f"{number}", state=state, answering=parent)

    with counted_queries() as for_three:
        shown = comment_ids(moderator_client.get(path).text)

    assert len(shown) == known + 3
    assert len(for_one) > 0
    assert len(for_three) == len(for_one)


def test_more_decisions_cost_no_more_queries(moderator_client: FlaskClient, event: Event) -> None:
    parent = make_comment(event, body="Parent.")
    waiting = [
        make_comment(event, body=f"{n}", state=State.PENDING, answering=parent) for n in range(3)
    ]
    press(moderator_client, waiting[0], "publish")
    with counted_queries() as for_one:
        assert len(comment_ids(moderator_client.get("/moderation/decided").text)) == 1
    for comment in waiting[1:]:
        press(moderator_client, comment, "reject")

    with counted_queries() as for_three:
        shown = comment_ids(moderator_client.get("/moderation/decided").text)

    assert len(shown) == 3
    assert len(for_three) == len(for_one)
