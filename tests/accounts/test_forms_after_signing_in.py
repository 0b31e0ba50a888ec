"""Whatever is typed at the desk when a session ends is in its form after signing in again.

Each form by its endpoint: one that is new stands nowhere, and fails until it does.
"""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from time_machine import Traveller
from werkzeug.test import TestResponse

from ethreader.accounts.choices import ModeratorRole
from ethreader.accounts.queries import moderator_by_name
from ethreader.base.content_state import ContentState
from ethreader.base.db import db
from ethreader.comments.models import State
from ethreader.events.models import Event
from ethreader.screening.models import ScreeningRule
from ethreader.screening.queries import all_rules
from ethreader.screening.rules import RuleKind
from tests.accounts.signing_in import SIGN_IN, is_in
from tests.comments.forms import fields_of
from tests.conftest import PASSWORD, hash_of_password, make_comment
from tests.editing.writing import Writer
from tests.moderation.conversations import author_writes, seen_conversation
from tests.moderation.deciding import seen
from tests.pages import page_of
from tests.times import utcnow
from tests.visitors import signed_in_in_role

MARK = "Marked 4711 – да"
DAY = "2026-05-04"
TIME = {"at.day": DAY, "at.hour": "09:30", "zone": "Europe/Vienna"}
RULE = {"kind": "words", "label": MARK, "phrases": MARK, "fewest_links": "7", "is_on": "y"}
# What is typed into each form: all of it comes back.
TYPED: dict[str, dict[str, str]] = {
    "moderation.decide_on": {"note": MARK},
    "moderation.decline_with_reason": {"message": MARK, "note": MARK},
    "moderation.answer_publicly": {"body": MARK},
    "moderation.reply_to_author": {"message": MARK},
    "moderation.add_rule": RULE,
    "moderation.change_rule": RULE,
    "moderation.protect": {"name": MARK, "label": MARK},
    "people.invite": {"name": MARK},
    "people.give_name": {"name": MARK},
    "account.add_key": {"label": MARK},
    "content.save": {"f.name": MARK, "f.body": MARK},
    "content.add_file": {"f.name": MARK, "f.body": MARK},
    "content.schedule_draft": TIME,
    "content.change_standing": TIME,
    "content.tell_what_happened": {"note": MARK, "online": MARK, "starts.day": DAY},
}
# What is sent beside it.
BESIDE: dict[str, dict[str, str]] = {
    "moderation.decide_on": {"decision": "reject"},
    "moderation.decline_with_reason": {"do": "decline", "reason": "danger", "seen_message": "0"},
    "moderation.answer_publicly": {"voice": "moderator"},
    "people.invite": {"role": "editor"},
    "content.schedule_draft": {"do": "schedule"},
    "content.change_standing": {"do": "schedule", "seen": "scheduled"},
    "content.tell_what_happened": {"do": "tell", "happening": "moved"},
}
# Buttons, choices, and what is asked for anew, since no page carries it: passwords, codes, emails.
NOTHING_TYPED = {
    *("account.change_password", "account.add_app", "account.take_app", "account.make_codes"),
    *("account.take_key", "account.forget", "account.end", "account.sign_out_others"),
    *("account.sign_out_everywhere", "accounts.leave", "people.give_role", "people.make_link"),
    *("people.sign_out", "people.take_out", "moderation.decide_batch", "moderation.undo_batch"),
    *("moderation.undo_decision", "moderation.pin_or_not", "moderation.let_wait_in_queue"),
    *("moderation.switch_keys", "moderation.change_feed", "moderation.pulse"),
    *("moderation.remove_rule", "moderation.remove_protected", "content.take"),
    *("content.discard_for_good", "content.delete", "content.delete_translation_for_good"),
    *("content.restore_as_draft", "alerts.change"),
    # The form that they speak of stays where it is.
    *("content.text", "content.when"),
}
DOORS = {"accounts.begin", "accounts.begin_with_passkey", "accounts.use_link"}


@pytest.fixture
def admin(clock: Traveller, app: Flask) -> FlaskClient:
    client = signed_in_in_role(app, "Ana", ModeratorRole.ADMIN)
    ana = moderator_by_name("Ana")
    assert ana is not None
    ana.password_hash = hash_of_password()
    db.session.commit()
    return client


@pytest.fixture
def given(admin: FlaskClient, event: Event) -> dict[str, str]:
    """What each form has in its URL, and what its page put into it beside the token."""
    fields = {
        "label": "Numbers",
        "phrases": "bet",
        "fewest_links": 3,
        "changed_on": utcnow().date(),
    }
    db.session.add(ScreeningRule(kind=RuleKind.WORDS, is_on=True, **fields))
    db.session.commit()
    form = Writer(admin).open("speakers/new").type(name="Mira")
    form.press("save")
    return {**form.fields, "public_id": form.url.rpartition("/")[2]}


def url_and_fields(app: Flask, event: Event, endpoint: str, draft: Any) -> tuple[str, Any]:
    state = State.PENDING if endpoint.endswith(("decide_on", "with_reason")) else State.PUBLISHED
    comment = make_comment(event, state=state)
    author_writes(comment, "A question.")
    about: dict[str, Any] = {
        "path_name": "events",
        "item_id": event.id,
        "rule_id": all_rules()[0].id,
    }
    about |= {"moderator_id": 1, "public_id": comment.public_id}
    told = {**seen(comment), **seen_conversation(comment)}
    if endpoint == "content.change_standing":
        event.state, event.publish_at = ContentState.SCHEDULED, utcnow() + timedelta(days=9)
        db.session.commit()
    if endpoint.startswith("content"):
        about["public_id"], told = draft["public_id"], dict(draft)
        del told["public_id"]
    with app.test_request_context():
        [rule] = [
            each for each in app.url_map.iter_rules(endpoint) if "POST" in (each.methods or ())
        ]
        url = app.url_for(endpoint, **{name: about[name] for name in rule.arguments})
    return url, told | BESIDE.get(endpoint, {}) | TYPED.get(endpoint, {})


def sign_in(client: FlaskClient, page: str = "") -> TestResponse:
    hidden = {name: text for name, text in fields_of(page).items() if name == "unsent"}
    return client.post(SIGN_IN, data={**hidden, "name": "Ana", "password": PASSWORD})


def test_each_form_is_in_one_of_the_tables(app: Flask) -> None:
    posts = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/moderation") and "POST" in (rule.methods or ())
    }

    assert {*TYPED, *NOTHING_TYPED} == posts - DOORS
    assert not NOTHING_TYPED & set(TYPED)


def there(response: TestResponse, url: str) -> dict[str, str]:
    """Return what stands in the fields of the form that leads to a URL."""
    assert response.status_code == 409, response.text
    found: dict[str, str] = {}
    for form in page_of(response, status=409).iter("form"):
        if form.get("action") in {url, url.removesuffix("/files")}:
            for each in form.iter():
                is_off = each.get("type") in {"radio", "checkbox"} and "checked" not in each.attrib
                if each.get("name") and not is_off and each.get("value", each.text):
                    found[str(each.get("name"))] = str(each.get("value", each.text)).strip()
    return found


@pytest.mark.parametrize("endpoint", TYPED)
def test_what_was_typed_is_in_its_form_again(
    app: Flask, clock: Traveller, admin: FlaskClient, event: Event, given: Any, endpoint: str
) -> None:
    url, fields = url_and_fields(app, event, endpoint, given)
    token = fields_of(admin.get("/moderation/account").text)["csrf_token"]
    clock.shift(timedelta(minutes=31))

    turned_away = admin.post(url, data={**fields, "csrf_token": token})

    assert (turned_away.status_code, MARK in turned_away.text) == (403, False)
    again = sign_in(admin, turned_away.text)
    assert {**there(again, url), **TYPED[endpoint]} == there(again, url)
    assert "You had been signed out" in again.text


@pytest.mark.parametrize("endpoint", ["moderation.add_rule", "people.invite"])
def test_a_form_of_an_earlier_session_is_shown_once_more(
    app: Flask, clock: Traveller, admin: FlaskClient, event: Event, given: Any, endpoint: str
) -> None:
    """Somebody signed in anew, in another tab."""
    url, fields = url_and_fields(app, event, endpoint, given)
    clock.shift(timedelta(minutes=31))
    assert sign_in(admin).status_code == 303

    again = admin.post(url, data={**fields, "csrf_token": "of another session"})

    assert {**there(again, url), **TYPED[endpoint]} == there(again, url)


@pytest.mark.parametrize("endpoint", ["content.take", "content.discard_for_good"])
def test_a_button_that_nothing_came_of_keeps_nobody_out(
    app: Flask, clock: Traveller, admin: FlaskClient, event: Event, given: Any, endpoint: str
) -> None:
    url, _ = url_and_fields(app, event, endpoint, given)
    clock.shift(timedelta(minutes=31))

    turned_away = admin.post(url, data={})

    assert turned_away.headers["Location"] == f"{SIGN_IN}?ended=yes"
    assert (sign_in(admin).status_code, is_in(admin)) == (303, True)


def test_what_is_gone_meanwhile_keeps_nobody_out(
    app: Flask, clock: Traveller, admin: FlaskClient, event: Event, given: Any
) -> None:
    url, fields = url_and_fields(app, event, "moderation.change_rule", given)
    name = url_and_fields(app, event, "people.give_name", given)
    clock.shift(timedelta(minutes=31))
    turned_away = admin.post(url, data=fields)
    db.session.query(ScreeningRule).delete()
    db.session.commit()

    as_a_new_one = there(sign_in(admin, turned_away.text), "/moderation/rules/new")
    clock.shift(timedelta(minutes=31))
    of_nobody = admin.post(name[0].replace("/1/", "/99/"), data=name[1])

    assert as_a_new_one["phrases"] == MARK
    assert (sign_in(admin, of_nobody.text).status_code, is_in(admin)) == (303, True)


def test_a_password_and_a_code_are_carried_by_no_page(
    app: Flask, clock: Traveller, admin: FlaskClient, event: Event, given: Any
) -> None:
    url, fields = url_and_fields(app, event, "people.invite", given)
    secret = {"proof_password": "Secret word", "proof_code": "Secret code"}
    clock.shift(timedelta(minutes=31))

    turned_away = admin.post(url, data={**fields, **secret})

    assert "Secret" not in sign_in(admin, turned_away.text).text
