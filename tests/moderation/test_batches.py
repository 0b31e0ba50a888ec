"""Many comments are decided on at once: each once, with a change of its own on record."""

import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from ethreader.comments.models import Comment, State
from ethreader.events.models import Event
from tests.comments.forms import comment_ids
from tests.conftest import make_comment
from tests.moderation.deciding import QUEUE, press, record, seen, state_of, token_of
from tests.pages import by_class, page_of, text_of, texts


def picked(comment: Comment) -> str:
    told = seen(comment)
    return f"{comment.public_id}.{told['version']}.{told['seen_report']}"


def send(
    client: FlaskClient, rows: list[str], decision: str = "publish", **more: Any
) -> TestResponse:
    path = "/moderation/batch/undo" if decision == "undo" else "/moderation/batch"
    data = {"csrf_token": token_of(client), "row": rows, "decision": decision, **more}
    return client.post(path, data=data)


def waiting(event: Event, count: int) -> list[Comment]:
    return [
        make_comment(event, name=f"Name {n}", body=f"{n}", state=State.PENDING)
        for n in range(count)
    ]


@pytest.mark.parametrize(
    ("decision", "state", "reason", "said"),
    [
        ("publish", "published", "fits", "3 comments have been published."),
        ("reject", "rejected", "None", "3 comments have been declined."),
        ("spam", "spam", "advertising", "3 comments have been marked as spam."),
    ],
)
def test_each_is_decided_once_and_all_are_taken_back_together(
    moderator_client: FlaskClient,
    event: Event,
    *,
    decision: str,
    state: str,
    reason: str,
    said: str,
) -> None:
    comments = waiting(event, 4)
    rows = [picked(each) for each in comments[:3]]

    response = send(moderator_client, rows, decision)
    page = moderator_client.get(response.headers["Location"])

    assert response.status_code == 303
    assert [state_of(each) for each in comments] == [state] * 3 + ["pending"]
    assert record() == [("Ana", "pending", state, reason, "")] * 3
    assert texts(page_of(page), ".//p[@class='confirmation']") == [said]
    assert comment_ids(page.text) == [comments[3].public_id]

    undoing = re.findall(r'<input type="hidden" name="row" value="([^"]+)">', page.text)
    response = send(moderator_client, undoing, "undo")
    page = moderator_client.get(response.headers["Location"])

    assert [state_of(each) for each in comments] == ["pending"] * 4
    assert texts(page_of(page), ".//p[@class='confirmation']") == [
        "3 comments wait for a decision again."
    ]
    assert len(record()) == 6


def test_the_same_post_once_more_decides_nothing_more(
    moderator_client: FlaskClient, event: Event
) -> None:
    rows = [picked(each) for each in waiting(event, 2)]

    first, second = (send(moderator_client, [*rows, *rows]) for _ in range(2))

    assert (first.status_code, second.status_code) == (303, 303)
    assert "left=" not in second.headers["Location"]
    assert len(record()) == 2


def test_what_changed_meanwhile_is_left_alone_and_told_by_name(
    moderator_client: FlaskClient, other_moderator_client: FlaskClient, event: Event
) -> None:
    comments = waiting(event, 3)
    rows = [picked(each) for each in comments]
    press(other_moderator_client, comments[1], "spam")

    response = send(moderator_client, rows)
    page = page_of(moderator_client.get(response.headers["Location"]))

    assert [state_of(each) for each in comments] == ["published", "spam", "published"]
    [notice] = by_class(page, "notice")
    assert text_of(notice).startswith("These have changed since you opened the page")
    [left] = [text_of(each) for each in notice.iter("li")]
    assert left.startswith("Name 1: Marked as spam by Boris")
    assert texts(page, ".//p[@class='confirmation']") == ["2 comments have been published."]


def test_nothing_selected_is_said(moderator_client: FlaskClient, event: Event) -> None:
    waiting(event, 1)

    response = send(moderator_client, [], place="queue?q=0")

    assert response.status_code == 422
    assert "Select at least one comment first. Nothing was done." in response.text
    assert len(comment_ids(response.text)) == 1


@pytest.mark.parametrize(
    ("rows", "decision", "status"),
    [
        (["none"], "publish", 422),
        (["0" * 16], "publish", 422),
        (["0" * 16 + ".1.0"], "publish", 303),
        (["0" * 16 + ".1.0"], "none", 400),
        (["0" * 16 + ".1.0"], "", 400),
        (["0" * 16 + "." + "9" * 30 + ".0"], "spam", 422),
        (["\x00"], "spam", 422),
        ([], "undo", 303),
    ],
)
def test_odd_rows_do_nothing(
    moderator_client: FlaskClient, event: Event, *, rows: list[str], decision: str, status: int
) -> None:
    [comment] = waiting(event, 1)

    assert send(moderator_client, rows, decision).status_code == status
    assert (state_of(comment), record()) == ("pending", [])


def test_all_of_a_page_are_selected_without_javascript(
    moderator_client: FlaskClient, event: Event
) -> None:
    waiting(event, 3)
    page = page_of(moderator_client.get(QUEUE))
    [link] = [each for each in page.iter("a") if text_of(each) == "Select all on this page"]

    page = page_of(moderator_client.get(str(link.get("href"))))

    boxes = [each for each in page.iter("input") if each.get("type") == "checkbox"]
    assert [("checked" in each.attrib, each.get("form")) for each in boxes] == [(True, "bulk")] * 3
    labels = [text_of(each) for each in by_class(page, "pick")]
    assert labels == [f"Select the comment by Name {n}" for n in range(3)]
