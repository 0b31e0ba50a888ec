"""What a request reads of an event: once, and no more of it than it shows."""

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from ethreader.events.models import Event
from tests.comments.forms import COMMENTS, PAGE, filled_in
from tests.conftest import make_comment
from tests.pages import counted_queries
from tests.visitors import HTMX

Visit = Callable[[FlaskClient, dict[str, str]], TestResponse]


def loads_of(statements: list[str], table: str) -> int:
    """Count the statements that read whole rows of a table."""
    return sum(bool(re.search(rf"^SELECT {table}\.id,", each)) for each in statements)


def loads_of_people(statements: list[str]) -> int:
    return sum("FROM involvement" in each or "FROM appearance" in each for each in statements)


@pytest.mark.parametrize(
    ("visit", "status"),
    [
        pytest.param(lambda c, _: c.get(f"{COMMENTS}/new"), 200, id="the form"),
        pytest.param(lambda c, form: c.post(COMMENTS, data=form), 303, id="a comment"),
        pytest.param(
            lambda c, form: c.post(COMMENTS, data=form, headers=HTMX), 201, id="one by htmx"
        ),
        pytest.param(
            lambda c, form: c.post(COMMENTS, data={**form, "body": ""}), 422, id="an empty one"
        ),
        pytest.param(
            lambda c, form: c.post(COMMENTS, data={**form, "stamp": "x"}), 422, id="a foreign one"
        ),
        pytest.param(lambda c, _: c.get(f"{COMMENTS}/received"), 200, id="the receipt"),
        pytest.param(
            lambda c, form: c.post(f"{COMMENTS}/check?field=body", data=form, headers=HTMX),
            200,
            id="one field",
        ),
        pytest.param(
            lambda c, form: c.post(f"{COMMENTS}/preview", data=form), 200, id="the preview"
        ),
        pytest.param(lambda c, _: c.get(COMMENTS), 200, id="the thread"),
        pytest.param(lambda c, _: c.get(f"{COMMENTS}/latest?since=0"), 200, id="what is new"),
        pytest.param(lambda c, _: c.get(f"{COMMENTS}.xml"), 200, id="the feed"),
    ],
)
def test_event_is_read_once_and_its_people_are_not(
    client: FlaskClient, event: Event, visit: Visit, status: int
) -> None:
    make_comment(event)
    form = filled_in(client)

    with counted_queries() as statements:
        answer = visit(client, form)

    assert answer.status_code == status
    assert (loads_of(statements, "event"), loads_of_people(statements)) == (1, 0)


def test_article_reads_its_event_once_and_its_people(client: FlaskClient, event: Event) -> None:
    with counted_queries() as statements:
        client.get(PAGE)

    # Of side events and neighbours, it reads no texts.
    assert sum("event.body_html" in each for each in statements) == 1
    assert loads_of_people(statements) == 3  # The third: events in which they take part as well.
