import pytest
from flask.testing import FlaskClient

from ethreader.comments.models import State
from ethreader.events.models import Event
from tests.comments.forms import comment_ids
from tests.conftest import make_comment
from tests.moderation.deciding import QUEUE, press
from tests.moderation.long_lists import LISTS
from tests.pages import by_class, page_of, text_of
from tests.visitors import HTMX, PLAIN


@pytest.mark.parametrize("headers", [HTMX, PLAIN], ids=["with htmx", "without htmx"])
def test_the_queue_shows_what_waits_the_oldest_first(
    moderator_client: FlaskClient, event: Event, headers: dict[str, str]
) -> None:
    waiting = [make_comment(event, body=f"{n}", state=State.PENDING) for n in range(3)]
    for state in (State.PUBLISHED, State.REJECTED, State.SPAM, State.WITHDRAWN):
        make_comment(event, body=state.value, state=state)

    response = moderator_client.get(QUEUE, headers=headers)

    assert comment_ids(response.text) == [comment.public_id for comment in waiting]
    assert ("<html" in response.text) == (headers == PLAIN)


def test_what_was_taken_back_keeps_its_place(moderator_client: FlaskClient, event: Event) -> None:
    first = make_comment(event, body="First.", state=State.PENDING)
    second = make_comment(event, body="Second.", state=State.PENDING)
    press(moderator_client, first, "publish")
    assert comment_ids(moderator_client.get(QUEUE).text) == [second.public_id]

    press(moderator_client, first, "undo")

    assert comment_ids(moderator_client.get(QUEUE).text) == [first.public_id, second.public_id]


def test_a_comment_stands_in_its_context(moderator_client: FlaskClient, event: Event) -> None:
    parent = make_comment(event, name="Vera <v>", body="It was *long*.")
    make_comment(event, name="Mira <m>", body="I **agree**.", answering=parent, state=State.PENDING)

    page = moderator_client.get(QUEUE).text

    assert "in reply to <bdi>Vera &lt;v&gt;</bdi></p>" in page
    assert "<p>It was <em>long</em>.</p>" in page
    assert "Mira &lt;m&gt;</h2>" in page
    assert "<p>I <strong>agree</strong>.</p>" in page
    assert '<a href="/events/winter-meeting/#comments">Winter meeting</a>' in page
    assert "on Winter meeting" in page


def test_each_button_is_named_with_the_author(moderator_client: FlaskClient, event: Event) -> None:
    ids = [make_comment(event, name=n, state=State.PENDING).public_id for n in ("Mira", "Vera")]

    page = page_of(moderator_client.get(QUEUE))

    said = {each.get("id"): text_of(each) for each in page.iter() if "id" in each.attrib}
    buttons = [each for form in by_class(page, "decide") for each in form.iterfind(".//p/button")]
    assert [
        [said[id_] for id_ in str(each.get("aria-labelledby")).split()] for each in buttons
    ] == [[text, name] for name in ("Mira", "Vera") for text in ("Publish", "Decline", "Spam")]
    assert [each.get("aria-labelledby", "").partition("n-")[2] for each in buttons[::3]] == ids


def test_an_empty_queue_says_thanks(moderator_client: FlaskClient) -> None:
    assert "All clear" in moderator_client.get(QUEUE).text


@pytest.mark.parametrize(
    ("count", "sentence"),
    [(1, "1 waiting"), (2, "2 waiting, urgent ones first, then the oldest")],
)
def test_the_queue_counts_what_waits(
    moderator_client: FlaskClient, event: Event, count: int, sentence: str
) -> None:
    for number in range(count):
        make_comment(event, body=f"{number}", state=State.PENDING)

    assert sentence in moderator_client.get(QUEUE).text


def test_a_long_queue_is_shown_in_parts_and_counted_whole(
    moderator_client: FlaskClient, event: Event
) -> None:
    for number in range(53):
        make_comment(event, body=f"{number}", state=State.PENDING)

    page = moderator_client.get(QUEUE).text

    assert len(comment_ids(page)) == 50
    assert "53 waiting, urgent ones first" in page


def test_decisions_are_listed_the_newest_first_and_each_comment_once(
    moderator_client: FlaskClient, event: Event
) -> None:
    first, second, third = [make_comment(event, body=f"{n}", state=State.PENDING) for n in range(3)]
    for comment in (first, second, third):
        press(moderator_client, comment, "publish")
    press(moderator_client, first, "reject")

    page = moderator_client.get("/moderation/decided").text

    assert comment_ids(page) == [first.public_id, third.public_id, second.public_id]
    assert page.count(">Undo<") == 3


def test_without_decisions_the_list_says_so(moderator_client: FlaskClient, event: Event) -> None:
    make_comment(event, state=State.PENDING)

    page = moderator_client.get("/moderation/decided").text

    assert "No decisions yet." in page
    assert comment_ids(page) == []


@pytest.mark.parametrize("done", ["", "0123456789abcdef", "%00", "%ff", "<b>"])
def test_an_odd_word_about_what_was_done_is_ignored(
    moderator_client: FlaskClient, event: Event, done: str
) -> None:
    comment = make_comment(event, state=State.PENDING)

    response = moderator_client.get(f"{QUEUE}?done={done}")

    assert (response.status_code, comment_ids(response.text)) == (200, [comment.public_id])


@pytest.mark.parametrize("path", [QUEUE, "/moderation/decided"])
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_the_lists_take_no_other_verb(
    moderator_client: FlaskClient, path: str, method: str
) -> None:
    response = moderator_client.open(path, method=method)

    assert response.status_code == 405
    assert set(response.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


@pytest.mark.parametrize("name", ["queue", "reported"])
def test_enter_in_the_note_decides_nothing(
    moderator_client: FlaskClient, event: Event, name: str
) -> None:
    LISTS[name].fill(event, 1)

    page = page_of(moderator_client.get(LISTS[name].path))

    noting = [each for each in page.iter("form") if each.find(".//input[@name='note']") is not None]
    first = [form.find(".//button") for form in noting]
    assert [(each is not None) and "disabled" in each.attrib for each in first] == [True]
