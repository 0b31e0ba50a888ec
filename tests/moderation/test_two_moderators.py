from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask.testing import FlaskClient

from ethreader.comments.models import State
from ethreader.events.models import Event
from tests.conftest import make_comment
from tests.moderation.desks import press, record, seen, state_of, token_of
from tests.visitors import HTMX, PLAIN


@pytest.mark.parametrize("headers", [HTMX, PLAIN], ids=["with htmx", "without htmx"])
def test_the_slower_moderator_sees_what_the_faster_one_decided(
    desk: FlaskClient, other_desk: FlaskClient, event: Event, headers: dict[str, str]
) -> None:
    comment = make_comment(event, state=State.PENDING)
    version = comment.version
    press(desk, comment, "reject", reason="danger")

    answer = press(other_desk, comment, "publish", headers=headers, version=version)

    assert answer.status_code == 409
    assert "It changed after you opened the page. Nothing was done" in answer.text
    assert "<strong>Rejected</strong> by <bdi>Ana</bdi>" in answer.text
    assert state_of(comment) == "rejected"
    assert record() == [("Ana", "pending", "rejected", "danger", "")]


def test_another_moderator_can_take_a_decision_back(
    desk: FlaskClient, other_desk: FlaskClient, event: Event
) -> None:
    comment = make_comment(event, state=State.PENDING)
    press(desk, comment, "publish")

    press(other_desk, comment, "undo")

    assert [each[0:3] for each in record()] == [
        ("Ana", "pending", "published"),
        ("Boris", "published", "pending"),
    ]


@pytest.mark.parametrize("round_", range(3))
def test_two_moderators_at_once_decide_once(
    desk: FlaskClient, other_desk: FlaskClient, event: Event, round_: int
) -> None:
    comment = make_comment(event, state=State.PENDING)
    address = f"/moderation/comments/{comment.public_id}/decision"
    form = seen(comment)
    desks = [
        (desk, {**form, "decision": "publish", "csrf_token": token_of(desk)}),
        (other_desk, {**form, "decision": "spam", "csrf_token": token_of(other_desk)}),
    ]
    start = Barrier(len(desks))

    def send(whose: FlaskClient, data: dict[str, object]) -> int:
        start.wait()
        return whose.post(address, data=data, headers=HTMX).status_code

    with ThreadPoolExecutor(len(desks)) as pool:
        answers = list(pool.map(send, *zip(*desks, strict=True)))

    assert sorted(answers) == [200, 409]
    assert len(record()) == 1
    assert state_of(comment) == record()[0][2]
