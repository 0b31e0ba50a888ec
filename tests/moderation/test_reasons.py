"""A reason that nobody chose is told to nobody: not on record, not to the author, not in mail."""

from xml.etree.ElementTree import Element

import pytest
from flask.testing import FlaskClient

from ethreader.comments.log_queries import last_outcome
from ethreader.comments.models import Comment, State
from ethreader.events.models import Event
from tests.comments.forms import COMMENTS, filled_in, own_link, stored
from tests.conftest import make_comment
from tests.moderation.deciding import press, record, state_of
from tests.pages import page_of, text_of
from tests.visitors import HTMX, both_ways

PLACES = [
    pytest.param("/moderation/", State.PENDING, id="in the queue"),
    pytest.param("/moderation/published", State.PUBLISHED, id="where it is published"),
]


def choices(page: Element) -> list[tuple[str, str, bool]]:
    """Return the reasons that a form offers: value, words, and whether it is chosen."""
    [field] = [each for each in page.iter("select") if each.get("name") == "reason"]
    return [(each.get("value", ""), text_of(each), "selected" in each.attrib) for each in field]


def chosen_by_browser(page: Element) -> str:
    """Return what a browser sends where nobody has touched the reasons."""
    offered = choices(page)
    return next((value for value, _, is_chosen in offered if is_chosen), offered[0][0])


@pytest.mark.parametrize(("path", "state"), PLACES)
def test_a_form_that_nobody_touched_gives_no_reason(
    moderator_client: FlaskClient, event: Event, path: str, state: State
) -> None:
    comment = make_comment(event, state=state)
    page = page_of(moderator_client.get(path))

    press(moderator_client, comment, "reject", reason=chosen_by_browser(page))

    assert choices(page)[0] == ("", "No reason", False)
    assert (state_of(comment), record()[-1][3]) == ("rejected", "None")


@both_ways
@pytest.mark.parametrize("sent", [{}, {"reason": ""}], ids=["no field", "an empty field"])
def test_the_verdict_says_who_and_when_and_no_reason(
    moderator_client: FlaskClient, event: Event, headers: dict[str, str], sent: dict[str, str]
) -> None:
    comment = make_comment(event, state=State.PENDING)
    press(moderator_client, comment, "reject", headers=headers, note="Ask Boris.", **sent)

    page = page_of(moderator_client.get("/moderation/decided"))

    [verdict] = [each for each in page.iter("p") if each.get("class") == "verdict"]
    assert text_of(verdict).startswith("Declined by Ana on ")
    assert text_of(verdict).endswith(": Ask Boris.")
    assert "–" not in text_of(verdict)


@pytest.mark.long
@pytest.mark.parametrize(
    ("way", "words"),
    [
        pytest.param([("reject", "")], None, id="declined"),
        pytest.param([("reject", "danger")], "Could put someone in danger", id="with a reason"),
        pytest.param([("reject", "danger"), ("publish", ""), ("reject", "")], None, id="again"),
        pytest.param([("publish", "private"), ("reject", "")], None, id="published before"),
        pytest.param([("spam", "hurtful"), ("reject", "")], None, id="spam before"),
        pytest.param(
            [("reject", ""), ("publish", ""), ("undo", "")], None, id="by an undo, without"
        ),
        pytest.param(
            [("reject", "private"), ("publish", ""), ("undo", "")],
            "Gives away private details",
            id="by an undo, with the reason of before",
        ),
        pytest.param([("spam", "danger")], None, id="spam"),
    ],
)
def test_an_author_reads_the_reason_that_was_chosen_and_no_other(
    client: FlaskClient,
    moderator_client: FlaskClient,
    event: Event,
    way: list[tuple[str, str]],
    words: str | None,
) -> None:
    page = own_link(client.post(COMMENTS, data=filled_in(client), headers=HTMX))
    for button, reason in way:
        press(moderator_client, stored()[0], button, reason=reason)

    text = text_of(page_of(client.get(page)).find("body"))

    assert "Your comment is not published." in text
    assert ("The reason:" in text) is (words is not None)
    assert f"The reason: {words}." in text or words is None


def test_a_mail_leads_to_no_reason_that_nobody_chose(
    moderator_client: FlaskClient, event: Event
) -> None:
    comment = make_comment(event, state=State.PENDING)

    press(moderator_client, comment, "reject")

    assert last_outcome(comment.id).as_text() == "rejected"


@both_ways
@pytest.mark.parametrize("state", [State.PENDING, State.PUBLISHED], ids=["waiting", "published"])
def test_a_reason_stays_chosen_when_the_decision_was_not_taken(
    moderator_client: FlaskClient, event: Event, headers: dict[str, str], state: State
) -> None:
    comment: Comment = make_comment(event, state=state)

    response = press(
        moderator_client, comment, "reject", headers=headers, reason="danger", version=99
    )

    page = page_of(response, status=409)
    assert chosen_by_browser(page) == "danger"
