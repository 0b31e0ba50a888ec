"""A session that has ended eats nothing that a moderator was writing, and sends nothing either."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete
from time_machine import Traveller
from werkzeug.test import TestResponse

from ethreader.accounts.models import ModeratorSession
from ethreader.accounts.queries import moderator_by_name
from ethreader.accounts.service import add_moderator
from ethreader.base.db import begin_write_transaction, db
from ethreader.comments.models import Comment, State
from ethreader.events.models import Event
from tests.comments.forms import fields_of, stored
from tests.conftest import PASSWORD, hash_of_password, make_comment
from tests.moderation.conversations import seen_conversation, written, written_about
from tests.moderation.deciding import record, seen, state_of, token_of
from tests.moderation.test_refused_messages import withdraw
from tests.pages import by_class, page_of, text_of
from tests.times import utcnow
from tests.visitors import HTMX, PLAIN

SIGN_IN = "/moderation/login"
TYPED = "Only for Vesna, “marked-4711” – да, данас."
Ending = Callable[[FlaskClient, Traveller], None]


@pytest.fixture(autouse=True)
def _moderators(clock: Traveller, app: Flask) -> None:
    """Give Ana and Boris a password, under the clock that stands still."""
    begin_write_transaction()
    for name in ("Ana", "Boris"):
        add_moderator(name, now=utcnow())
        moderator = moderator_by_name(name)
        assert moderator is not None
        moderator.password_hash = hash_of_password()
    db.session.commit()


def idle(_moderator_client: FlaskClient, clock: Traveller) -> None:
    clock.shift(timedelta(minutes=31))


def over(_moderator_client: FlaskClient, clock: Traveller) -> None:
    clock.shift(timedelta(hours=13))


def signed_out(moderator_client: FlaskClient, _clock: Traveller) -> None:
    """Sign out in another tab."""
    data = {"csrf_token": token_of(moderator_client)}
    cookie = moderator_client.get_cookie("moderation", path="/moderation")
    moderator_client.post("/moderation/logout", data=data)
    assert cookie is not None
    moderator_client.set_cookie("moderation", cookie.value, path="/moderation")


def ended(_moderator_client: FlaskClient, _clock: Traveller) -> None:
    """Have all sessions ended by somebody else."""
    begin_write_transaction()
    db.session.execute(delete(ModeratorSession))
    db.session.commit()


ENDINGS = pytest.mark.parametrize(
    "end",
    [idle, *(pytest.param(each, marks=pytest.mark.long) for each in (over, signed_out, ended))],
)
KNOWN = pytest.mark.parametrize("end", [idle, over])


class Writing:
    """A form of one kind that is being filled in; beside it others of the same kind."""

    def __init__(self, kind: str, client: FlaskClient, event: Event) -> None:
        self.kind, self._client = kind, client
        state = State.PENDING if kind in {"decision", "decline"} else State.PUBLISHED
        if kind == "message":
            self.comments = [written_about(event, name) for name in ("Mira", "Vesna", "Teodora")]
        else:
            self.comments = [make_comment(event, name=n, state=state) for n in ("Mira", "Vesna")]
        self.comment: Comment = self.comments[1]
        self.fields = self._fields(token_of(client))

    def _fields(self, token: str) -> dict[str, Any]:
        typed: dict[str, dict[str, Any]] = {
            "message": {"message": TYPED, **seen_conversation(self.comment)},
            "answer": {"body": TYPED, "voice": "organisation", **seen(self.comment)},
            "decision": {"note": TYPED, "decision": "reject"},
            "decline": {"message": TYPED, "do": "decline", "reason": "danger", "seen_message": 0},
        }
        return {"csrf_token": token, **seen(self.comment), **typed[self.kind]}

    def press(self, headers: dict[str, str] = PLAIN) -> TestResponse:
        url = f"/moderation/comments/{self.comment.public_id}/{self.kind}"
        return self._client.post(url, data=self.fields, headers=headers)

    @property
    def is_undone(self) -> bool:
        """Whether nothing has come of it."""
        return (len(written()), len(stored()), record()) == (
            3 if self.kind == "message" else 0,
            len(self.comments),
            [],
        )

    def places(self, page: Element) -> dict[str, str]:
        """Return the fields for such texts that hold something, and where they would be sent."""
        found = {}
        for form in page.iter("form"):
            for each in form.iter():
                text = each.get("value", each.text or "").strip()
                if each.get("name") in {"message", "body", "note"} and text:
                    found[form.get("action", "")] = text
        return found


@pytest.fixture(
    params=[
        "message",
        pytest.param("answer", marks=pytest.mark.long),
        pytest.param("decision", marks=pytest.mark.long),
        "decline",
    ]
)
def writing(
    clock: Traveller, moderator_client: FlaskClient, event: Event, request: pytest.FixtureRequest
) -> Writing:
    return Writing(request.param, moderator_client, event)


def sign_in(client: FlaskClient, page: str, *, name: str = "Ana", password: str = PASSWORD) -> Any:
    """Sign in by the form of a page."""
    hidden = {each: text for each, text in fields_of(page).items() if each == "unsent"}
    return client.post(SIGN_IN, data={**hidden, "name": name, "password": password})


@ENDINGS
def test_a_text_waits_for_its_moderator_and_is_sent_by_them_alone(
    moderator_client: FlaskClient, writing: Writing, clock: Traveller, end: Ending
) -> None:
    end(moderator_client, clock)
    turned_away = writing.press()
    assert "marked-4711" not in turned_away.text
    assert text_of(page_of(turned_away, status=403).find(".//h2")) == "You have been signed out"

    page = page_of(sign_in(moderator_client, turned_away.text), status=409)

    url = f"/moderation/comments/{writing.comment.public_id}/{writing.kind}"
    assert writing.places(page) == {url: TYPED}
    [notice] = by_class(page, "notice")
    assert text_of(notice).startswith("You had been signed out, so nothing was sent.")
    assert [each for each in page.iter() if "autofocus" in each.attrib] == [notice]
    assert writing.is_undone
    [form] = [each for each in page.iter("form") if each.get("action") == url]
    hidden = {e.get("name"): e.get("value") for e in form.iter("input") if e.get("type")}
    again = moderator_client.post(url, data={**writing.fields, **hidden, "note": TYPED})
    assert again.status_code == 303
    assert not writing.is_undone


@pytest.mark.long
@ENDINGS
def test_nothing_of_it_is_left_where_others_look(
    app: Flask, moderator_client: FlaskClient, writing: Writing, clock: Traveller, end: Ending
) -> None:
    end(moderator_client, clock)

    response = writing.press()

    kept = [each for each in Path(app.instance_path).rglob("*") if each.is_file()]
    everything = b"".join(each.read_bytes() for each in kept) + response.data
    assert b"marked-4711" not in everything
    assert "Set-Cookie" not in response.headers
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.long
@KNOWN
def test_going_back_and_signing_in_by_another_page_finds_it_once(
    moderator_client: FlaskClient, writing: Writing, clock: Traveller, end: Ending
) -> None:
    end(moderator_client, clock)
    writing.press()
    back = moderator_client.get("/moderation/messages", follow_redirects=True)

    first = sign_in(moderator_client, back.text)
    second = sign_in(moderator_client, back.text)

    assert list(writing.places(page_of(first, status=409)).values()) == [TYPED]
    assert (second.status_code, second.headers["Location"]) == (303, "/moderation/")


@pytest.mark.long
@KNOWN
@pytest.mark.parametrize("is_carried", [True, False], ids=["by the page", "by going back"])
def test_another_moderator_is_not_shown_it(
    *,
    moderator_client: FlaskClient,
    other_moderator_client: FlaskClient,
    writing: Writing,
    clock: Traveller,
    end: Ending,
    is_carried: bool,
) -> None:
    end(moderator_client, clock)
    page = writing.press().text if is_carried else ""

    response = sign_in(other_moderator_client, page, name="Boris")

    assert (response.status_code, response.headers["Location"]) == (303, "/moderation/")


@pytest.mark.long
def test_a_wrong_password_loses_nothing(
    moderator_client: FlaskClient, writing: Writing, clock: Traveller
) -> None:
    idle(moderator_client, clock)
    page = writing.press().text
    for password in ("wrong words of some length", ""):
        refused = sign_in(moderator_client, page, password=password)
        assert refused.status_code == 422
        assert "Your text is kept" in refused.text
        page = refused.text

    response = sign_in(moderator_client, page)

    assert list(writing.places(page_of(response, status=409)).values()) == [TYPED]


def test_whoever_signed_in_anew_in_another_tab_loses_nothing(
    moderator_client: FlaskClient, writing: Writing, clock: Traveller
) -> None:
    idle(moderator_client, clock)
    assert sign_in(moderator_client, "").status_code == 303

    page = page_of(writing.press(), status=409)

    assert list(writing.places(page).values()) == [TYPED]
    assert writing.is_undone


def test_by_htmx_the_row_gives_way_to_the_sign_in_form(
    moderator_client: FlaskClient, event: Event, clock: Traveller
) -> None:
    writing = Writing("decision", moderator_client, event)
    idle(moderator_client, clock)

    response = writing.press(HTMX)

    assert response.status_code == 403
    assert response.text.startswith('<section aria-labelledby="')
    assert f'id="{writing.comment.public_id}-password"' in response.text
    assert "HX-Redirect" not in response.headers
    page = page_of(sign_in(moderator_client, response.text), status=409)
    assert list(writing.places(page).values()) == [TYPED]


@pytest.mark.parametrize("kind", ["decision", "undo", "pin", "answer", "message"])
def test_whoever_pressed_a_button_is_told_that_nothing_came_of_it(
    moderator_client: FlaskClient, event: Event, clock: Traveller, kind: str
) -> None:
    writing = Writing("decision" if kind == "decision" else "message", moderator_client, event)
    writing.kind, url = kind, f"/moderation/comments/{writing.comment.public_id}/{kind}"
    for name in ("note", "message"):
        writing.fields[name] = "\u200b \n"
    done = len(written())
    idle(moderator_client, clock)
    turned_away = writing.press()

    assert "Sign in here, and you will see the comment again." in turned_away.text
    page = page_of(sign_in(moderator_client, turned_away.text), status=409)

    [notice] = by_class(page, "notice")
    assert text_of(notice).startswith("You had been signed out, so nothing was done.")
    assert (record(), len(written()), len(stored())) == ([], done, len(writing.comments))
    if kind in {"decision", "message"}:
        assert url in [form.get("action") for form in page.iter("form")]


@pytest.mark.parametrize("path", ["comments/{}/decision", "account/sign-out-others", "logout"])
def test_whose_session_nobody_knows_any_more_is_told_so_where_they_sign_in(
    moderator_client: FlaskClient, event: Event, clock: Traveller, path: str
) -> None:
    public_id = make_comment(event, state=State.PENDING).public_id
    data = {"csrf_token": token_of(moderator_client), "decision": "publish"}
    ended(moderator_client, clock)

    for headers in (HTMX, PLAIN):
        url = f"/moderation/{path.format(public_id)}"
        response = moderator_client.post(url, data=data, headers=headers)
        where = response.headers.get("Location") or response.headers["HX-Redirect"]
        page = page_of(moderator_client.get(where))
        assert [text_of(each)[:28] for each in by_class(page, "notice-soft")] == [
            "You have been signed out. If"
        ]
    assert by_class(page_of(moderator_client.get(SIGN_IN)), "notice") == []


def test_a_press_in_another_tab_ousts_no_text(
    moderator_client: FlaskClient, event: Event, clock: Traveller
) -> None:
    writing, pressed = (Writing("decision", moderator_client, event) for _ in range(2))
    pressed.fields["note"] = ""
    idle(moderator_client, clock)
    writing.press()
    page = pressed.press().text

    response = sign_in(moderator_client, page)

    assert list(writing.places(page_of(response, status=409)).values()) == [TYPED]


@pytest.mark.long
def test_a_text_about_what_was_deleted_meanwhile_can_be_copied(
    app: Flask, moderator_client: FlaskClient, writing: Writing, clock: Traveller
) -> None:
    idle(moderator_client, clock)
    turned_away = writing.press().text
    withdraw(app, writing.comment)

    page = page_of(sign_in(moderator_client, turned_away), status=409)

    [area] = [each for each in page.iter("textarea") if "readonly" in each.attrib]
    assert (area.text or "").strip() == TYPED
    assert writing.places(page) == {}


@pytest.mark.long
@pytest.mark.parametrize("body", ["ш" * 5000, "\U0001f642" * 5000, "x" * 60_000])
def test_a_long_text_comes_back_whole(
    moderator_client: FlaskClient, event: Event, clock: Traveller, body: str
) -> None:
    writing = Writing("answer", moderator_client, event)
    writing.fields["body"] = body
    idle(moderator_client, clock)

    page = page_of(sign_in(moderator_client, writing.press().text), status=409)

    assert list(writing.places(page).values()) == [body]


@pytest.mark.long
@pytest.mark.parametrize("hours", [11, 12])
def test_it_is_kept_for_half_a_day(
    moderator_client: FlaskClient, writing: Writing, clock: Traveller, hours: int
) -> None:
    idle(moderator_client, clock)
    page = writing.press().text
    clock.shift(timedelta(hours=hours))

    response = sign_in(moderator_client, page)

    assert response.status_code == (409 if hours < 12 else 303)


@pytest.mark.long
@pytest.mark.parametrize("text", ["x", "AAAA", "š", "A" * 5000])
def test_what_this_site_has_not_sealed_is_nothing(
    moderator_client: FlaskClient, event: Event, text: str
) -> None:
    data = {"unsent": text, "name": "Ana", "password": PASSWORD}

    assert moderator_client.post(SIGN_IN, data=data).headers["Location"] == "/moderation/"


def test_strangers_get_no_more_than_the_sign_in_page(client: FlaskClient, event: Event) -> None:
    comment = make_comment(event, state=State.PENDING, name="Secret name", body="Secret words")
    for kind, field in (("message", "message"), ("pin", "note"), ("undo", "body")):
        url = f"/moderation/comments/{comment.public_id}/{kind}"
        response = client.post(url, data={field: "False."})
        assert response.status_code == 403
        assert "Secret" not in response.text
    unknown = client.post(f"/moderation/comments/{'0' * 16}/answer", data={"body": "False."})
    assert unknown.status_code == 403
    assert (state_of(comment), record()) == ("pending", [])
