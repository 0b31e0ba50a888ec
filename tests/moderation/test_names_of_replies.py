"""Who speaks for the site is named as that wherever a comment is spoken of: never “Anonymous”."""

import pytest
from flask.testing import FlaskClient

from ethreader.comments.models import Comment, Voice
from ethreader.comments.threads import MAX_DEPTH
from ethreader.events.models import Event
from tests.comments.forms import COMMENTS, PAGE, stored
from tests.conftest import make_comment
from tests.moderation.deciding import seen, token_of
from tests.pages import by_class, page_of, text_of
from tests.visitors import HTMX, PLAIN

NAMES = {Voice.MODERATOR: "Moderator", Voice.ORGANISATION: "ASTRA events"}


@pytest.fixture(params=[Voice.ORGANISATION, pytest.param(Voice.MODERATOR, marks=pytest.mark.long)])
def official(
    moderator_client: FlaskClient, event: Event, request: pytest.FixtureRequest
) -> Comment:
    """An official reply to Mira's question, to which Vesna replies."""
    question = make_comment(event, name="Mira", body="Is there a lift?")
    reply = replied_officially(moderator_client, question, voice=request.param)
    make_comment(event, name="Vesna", body="Thank you.", answering=reply)
    return reply


def replied_officially(moderator_client: FlaskClient, to: Comment, *, voice: Voice) -> Comment:
    data = {"csrf_token": token_of(moderator_client), **seen(to)}
    url = f"/moderation/comments/{to.public_id}/answer"
    moderator_client.post(url, data={**data, "body": "Yes.", "voice": voice})
    return stored()[-1]


def places(comment: Comment) -> dict[str, tuple[str, str]]:
    """Return the pages on which it is spoken of, and the words there."""
    id_, event = comment.public_id, comment.event
    branch = comment.parent.public_id if comment.parent else id_
    return {
        "the article": (PAGE, "{} Official reply"),
        "a link to reply": (PAGE, "Reply to {}"),
        "a link to report": (PAGE, "Report the comment by {}"),
        "its branch": (f"{COMMENTS}?branch={branch}", "{} Official reply"),
        "the form for a reply": (f"{COMMENTS}/new?reply_to={id_}", "Reply to {}"),
        "what is replied to": (f"{COMMENTS}/new?reply_to={id_}", "{} Yes."),
        "the form for a report": (f"/comments/{id_}/report", "Report the comment by {}"),
        "what is reported": (f"/comments/{id_}/report", "{} Yes."),
        "its feed's title": (f"/events/{event.slug}/comments.xml", "A reply by {}"),
        "its author in a branch's feed": (f"/comments/{branch}.xml", "<author><name>{}</name>"),
        "the list of what is published": ("/moderation/published", "in reply to {} Yes."),
        "the history": ("/moderation/decided", "{} Official reply"),
        "the buttons of moderators": ("/moderation/published", "unpublish the comment by {}"),
    }


def test_it_is_named_wherever_it_is_spoken_of(
    moderator_client: FlaskClient, official: Comment
) -> None:
    assert official.voice is not None
    name = NAMES[official.voice]
    for place, (path, words) in places(official).items():
        response = moderator_client.get(path)
        assert response.status_code == 200, place
        is_page = "html" in response.content_type
        text = text_of(page_of(response).find("body")) if is_page else response.text
        assert words.format(name) in text, place
        assert "nonymous" not in text.replace("appear as “Anonymous”", ""), place


@pytest.mark.parametrize("headers", [HTMX, PLAIN], ids=["with htmx", "without htmx"])
def test_a_refused_reply_and_report_name_it_too(
    client: FlaskClient, official: Comment, headers: dict[str, str]
) -> None:
    assert official.voice is not None
    name = NAMES[official.voice]
    id_ = official.public_id

    reply = client.post(COMMENTS, data={"parent_id": id_, "body": ""}, headers=headers)
    report = client.post(f"/comments/{id_}/report", data={}, headers=headers)

    assert f"Reply to {name}" in text_of(page_of(reply, status=422).find("body"))
    assert f"Report the comment by {name}" in text_of(page_of(report, status=422).find("body"))


@pytest.mark.parametrize("voice", list(NAMES))
def test_reply_that_can_stand_no_deeper_names_it(
    moderator_client: FlaskClient, event: Event, voice: Voice
) -> None:
    last = make_comment(event, name="Mira")
    for _ in range(MAX_DEPTH - 1):
        last = make_comment(event, name="Mira", answering=last)
    reply = replied_officially(moderator_client, last, voice=voice)
    make_comment(event, name="Vesna", body="Thank you.", answering=reply)

    page = page_of(moderator_client.get(COMMENTS))

    [said] = [text_of(each) for each in by_class(page, "comment-meta") if "reply" in text_of(each)]
    assert said.endswith(f"in reply to {NAMES[voice]}")
