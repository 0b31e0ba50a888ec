"""What was done to a comment that readers see is told by the name of the button that did it."""

from xml.etree.ElementTree import Element

import pytest
from flask import Flask
from flask.testing import FlaskClient

from ethreader.comments.models import Comment
from ethreader.events.models import Event
from tests.conftest import make_comment
from tests.moderation.deciding import press
from tests.pages import by_class, by_id, page_of, text_of
from tests.reports.reporting import report_from
from tests.visitors import HTMX

UNDONE = "The decision has been undone."


@pytest.fixture
def reported(app: Flask, event: Event) -> Comment:
    comment = make_comment(event)
    report_from(app, comment, 1)
    return comment


def verdict(page: Element) -> str:
    [said] = by_class(page, "verdict")
    return text_of(said)


@pytest.mark.parametrize(
    ("buttons", "told"),
    [
        (["publish"], "Kept by Ana on "),
        (["reject"], "Unpublished by Ana on "),
        (["spam"], "Marked as spam by Ana on "),
        (["publish", "undo"], UNDONE),
        (["reject", "undo"], UNDONE),
    ],
)
def test_a_reported_comment(
    moderator_client: FlaskClient, reported: Comment, buttons: list[str], told: str
) -> None:
    for button in buttons:
        page = page_of(press(moderator_client, reported, button, headers=HTMX))

    assert verdict(page).startswith(told)


def test_an_undo_without_htmx_is_told_as_one(
    moderator_client: FlaskClient, reported: Comment
) -> None:
    press(moderator_client, reported, "reject")
    location = press(moderator_client, reported, "undo").headers["Location"]

    [said] = by_class(page_of(moderator_client.get(location)), "confirmation")
    assert text_of(said) == UNDONE


@pytest.mark.parametrize(
    ("buttons", "told"),
    [
        (["reject"], "Unpublished by Ana on "),
        (["reject", "undo"], "Published by Ana on "),
        (["reject", "undo", "undo"], "Unpublished by Ana on "),
    ],
)
def test_a_comment_that_nobody_reported(
    moderator_client: FlaskClient, event: Event, buttons: list[str], told: str
) -> None:
    comment = make_comment(event)
    for button in buttons:
        page = page_of(press(moderator_client, comment, button, headers=HTMX))

    assert verdict(page).startswith(told)
    history = page_of(moderator_client.get("/moderation/decided"))
    assert verdict(history).startswith(told)


@pytest.mark.parametrize(
    ("button", "told"),
    [
        ("publish", "There are no open reports."),
        ("undo", "1 reported comment is still published. Keep it or unpublish it."),
    ],
)
def test_the_number_of_reported_comments_follows_in_place(
    moderator_client: FlaskClient, reported: Comment, button: str, told: str
) -> None:
    if button == "undo":
        press(moderator_client, reported, "publish")
    whole = by_id(page_of(moderator_client.get("/moderation/reported")), "reported")[0]

    page = page_of(press(moderator_client, reported, button, headers=HTMX))

    [number] = by_id(page, "reported")
    assert (whole.tag, number.get("data-hx-swap-oob")) == ("p", "true")
    assert text_of(number) == told
