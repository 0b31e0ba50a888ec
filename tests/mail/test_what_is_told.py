"""Who is told of what, how often, and in which language."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from ethreader.base.db import db
from ethreader.comments.waiting_queries import waiting_comments
from ethreader.events.models import Event
from ethreader.mail.worker import Worker
from tests.comments.forms import COMMENTS, filled_in
from tests.mail.inbox import Inbox
from tests.mail.raw_mails import read_raw
from tests.mail.wishes import ADDRESS, LATER, confirmed, decide, told_by
from tests.times import utcnow
from tests.visitors import HTMX, PLAIN

pytestmark = pytest.mark.long

OTHER = "somebody.else@mail.example"


def reply_to(client: FlaskClient, public_id: str, **fields: str) -> str:
    """Reply to a comment and return the reply's public id."""
    form = filled_in(client, body="A reply.", parent_id=public_id, **fields)
    assert client.post(COMMENTS, data=form, headers=HTMX).status_code == 201
    db.session.rollback()
    return waiting_comments(limit=50)[-1].public_id


def undo(moderator_client: FlaskClient, public_id: str) -> None:
    page = moderator_client.get("/moderation/decided").text
    row = page[page.index(f"/moderation/comments/{public_id}/undo") :]
    token = row.split('name="csrf_token" value="')[1].split('"')[0]
    version = row.split('name="version" value="')[1].split('"')[0]
    data = {"csrf_token": token, "version": version, "seen_report": 0}
    path = f"/moderation/comments/{public_id}/undo"
    assert moderator_client.post(path, data=data, headers=HTMX).status_code == 200


def told(worker: Worker, inbox: Inbox) -> list[str]:
    """Have all that is due sent, and return the kinds that came."""
    inbox.mails.clear()
    worker.work(now=utcnow() + LATER)
    return [told_by(mail) for mail in inbox.mails]


@pytest.fixture
def told_comment(
    *,
    client: FlaskClient,
    event: Event,
    worker: Worker,
    inbox: Inbox,
    moderator_client: FlaskClient,
) -> str:
    """A published comment whose author has confirmed an email and was told that it is there."""
    public_id = confirmed(client, worker, inbox)
    decide(moderator_client, public_id, "publish")
    assert told(worker, inbox) == ["decision"]
    return public_id


@pytest.mark.parametrize(
    ("email", "kinds"),
    [
        pytest.param(ADDRESS, ["confirm"], id="with the same email"),
        pytest.param("Vesna.Marked+a@MAIL.example", ["confirm"], id="with another spelling of it"),
        pytest.param(OTHER, ["confirm", "reply"], id="somebody else's is told"),
    ],
)
def test_nobody_is_told_of_a_reply_of_their_own(
    *,
    client: FlaskClient,
    worker: Worker,
    inbox: Inbox,
    moderator_client: FlaskClient,
    told_comment: str,
    email: str,
    kinds: list[str],
) -> None:
    reply = reply_to(client, told_comment, email=email, notify="y")

    decide(moderator_client, reply, "publish")

    assert sorted(told(worker, inbox)) == kinds


def test_a_reply_is_told_once_however_often_it_is_published(
    *,
    client: FlaskClient,
    worker: Worker,
    inbox: Inbox,
    moderator_client: FlaskClient,
    told_comment: str,
) -> None:
    reply = reply_to(client, told_comment)
    decide(moderator_client, reply, "publish")
    first = told(worker, inbox)
    later = []
    for _ in range(2):
        undo(moderator_client, reply)
        later += told(worker, inbox)
        decide(moderator_client, reply, "publish")
        later += told(worker, inbox)

    another = reply_to(client, told_comment, name="Somebody else")
    decide(moderator_client, another, "publish")

    worker.work(now=utcnow() + timedelta(days=1))  # It has had its replies of today.
    assert (first, later, list(map(told_by, inbox.mails))) == (["reply"], [], ["reply"])


def test_a_reply_that_was_taken_back_before_it_was_told_is_told_later(
    *,
    client: FlaskClient,
    worker: Worker,
    inbox: Inbox,
    moderator_client: FlaskClient,
    told_comment: str,
) -> None:
    reply = reply_to(client, told_comment)
    decide(moderator_client, reply, "publish")
    undo(moderator_client, reply)
    before = told(worker, inbox)

    decide(moderator_client, reply, "publish")

    assert (before, told(worker, inbox)) == ([], ["reply"])


def test_the_same_decision_is_not_told_twice_in_a_row_and_another_is(
    *, worker: Worker, inbox: Inbox, moderator_client: FlaskClient, told_comment: str
) -> None:
    undo(moderator_client, told_comment)
    undone = told(worker, inbox)
    decide(moderator_client, told_comment, "publish")
    again = told(worker, inbox)
    undo(moderator_client, told_comment)
    decide(moderator_client, told_comment, "reject")
    other = told(worker, inbox)
    undo(moderator_client, told_comment)
    decide(moderator_client, told_comment, "publish")

    assert (undone, again, other) == ([], [], ["decision"])
    assert told(worker, inbox) == ["decision"]


def test_a_decision_that_could_not_be_sent_is_tried_again(
    *,
    client: FlaskClient,
    event: Event,
    worker: Worker,
    inbox: Inbox,
    moderator_client: FlaskClient,
) -> None:
    public_id = confirmed(client, worker, inbox)
    decide(moderator_client, public_id, "publish")
    inbox.refuse_with = "451 later"
    refused = told(worker, inbox)
    inbox.refuse_with = ""

    worker.work(now=utcnow() + 2 * LATER)

    assert (refused, [told_by(mail) for mail in inbox.mails]) == ([], ["decision"])


LANGUAGES = [
    ("", "Hello,", "Notices", "A message for you"),
    ("/sr", "Zdravo,", "Obaveštenja", "Poruka za vas"),
    ("/sr-Cyrl", "Здраво,", "Обавештења", "Порука за вас"),
    ("/de", "Guten Tag,", "Mitteilungen", "Eine Nachricht für Sie"),
]


@pytest.mark.parametrize(("root", "hello", "sender", "subject"), LANGUAGES)
def test_mails_are_in_the_language_in_which_the_comment_was_written(
    *,
    client: FlaskClient,
    event: Event,
    worker: Worker,
    inbox: Inbox,
    root: str,
    hello: str,
    sender: str,
    subject: str,
) -> None:
    form = filled_in(client, email=ADDRESS, notify="y")

    receipt = client.post(f"{root}{COMMENTS}", data=form, headers=HTMX)

    worker.work(now=utcnow())
    [mail] = map(read_raw, inbox.raw)
    assert mail.text.startswith(f"{hello}\r\n")
    assert (mail.sender[0], mail.subject) == (sender, subject)
    assert f"http://127.0.0.1:8000{root}/mail/confirm/" in mail.text
    assert f"<http://127.0.0.1:8000{root}/mail/stop/" in mail.fields["List-Unsubscribe"]
    stop = mail.fields["List-Unsubscribe"].strip("<>").partition(":8000")[2]
    assert client.post(stop, headers={"Origin": "null"}).status_code == 200
    assert [sender in receipt.text, subject in receipt.text] == [True, True]


SAID = (
    "We have sent an email to the address that you gave. It is from “Notices” (notices@localhost), "
    "with the subject “A message for you”. Press the button behind its link within 7 days, or you "
    "will get no updates."
)


@pytest.mark.parametrize("headers", [HTMX, PLAIN], ids=["htmx", "plain"])
@pytest.mark.parametrize(("notify", "is_told"), [("y", True), ("", False)])
def test_receipt_says_which_mail_to_look_for(
    *,
    client: FlaskClient,
    event: Event,
    worker: Worker,
    headers: dict[str, str],
    notify: str,
    is_told: bool,
) -> None:
    form = filled_in(client, email=ADDRESS, notify=notify, key="k" * 16)

    response = client.post(COMMENTS, data=form, headers=headers)
    page = response if headers else client.get(response.headers["Location"])

    assert (SAID in " ".join(page.text.split())) is is_told
    assert ("Not there? Look in the spam folder." in page.text) is is_told
    assert "Your comment has been received." in page.text
