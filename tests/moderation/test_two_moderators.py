from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask.testing import FlaskClient

from ethreader.comments.models import State
from ethreader.events.models import Event
from tests.conftest import make_comment
from tests.moderation.deciding import press, record, seen, state_of, token_of
from tests.moderation.declining import send
from tests.visitors import HTMX, PLAIN


@pytest.mark.parametrize("headers", [HTMX, PLAIN], ids=["with htmx", "without htmx"])
@pytest.mark.parametrize("decision", ["publish", "reject"])
def test_the_slower_moderator_sees_what_the_faster_one_decided(
    *,
    moderator_client: FlaskClient,
    other_moderator_client: FlaskClient,
    event: Event,
    headers: dict[str, str],
    decision: str,
) -> None:
    comment = make_comment(event, state=State.PENDING)
    version = comment.version
    send(moderator_client, comment, reason="danger")

    response = press(other_moderator_client, comment, decision, headers=headers, version=version)

    assert response.status_code == 409
    assert "It has changed since you opened the page. Nothing was done" in response.text
    assert "<strong>Declined</strong> by <bdi>Ana</bdi>" in response.text
    assert state_of(comment) == "rejected"
    assert record() == [("Ana", "pending", "rejected", "danger", "")]


def test_another_moderator_can_take_a_decision_back(
    moderator_client: FlaskClient, other_moderator_client: FlaskClient, event: Event
) -> None:
    comment = make_comment(event, state=State.PENDING)
    press(moderator_client, comment, "publish")

    press(other_moderator_client, comment, "undo")

    assert [each[0:3] for each in record()] == [
        ("Ana", "pending", "published"),
        ("Boris", "published", "pending"),
    ]


@pytest.mark.parametrize("round_", range(3))
def test_two_moderators_at_once_decide_once(
    moderator_client: FlaskClient, other_moderator_client: FlaskClient, event: Event, round_: int
) -> None:
    comment = make_comment(event, state=State.PENDING)
    address = f"/moderation/comments/{comment.public_id}/decision"
    form = seen(comment)
    presses = [
        (
            moderator_client,
            {**form, "decision": "publish", "csrf_token": token_of(moderator_client)},
        ),
        (
            other_moderator_client,
            {**form, "decision": "spam", "csrf_token": token_of(other_moderator_client)},
        ),
    ]
    start = Barrier(len(presses))

    def send(whose: FlaskClient, data: dict[str, object]) -> int:
        start.wait()
        return whose.post(address, data=data, headers=HTMX).status_code

    with ThreadPoolExecutor(len(presses)) as pool:
        answers = list(pool.map(send, *zip(*presses, strict=True)))

    assert sorted(answers) == [200, 409]
    assert len(record()) == 1
    assert state_of(comment) == record()[0][2]
