"""What is done in place is told, and the focus lands where one more Enter does nothing."""

import pytest
from flask.testing import FlaskClient

from ethreader.comments.models import State
from ethreader.events.models import Event
from tests.conftest import make_comment
from tests.moderation.deciding import press, seen, token_of
from tests.pages import page_of, text_of
from tests.visitors import HTMX

WAITS = "This comment waits for a decision again."


@pytest.mark.parametrize(
    ("buttons", "told"),
    [
        (["publish"], "Published by Ana"),
        (["reject"], "Declined by Ana"),
        (["spam"], "Marked as spam by Ana"),
        (["reject", "undo"], WAITS),
    ],
)
def test_a_second_enter_changes_nothing(
    moderator_client: FlaskClient, event: Event, buttons: list[str], told: str
) -> None:
    comment = make_comment(event, state=State.PENDING)
    for button in buttons:
        page = page_of(press(moderator_client, comment, button, headers=HTMX))

    [focused] = [each for each in page.iter() if "autofocus" in each.attrib]
    announced = [each for each in page.iter() if "data-announce" in each.attrib]

    assert (focused.tag in {"button", "a", "input"}, focused.get("tabindex")) == (False, "-1")
    assert announced[-1] is focused
    assert text_of(focused).startswith(told)


def test_a_pin_is_told(moderator_client: FlaskClient, event: Event) -> None:
    comment = make_comment(event)
    path = f"/moderation/comments/{comment.public_id}/pin"
    form = {"csrf_token": token_of(moderator_client), "pin": "yes", **seen(comment)}

    page = page_of(moderator_client.post(path, data=form, headers=HTMX))

    [focused] = [each for each in page.iter() if "autofocus" in each.attrib]
    assert focused.get("tabindex") == "-1"
    assert text_of(focused).endswith("Pinned")
