"""A reason that nobody chose is told to nobody: not on record, not to the author, not in mail."""

import pytest
from flask.testing import FlaskClient

from ethreader.comments.log_queries import last_outcome
from ethreader.comments.models import State
from ethreader.events.models import Event
from tests.comments.forms import COMMENTS, filled_in, own_link, stored
from tests.conftest import make_comment
from tests.moderation.deciding import press
from tests.moderation.declining import send
from tests.pages import page_of, text_of
from tests.visitors import HTMX, both_ways


@both_ways
@pytest.mark.parametrize("sent", [{}, {"reason": "danger"}], ids=["no field", "an old form's"])
def test_a_plain_button_gives_no_reason_and_the_verdict_says_none(
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
        pytest.param([("publish", ""), ("reject", "")], None, id="published before"),
        pytest.param([("spam", ""), ("reject", "")], None, id="spam before"),
        pytest.param(
            [("reject", ""), ("publish", ""), ("undo", "")], None, id="by an undo, without"
        ),
        pytest.param(
            [("reject", "private"), ("publish", ""), ("undo", "")],
            "Gives away private details",
            id="by an undo, with the reason of before",
        ),
        pytest.param([("spam", "")], None, id="spam"),
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
        if reason:
            send(moderator_client, stored()[0], reason=reason)
        else:
            press(moderator_client, stored()[0], button)

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
