import json
import shutil
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from ethreader.authors.sealed_token import CHANGE, RECEIPT, open_token, seal_token
from ethreader.base.clock import truncate_to_day
from ethreader.base.db import begin_write_transaction, db
from ethreader.base.write_ahead_log import truncate_wal
from ethreader.comments.log import StateChange
from ethreader.comments.models import State
from ethreader.comments.queries import comment_by_public_id
from ethreader.events.models import Event
from ethreader.messages.models import Message
from ethreader.retention.service import HOURS_KEPT, replay, sweep
from tests.comments.forms import COMMENTS, PAGE, filled_in, own_link, stored
from tests.conftest import ZONE
from tests.mail.wishes import decide
from tests.moderation.conversations import seen_conversation
from tests.moderation.deciding import press
from tests.moderation.declining import send
from tests.pages import by_class, page_of, text_of, without_once
from tests.times import utcnow
from tests.visitors import HTMX

TEXT = "A text that must not stay, marked-4711."


@pytest.fixture
def own_page(client: FlaskClient, event: Event) -> str:
    """The path of the page of a comment that waits."""
    form = filled_in(client, body=TEXT, name="Vesna-4711", key="0123456789abcdef0123456789abcdef")
    return own_link(client.post(COMMENTS, data=form, headers=HTMX))


def bytes_of(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def moments() -> list[datetime]:
    """Return when decisions were taken and messages written, as stored."""
    decided = db.session.scalars(select(StateChange.changed_at).order_by(StateChange.id))
    written = db.session.scalars(select(Message.sent_at).order_by(Message.id))
    return [*decided, *written]


def test_page_shows_state_and_text_and_is_kept_by_nobody(
    client: FlaskClient, own_page: str
) -> None:
    page = client.get(own_page)

    assert "Waiting for review." in page.text
    assert TEXT in page.text
    assert "<title>Your notes" in page.text
    assert (page.headers["Cache-Control"], page.headers["X-Robots-Tag"]) == ("no-store", "noindex")
    assert "Set-Cookie" not in page.headers


@pytest.mark.parametrize("token", ["x", "a" * 43, "%00", "0" * 5000])
def test_an_unknown_link_gets_a_sentence(client: FlaskClient, event: Event, token: str) -> None:
    page = client.get(f"/mine/{token}")

    assert page.status_code == 404
    assert "<h1" in page.text


@pytest.mark.parametrize(("form", "field"), [("edit", "body"), ("message", "message")])
def test_what_was_being_written_as_the_page_went_is_shown_to_be_copied(
    client: FlaskClient, own_page: str, form: str, field: str
) -> None:
    client.post(f"{own_page}/withdraw")

    late = page_of(
        client.post(f"{own_page}/{form}", data={field: "Half an hour's work."}), status=404
    )

    assert [text_of(each) for each in late.iter("textarea")] == ["Half an hour's work."]


def test_page_tells_why_a_comment_was_refused(
    client: FlaskClient, own_page: str, moderator_client: FlaskClient
) -> None:
    send(moderator_client, stored()[0], reason="off-topic")

    assert "The reason: Not about this event." in client.get(own_page).text


def test_an_edited_comment_waits_anew(
    client: FlaskClient, own_page: str, moderator_client: FlaskClient
) -> None:
    decide(moderator_client, stored()[0].public_id, "publish")
    assert TEXT in client.get(PAGE).text

    response = client.post(f"{own_page}/edit", data={"body": "Other words.", "name": ""})

    [comment] = stored()
    location = without_once(response.headers["Location"])
    assert (response.status_code, location) == (303, f"{own_page}?done=saved")
    assert (comment.body, comment.name, comment.state) == ("Other words.", "", State.PENDING)
    assert TEXT not in client.get(PAGE).text


def test_a_refused_edit_keeps_what_was_typed(client: FlaskClient, own_page: str) -> None:
    response = client.post(f"{own_page}/edit", data={"body": "", "name": "Mira"})

    assert response.status_code == 422
    assert "Enter a comment" in response.text
    assert 'value="Mira"' in response.text


def test_a_withdrawn_comment_leaves_no_byte(
    client: FlaskClient, own_page: str, moderator_client: FlaskClient, tmp_path: Path
) -> None:
    public_id = stored()[0].public_id
    decide(moderator_client, public_id, "publish")
    make_reply = filled_in(client, body="An answer.", parent_id=public_id)
    client.post(COMMENTS, data=make_reply, headers=HTMX)
    decide(moderator_client, stored()[1].public_id, "publish")
    assert b"marked-4711" in bytes_of(tmp_path / "instance")

    response = client.post(f"{own_page}/withdraw")

    page = client.get(PAGE).text
    assert "Your comment has been deleted." in response.text
    assert b"-4711" not in bytes_of(tmp_path / "instance")
    assert "This comment is no longer shown." in page
    assert "An answer." in page
    assert client.get(own_page).status_code == 404


def test_opening_links_changes_nothing(client: FlaskClient, own_page: str) -> None:
    for path in ("edit", "withdraw", "message", "no-mail"):
        assert client.get(f"{own_page}/{path}").status_code == 405

    assert stored()[0].body == TEXT


def test_download_holds_everything_and_no_address(client: FlaskClient, own_page: str) -> None:
    client.post(f"{own_page}/message", data={"message": "Is it read yet?"})

    held = json.loads(client.get(f"{own_page}/download").text)

    assert (held["comment"], held["name"], held["state"]) == (TEXT, "Vesna-4711", "pending")
    assert [message["text"] for message in held["messages"]] == ["Is it read yet?"]
    assert [name for name in held if "address" in name or "mail" in name] == []


def test_a_message_is_answered_without_an_address(
    client: FlaskClient, own_page: str, moderator_client: FlaskClient
) -> None:
    client.post(f"{own_page}/message", data={"message": "Is it read yet?"})
    page = moderator_client.get("/moderation/messages").text
    assert "Is it read yet?" in page
    comment = stored()[0]
    token = page.split('name="csrf_token" value="')[1].split('"')[0]
    reply = {"csrf_token": token, "message": "Yes, today.", **seen_conversation(comment)}

    moderator_client.post(f"/moderation/comments/{comment.public_id}/message", data=reply)

    assert "Yes, today." in client.get(own_page).text
    assert (
        "No messages are waiting for a reply." in moderator_client.get("/moderation/messages").text
    )


def test_an_author_cannot_flood_the_moderators(client: FlaskClient, own_page: str) -> None:
    responses = [
        client.post(f"{own_page}/message", data={"message": f"No. {number}"}).status_code
        for number in range(6)
    ]

    assert responses == [303] * 5 + [429]


@pytest.mark.parametrize(
    ("where", "typed", "field"),
    [
        ("edit", {"body": "", "name": "Mira"}, "body"),
        ("edit", {"body": "Other words.", "name": "x" * 81}, "name"),
        ("message", {"message": "x" * 2001}, "message"),
    ],
)
def test_an_error_stands_beside_its_field_and_in_no_other_form(
    client: FlaskClient, own_page: str, where: str, typed: dict[str, str], field: str
) -> None:
    page = page_of(client.post(f"{own_page}/{where}", data=typed), status=422)

    fields = {each.get("name"): each for kind in ("textarea", "input") for each in page.iter(kind)}
    held = {"body": TEXT, "name": "Vesna-4711", "message": ""}
    shown = {name: fields[name].get("value", fields[name].text or "") for name in held}
    kept = {name: typed.get(name, "") for name in (("message",) if field == "message" else typed)}
    described = fields[field].get("aria-describedby", "").split()
    error = page.find(f".//*[@id='{described[-1]}']")
    assert shown == {**held, **kept}
    assert [name for name in held if fields[name].get("aria-invalid")] == [field]
    assert text_of(error).startswith("Error: ")


def test_a_message_too_many_is_kept_to_be_sent_later(client: FlaskClient, own_page: str) -> None:
    for number in range(5):
        client.post(f"{own_page}/message", data={"message": f"No. {number}"})

    response = client.post(f"{own_page}/message", data={"message": "One more."})

    page = page_of(response, status=429)
    [area] = [each for each in page.iter("textarea") if each.get("name") == "message"]
    [notice] = by_class(page, "notice")
    assert area.text == "One more."
    assert text_of(notice).startswith("You have already sent several messages.")
    assert "autofocus" in notice.attrib
    assert response.headers["Retry-After"] == "86400"


def test_a_restored_backup_brings_nobody_back(
    app: Flask, client: FlaskClient, own_page: str, tmp_path: Path
) -> None:
    public_id = stored()[0].public_id
    truncate_wal()
    database = tmp_path / "instance" / "ethreader.sqlite3"
    shutil.copy(database, tmp_path / "backup")
    client.post(f"{own_page}/withdraw")
    db.session.remove()
    db.engine.dispose()
    for path in database.parent.glob("ethreader.sqlite3*"):
        path.unlink()
    shutil.copy(tmp_path / "backup", database)
    assert b"marked-4711" in bytes_of(tmp_path / "instance")

    begin_write_transaction()
    count = replay(ledger_folder=tmp_path / "instance" / "ledger", now=utcnow())
    db.session.commit()
    truncate_wal()

    comment = comment_by_public_id(public_id)
    assert count == 1
    assert comment is not None
    assert comment.state is State.WITHDRAWN
    assert b"-4711" not in bytes_of(tmp_path / "instance")


def test_a_refused_text_goes_after_thirty_days(
    client: FlaskClient, own_page: str, moderator_client: FlaskClient
) -> None:
    decide(moderator_client, stored()[0].public_id, "reject")
    begin_write_transaction()
    early = sweep(zone=ZONE, now=utcnow() + timedelta(days=29))
    late = sweep(zone=ZONE, now=utcnow() + timedelta(days=31))
    db.session.commit()

    assert [each["refused texts"] for each in (early, late)] == [0, 1]
    assert [(comment.body, comment.state) for comment in stored()] == [("", State.REJECTED)]


def test_after_a_day_decisions_and_messages_keep_their_days_only(
    client: FlaskClient, own_page: str, moderator_client: FlaskClient
) -> None:
    press(moderator_client, stored()[0], "publish")
    press(moderator_client, stored()[0], "reject")
    client.post(f"{own_page}/message", data={"message": "Why?"})
    db.session.rollback()
    exact = moments()
    tomorrow = utcnow() + HOURS_KEPT

    begin_write_transaction()
    sweep(zone=ZONE, now=utcnow())
    after_an_hour = moments()
    sweep(zone=ZONE, now=tomorrow)
    db.session.commit()

    days = [truncate_to_day(moment, ZONE) for moment in exact]
    assert after_an_hour == exact
    assert moments() == days
    assert [(day.hour, day.minute, day.second, day.microsecond) for day in days] == [
        (12, 0, 0, 0)
    ] * 3
    press(moderator_client, stored()[0], "undo")
    assert stored()[0].state is State.PUBLISHED


def test_the_envelope_of_a_plain_post_opens_for_ten_minutes() -> None:
    now = utcnow()
    envelope = seal_token("a" * 43, RECEIPT, secret="s", now=now)

    assert quote(envelope, safe="") == envelope
    assert open_token(envelope, RECEIPT, secret="s", now=now) == "a" * 43
    assert open_token(envelope, RECEIPT, secret="s", now=now + timedelta(seconds=600)) is None
    assert open_token(envelope, RECEIPT, secret="other", now=now) is None
    assert open_token(envelope, CHANGE, secret="s", now=now) is None
    assert open_token("nonsense", RECEIPT, secret="s", now=now) is None


def test_without_htmx_the_page_after_the_post_tells_the_link(
    client: FlaskClient, event: Event
) -> None:
    response = client.post(COMMENTS, data=filled_in(client))

    page = client.get(response.headers["Location"])

    assert client.get(own_link(page)).status_code == 200
    assert own_link(page) not in response.headers["Location"]


@pytest.mark.parametrize(
    ("form", "said"),
    [
        (
            "edit",
            (
                "“Save changes” does not send a message that you have typed below. Copy it first, "
                "or it is lost."
            ),
        ),
        (
            "message",
            (
                "“Send message” does not save changes that you have typed above. Copy them first, "
                "or they are lost."
            ),
        ),
    ],
)
def test_each_form_says_without_scripts_what_it_does_not_send(
    client: FlaskClient, own_page: str, form: str, said: str
) -> None:
    page = page_of(client.get(own_page))

    [sent] = [each for each in page.iter("form") if (each.get("action") or "").endswith(f"/{form}")]
    assert [text_of(each) for each in sent.iter("noscript")] == [said]
