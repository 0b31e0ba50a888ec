"""Open, held, closed, closing by itself: what happens to a comment, and what the form says."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from ethreader.base.db import begin_write_transaction, db
from ethreader.base.settings import WrongSetting
from ethreader.comments.models import State
from ethreader.events.choices import CommentPolicy
from ethreader.events.models import Event
from tests.comments.forms import COMMENTS, PAGE, fields_of, filled_in, stored
from tests.conftest import EVENT_FILE, ZONE, make_app, make_event
from tests.pages import page_of, text_of
from tests.times import utcnow
from tests.visitors import HTMX, both_ways


def today() -> date:
    return utcnow().astimezone(ZONE).date()


def set_policy(event: Event, policy: CommentPolicy = CommentPolicy.HELD, **changed: object) -> None:
    begin_write_transaction()
    event.comments = policy
    for name, value in changed.items():
        setattr(event, name, value)
    db.session.commit()


def open_until(event: Event, day: date) -> None:
    """Let the comments' last day be `day`."""
    set_policy(event, published_on=None, last_day=day - timedelta(days=3), comments_close_after=3)


@both_ways
def test_open_comments_are_published_at_once_and_the_receipt_says_so(
    client: FlaskClient, event: Event, headers: dict[str, str]
) -> None:
    set_policy(event, CommentPolicy.OPEN)
    response = client.post(COMMENTS, data=filled_in(client, body="At once."), headers=headers)
    if not headers:
        response = client.get(response.headers["Location"])

    [comment] = stored()
    assert f'href="/comments/{comment.public_id}"' in response.text
    assert "A moderator will read it" not in response.text
    assert "At once." in client.get(PAGE).text
    assert (comment.state, comment.received_at) == (State.PUBLISHED, None)


def test_open_comments_wait_where_something_was_noticed(client: FlaskClient, event: Event) -> None:
    set_policy(event, CommentPolicy.OPEN)
    links = " ".join(f"https://example.org/{number}" for number in range(4))
    response = client.post(COMMENTS, data=filled_in(client, body=links), headers=HTMX)

    assert "A moderator will read it" in response.text
    assert [each.state for each in stored()] == [State.PENDING]


@pytest.mark.parametrize(
    ("body", "state"),
    [
        ("Other words.", State.PUBLISHED),
        (" ".join(f"https://example.org/{number}" for number in range(4)), State.PENDING),
    ],
    ids=["nothing noticed", "links noticed"],
)
def test_a_change_of_an_open_comment_goes_the_same_way(
    client: FlaskClient, event: Event, body: str, state: State
) -> None:
    set_policy(event, CommentPolicy.OPEN)
    receipt = client.post(COMMENTS, data=filled_in(client, body="At once."), headers=HTMX)
    data = {"pass": fields_of(receipt.text)["pass"], "body": body}
    assert client.post("/comments/own/change", data=data, headers=HTMX).status_code == 200

    assert [(each.state, each.body) for each in stored()] == [(state, body)]


def test_comments_close_by_themselves_after_their_last_day(
    client: FlaskClient, event: Event
) -> None:
    open_until(event, today())
    form = filled_in(client)
    assert client.post(COMMENTS, data=form, headers=HTMX).status_code == 201

    open_until(event, today() - timedelta(days=1))
    late = client.post(COMMENTS, data={**form, "body": "Too late.", "key": "x" * 20}, headers=HTMX)

    assert (late.status_code, "Too late." in late.text) == (409, True)
    page = client.get(PAGE)
    assert 'id="comment-form"' not in page.text
    assert ">Reply<" not in page.text
    assert "were open until" in text_of(page_of(page).find(".//main"))


@pytest.mark.parametrize(
    ("last_day", "published_on", "until"),
    [
        ("2026-02-28", None, "2026-03-30"),
        ("2026-02-28", "2026-02-01", "2026-03-30"),
        ("2026-02-28", "2026-03-05", "2026-04-04"),
    ],
    ids=["after the event", "announced before", "told of afterwards"],
)
def test_the_last_day_is_counted_from_event_or_article(
    event: Event, last_day: str, published_on: str | None, until: str
) -> None:
    event.last_day = date.fromisoformat(last_day)
    event.published_on = date.fromisoformat(published_on) if published_on else None
    event.comments_close_after = 30

    assert event.comments_until == date.fromisoformat(until)
    db.session.rollback()


@pytest.mark.parametrize(
    ("policy", "words"),
    [
        (CommentPolicy.HELD, "A moderator reads every comment before it appears."),
        (CommentPolicy.OPEN, "Comments appear straight away. Moderators read them afterwards"),
    ],
)
def test_form_says_what_will_happen(
    client: FlaskClient, event: Event, policy: CommentPolicy, words: str
) -> None:
    open_until(event, today() + timedelta(days=1))
    set_policy(event, policy)
    page = text_of(page_of(client.get(PAGE)).find(".//main"))

    assert words in page
    assert f"Comments are open until {today() + timedelta(days=1):%-d %B %Y}." in page


def test_content_file_sets_and_gives_back_the_policy(event: Event, tmp_path: Path) -> None:
    text = EVENT_FILE.replace("---\n\n", "comments: open\ncomments_close_after: 30\n---\n\n", 1)
    other = make_event(tmp_path, "open-meeting", text)

    assert (other.comments, other.comments_close_after) == (CommentPolicy.OPEN, 30)


# --- house rules --------------------------------------------------------------------------


def test_house_rules_stand_open_before_the_first_comment(client: FlaskClient, event: Event) -> None:
    rules = page_of(client.get(PAGE)).find(".//details[@class='rules']")

    assert rules is not None
    assert rules.get("open") is not None
    assert "Protect people" in text_of(rules)
    assert "Protect people" in client.get("/house-rules").text


def test_operators_have_rules_of_their_own(tmp_path: Path) -> None:
    path = tmp_path / "rules.md"
    path.write_text("Be *kind*. <script>no</script>", encoding="utf-8")
    site = make_app(tmp_path / "instance", ETHREADER_HOUSE_RULES=str(path))
    page = site.test_client().get("/house-rules").text

    assert "Be <em>kind</em>." in page
    assert "<script>no" not in page
    assert "Protect people" not in page


def test_rules_that_cannot_be_read_stop_the_start_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(WrongSetting, match=r"ETHREADER_HOUSE_RULES: the file .* cannot be read"):
        make_app(tmp_path / "instance", ETHREADER_HOUSE_RULES=str(tmp_path / "none.md"))
