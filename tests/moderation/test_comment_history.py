"""The history of one comment: who decided what, when and why."""

from flask.testing import FlaskClient

from ethreader.base.db import begin_write_transaction, db
from ethreader.comments.models import Comment, State
from ethreader.comments.service import withdraw_comment
from ethreader.events.models import Event
from tests.conftest import make_comment
from tests.moderation.deciding import QUEUE, press
from tests.moderation.declining import send
from tests.pages import page_of, text_of
from tests.times import utcnow
from tests.visitors import HTMX


def history_of(moderator_client: FlaskClient, comment: Comment) -> list[str]:
    db.session.rollback()
    page = page_of(moderator_client.get(f"/moderation/comments/{comment.public_id}/history"))
    return [text_of(each) for each in page.findall(".//ol[@class='changes']/li")]


def test_every_decision_is_told_with_its_maker_and_reason(
    moderator_client: FlaskClient, other_moderator_client: FlaskClient, event: Event
) -> None:
    comment = make_comment(event, state=State.PENDING)
    send(moderator_client, comment, reason="danger", note="Names a street.")
    press(other_moderator_client, comment, "undo")
    press(other_moderator_client, comment, "publish")
    begin_write_transaction()
    withdraw_comment(db.session.get_one(Comment, comment.id), now=utcnow())
    db.session.commit()

    told = history_of(moderator_client, comment)

    assert [each.partition(" 20")[0].rpartition(" ")[0] for each in told] != []
    assert [each.split()[0] for each in told] == [
        *("Received", "Declined", "Decision", "Published", "Deleted"),
    ]
    assert ", Ana" in told[1]
    assert "Could put someone in danger" in told[1]
    assert "Decision undone: it waited again" in told[2]
    assert ", Boris" in told[2]
    assert ", its author" in told[4]
    assert "Names a street." not in " ".join(told)  # It went with the words.


def test_row_leads_to_it_once_there_is_some(moderator_client: FlaskClient, event: Event) -> None:
    comment = make_comment(event, state=State.PENDING)
    where = f"/moderation/comments/{comment.public_id}/history"
    before = moderator_client.get(QUEUE).text

    row = press(moderator_client, comment, "reject", headers=HTMX).text

    assert where not in before
    assert f'<a href="{where}">' in row


def test_unknown_comment_has_none(moderator_client: FlaskClient) -> None:
    assert moderator_client.get(f"/moderation/comments/{'0' * 16}/history").status_code == 404


def test_stranger_sees_none(client: FlaskClient, event: Event) -> None:
    comment = make_comment(event)

    response = client.get(f"/moderation/comments/{comment.public_id}/history")

    assert (response.status_code, "Mira" in response.text) == (303, False)
