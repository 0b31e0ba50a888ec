"""Rules for new comments: tried on what came in last, then saved, then met."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from ethreader.base.db import db
from ethreader.comments.models import State
from ethreader.events.models import Event
from ethreader.screening.queries import all_rules
from tests.comments.forms import COMMENTS, fields_of, filled_in, stored
from tests.conftest import EVENT_FILE, make_comment, make_event
from tests.pages import page_of, text_of
from tests.visitors import PLAIN

RULES = "/moderation/rules"
NEW = f"{RULES}/new"
OPEN = EVENT_FILE.replace("kind: event", "kind: event\ncomments: open")
CARRIED = ("csrf_token", "version")
CASINO, OPERA = "The cas1no of Vienna", "The opera of Vienna"
TYPED = {"kind": "words", "label": "Speaks of <casinos>", "phrases": "casino*", "is_on": "y"}


def send(client: FlaskClient, path: str = NEW, **changed: str) -> TestResponse:
    """Send a rule as it was typed, with what the page carried."""
    page = client.get(path)
    carried = {name: fields_of(page.text)[name] for name in CARRIED}
    return client.post(path, data={**carried, **TYPED, **changed}, headers=PLAIN)


def tried(client: FlaskClient, path: str = NEW, **changed: str) -> str:
    """Try a rule, and return what tells that it was."""
    return fields_of(send(client, path, **changed).text)["tried"]


def labels() -> list[tuple[str, bool]]:
    db.session.rollback()
    return [(each.label, each.is_on) for each in all_rules()]


@pytest.fixture
def saved(moderator_client: FlaskClient) -> str:
    """A rule that was tried and saved; returns its page."""
    assert send(moderator_client, tried=tried(moderator_client)).status_code == 303
    db.session.rollback()
    return f"{RULES}/{all_rules()[0].id}"


def test_trying_a_rule_shows_what_it_would_have_held_and_saves_nothing(
    moderator_client: FlaskClient, event: Event
) -> None:
    for body in ("Win at our Casino!", "Казино у Бечу", "A calm word"):
        make_comment(event, body=body, state=State.PENDING)

    page = page_of(send(moderator_client, phrases="casino*\nkazino"))

    text = text_of(page.find(".//main"))
    assert "It would have held 2 of the last 3 comments." in text
    assert ("Win at our Casino!" in text, "A calm word" in text) == (True, False)
    assert labels() == []


def test_rule_is_saved_once_it_was_tried(moderator_client: FlaskClient, saved: str) -> None:
    assert labels() == [("Speaks of <casinos>", True)]
    assert "Speaks of &lt;casinos&gt;" in moderator_client.get(RULES).text


def test_rule_that_was_changed_since_it_was_tried_is_tried_again(
    moderator_client: FlaskClient,
) -> None:
    digest = tried(moderator_client)

    page = send(moderator_client, tried=digest, phrases="shelter").text

    assert "Nothing is saved yet." in page
    assert labels() == []


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        pytest.param({"label": " "}, "Enter what moderators will read at the comment", id="label"),
        pytest.param({"phrases": " \n!"}, "Enter at least one word, one a line", id="no words"),
        pytest.param(
            {"kind": "links", "fewest_links": "0"},
            "Enter a number of links from 1 to 20",
            id="no links",
        ),
        pytest.param(
            {"kind": "links", "fewest_links": ""},
            "Enter a number of links from 1 to 20",
            id="no number",
        ),
        pytest.param({"label": "a" * 121}, "it can have 120 characters", id="a long label"),
    ],
)
def test_mistake_is_told_and_everything_typed_comes_back(
    moderator_client: FlaskClient, typed: dict[str, str], sentence: str
) -> None:
    response = send(moderator_client, **typed)
    page = response.text

    fields = {**TYPED, **typed}
    assert (response.status_code, sentence in page) == (422, True)
    assert fields_of(page)["phrases"].strip() == fields["phrases"].strip()
    assert labels() == []


def test_comment_that_meets_a_rule_waits_even_where_comments_appear_at_once(
    client: FlaskClient, moderator_client: FlaskClient, saved: str, tmp_path: Path
) -> None:
    make_event(tmp_path, "winter-meeting", OPEN)
    for body in (CASINO, OPERA):
        client.post(COMMENTS, data=filled_in(client, body=body))

    states = {each.body: each.state.value for each in stored()}

    assert states == {CASINO: "pending", OPERA: "published"}
    queue = page_of(moderator_client.get("/moderation/"))
    assert "Your rule: Speaks of <casinos>" in text_of(queue)


@pytest.mark.parametrize(
    ("typed", "is_same"),
    [
        pytest.param({"label": "Another label"}, True, id="the same under another label"),
        pytest.param({"phrases": " CASINO* \ncas1no*"}, True, id="the same in other spellings"),
        pytest.param({"is_on": ""}, True, id="the same, switched off"),
        pytest.param({"fewest_links": "7"}, True, id="the same with a number nobody looks at"),
        pytest.param({"phrases": "casino"}, False, id="without other endings"),
        pytest.param({"phrases": "casino*\nbet"}, False, id="with one more word"),
        pytest.param({"kind": "links"}, False, id="of another kind"),
    ],
)
def test_a_second_rule_that_looks_for_the_same_is_refused_when_tried(
    moderator_client: FlaskClient, saved: str, typed: dict[str, str], is_same: bool
) -> None:
    response = send(moderator_client, **typed)

    page = page_of(response, status=409 if is_same else 200)
    words = "The rule “Speaks of <casinos>” already looks for the same"
    assert (words in text_of(page.find(".//main"))) == is_same
    assert ("Nothing is saved yet." in response.text) == (not is_same)


def test_of_two_who_tried_the_same_rule_the_second_is_told(
    moderator_client: FlaskClient,
) -> None:
    digest = tried(moderator_client)
    assert send(moderator_client, tried=digest).status_code == 303

    second = send(moderator_client, tried=digest, label="Mine")

    assert second.status_code == 409
    assert 'value="Mine"' in second.text
    assert labels() == [("Speaks of <casinos>", True)]


def test_a_rule_can_be_saved_again_as_it_is(moderator_client: FlaskClient, saved: str) -> None:
    digest = tried(moderator_client, saved, label="Casinos")

    assert send(moderator_client, saved, tried=digest, label="Casinos").status_code == 303
    assert labels() == [("Casinos", True)]


def test_rule_that_is_off_is_met_by_nothing(
    client: FlaskClient, moderator_client: FlaskClient, saved: str, event: Event
) -> None:
    digest = tried(moderator_client, saved, is_on="")
    send(moderator_client, saved, tried=digest, is_on="")
    client.post(COMMENTS, data=filled_in(client, body="The casino of Vienna"))

    assert labels() == [("Speaks of <casinos>", False)]
    assert stored()[0].flags == []


def test_rule_that_was_changed_meanwhile_is_not_overwritten(
    moderator_client: FlaskClient, other_moderator_client: FlaskClient, saved: str
) -> None:
    digest = tried(moderator_client, saved)
    send(other_moderator_client, saved, tried=digest, label="Another one")

    page = send(moderator_client, saved, tried=digest, version="1", label="Mine").text

    assert "Somebody else has changed or deleted this rule" in page
    assert fields_of(page)["label"] == "Mine"
    assert labels() == [("Another one", True)]


def test_deleted_rule_is_gone_and_a_second_press_is_no_mistake(
    moderator_client: FlaskClient, saved: str
) -> None:
    token = fields_of(moderator_client.get(saved).text)["csrf_token"]

    for _ in range(2):
        moderator_client.post(f"{saved}/delete", data={"csrf_token": token}, headers=PLAIN)

    assert labels() == []
    assert moderator_client.get(saved).status_code == 404


def test_strangers_see_no_rule(client: FlaskClient, saved: str) -> None:
    statuses = [client.get(path).status_code for path in (RULES, NEW, saved)]

    assert statuses == [303, 303, 303]
