"""Forty people of one hall behind one IP, with a script and without; and who only says so."""

import secrets
from collections.abc import Callable
from datetime import timedelta
from string import ascii_lowercase
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from time_machine import Traveller
from werkzeug.test import TestResponse

from ethreader.base.db import db
from ethreader.comments.models import State
from ethreader.events.choices import CommentPolicy
from ethreader.events.models import Event
from ethreader.screening.flags import Flag
from ethreader.web import limits
from ethreader.web.proof_of_work import LIFETIME
from tests.comments.forms import COMMENTS, fields_of, filled_in, stored
from tests.limits.many_visitors import addresses, statuses, visitor
from tests.limits.solving import challenge_in, packed, solution_of
from tests.limits.test_layers import sent_from
from tests.pages import counted_queries
from tests.visitors import HTMX, PLAIN

HALL = "203.0.113.7"
WORDS = "I was there, and it helped."


@pytest.fixture
def hall(app: Flask, event: Event) -> FlaskClient:
    """The browser of somebody in the hall, at an event whose comments appear at once."""
    event.comments = CommentPolicy.OPEN
    db.session.commit()
    return visitor(app, HALL)


def post(client: FlaskClient, *, way: dict[str, str] = HTMX, **typed: str) -> TestResponse:
    """Send a comment that nobody has sent before."""
    # Of letters alone: among digits there would be a telephone number now and then.
    words = ("".join(secrets.choice(ascii_lowercase) for _ in range(6)) for _ in range(9))
    own = {"body": " ".join(words), "key": secrets.token_hex(16), **typed}
    return client.post(COMMENTS, data=filled_in(client, **own), headers=way)


def send_as_script(client: FlaskClient) -> TestResponse:
    """Send a comment, and what is asked for then, as the page's script does."""
    response = post(client)
    if response.status_code != 422:
        return response
    return post(client, altcha=packed(solution_of(challenge_in(response.text))))


def waiting() -> list[list[str]]:
    """Return what was noted of the comments that wait."""
    db.session.rollback()
    return [comment.flags for comment in stored() if comment.state is State.PENDING]


def use_up(client: FlaskClient) -> None:
    """Send what is free."""
    assert statuses(client, lambda each: post(each, way=PLAIN), 10) == [303] * 10


@pytest.mark.long
def test_forty_people_with_scripts_are_all_published(hall: FlaskClient) -> None:
    taken = [send_as_script(hall).status_code for _ in range(40)]

    assert taken == [201] * 40
    assert (len(stored()), waiting()) == (40, [])


@pytest.mark.long
def test_forty_people_without_scripts_are_all_stored(hall: FlaskClient) -> None:
    taken = [post(hall, way=PLAIN).status_code for _ in range(40)]

    assert taken == [303] * 40
    assert (len(stored()), waiting()) == (40, [[Flag.CROWDED.value]] * 30)


def test_the_eleventh_is_asked_and_nothing_is_stored_or_lost(hall: FlaskClient) -> None:
    use_up(hall)

    asked = post(hall)

    assert (asked.status_code, len(stored())) == (422, 10)
    assert asked.headers["HX-Retarget"] == "find .form-problem"
    assert asked.headers["Cache-Control"] == "no-store"
    assert "<textarea" not in asked.text  # The form stays where it is, with all that was typed.
    assert fields_of(asked.text) == {"altcha": "none"}


def test_who_does_not_wait_for_the_calculation_is_held(hall: FlaskClient) -> None:
    use_up(hall)

    sent = post(hall, altcha="none")

    assert (sent.status_code, waiting()) == (201, [[Flag.CROWDED.value]])
    assert "A moderator will read it" in sent.text


def test_a_cry_for_help_is_kept_waiting_by_nothing(hall: FlaskClient) -> None:
    use_up(hall)

    sent = post(hall, body="He says he will kill me tonight. Please help me.")

    [flags] = waiting()
    assert (sent.status_code, Flag.DANGER.value in flags) == (201, True)


def test_a_right_solution_counts_once(hall: FlaskClient) -> None:
    use_up(hall)
    solution = packed(solution_of(challenge_in(post(hall).text)))

    first, second = (post(hall, altcha=solution) for _ in range(2))

    assert (first.status_code, second.status_code) == (201, 201)
    assert waiting() == [[Flag.CROWDED.value]]  # The second one.


def test_the_same_comment_sent_twice_is_stored_once(hall: FlaskClient) -> None:
    use_up(hall)
    solution = packed(solution_of(challenge_in(post(hall).text)))
    key = secrets.token_hex(16)

    sent = [post(hall, altcha=solution, key=key, body=WORDS).status_code for _ in range(2)]

    assert (sent, len(stored()), waiting()) == ([201, 201], 11, [])


CHANGES: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "wrong": lambda right: {"number": (right["number"] + 1) % 100_000},
    "of another event": lambda right: {"salt": right["salt"].replace("winter", "summer")},
    "oversized": lambda _right: {"took": "1" * 5000},
}


@pytest.mark.parametrize("kind", CHANGES)
def test_what_is_no_solution_is_held(hall: FlaskClient, kind: str) -> None:
    use_up(hall)
    right = solution_of(challenge_in(post(hall).text))

    sent = post(hall, altcha=packed(right | CHANGES[kind](right)))

    assert (sent.status_code, waiting()) == (201, [[Flag.CROWDED.value]])


def test_a_solution_that_comes_late_is_held(hall: FlaskClient, clock: Traveller) -> None:
    use_up(hall)
    late = packed(solution_of(challenge_in(post(hall).text)))
    clock.shift(LIFETIME + timedelta(seconds=1))
    use_up(hall)

    sent = post(hall, altcha=late)

    assert (sent.status_code, waiting()) == (201, [[Flag.CROWDED.value]])


def test_asking_costs_the_database_nothing(hall: FlaskClient) -> None:
    use_up(hall)
    form = filled_in(hall, body=WORDS)

    with counted_queries() as queries:
        asked = hall.post(COMMENTS, data=form, headers=HTMX)

    assert (asked.status_code, queries) == (422, [])


@pytest.mark.parametrize("way", [HTMX, PLAIN], ids=["with htmx", "without htmx"])
def test_far_beyond_is_refused_with_the_wait_in_words(
    hall: FlaskClient, way: dict[str, str]
) -> None:
    taken = sent_from(hall.application, [HALL] * 49, limit=limits.COMMENTS)
    assert post(hall, way=way, altcha="none").status_code in {201, 303}

    refused = post(hall, way=way, altcha="none", body="My text.")

    assert (taken, refused.status_code) == ({"taken": 49}, 429)
    assert "Please wait about 10 minutes and try again. Your text is still here." in refused.text
    if way == PLAIN:
        assert fields_of(refused.text)["body"] == "My text."


def test_a_flood_without_proofs_does_not_shut_out_a_browser(app: Flask, hall: FlaskClient) -> None:
    flood = sent_from(app, addresses(400), limit=limits.COMMENTS)

    human = send_as_script(visitor(app, "198.51.100.7"))

    assert flood == {"taken": 300, "refused": 100}
    assert (human.status_code, waiting()) == (201, [])


def test_a_flood_of_forms_does_not_shut_out_a_browser_either(hall: FlaskClient) -> None:
    sent = sent_from(hall.application, [HALL] * 151, limit=limits.FORMS)

    human = send_as_script(hall)

    assert sent == {"taken": 150, "refused": 1}
    assert (human.status_code, waiting()) == (201, [])
    assert post(hall, way=PLAIN).status_code == 429


def test_forms_with_a_proof_have_an_end_too(hall: FlaskClient) -> None:
    use_up(hall)
    solution = packed(solution_of(challenge_in(post(hall).text)))
    sent_from(hall.application, [HALL] * 149, limit=limits.PROVEN_FORMS)

    mistakes = [post(hall, altcha=solution, body="").status_code for _ in range(2)]

    assert mistakes == [422, 429]
