"""How many statements a new comment takes, while others wait for it to be stored."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from ethreader.base.db import begin_write_transaction, db
from ethreader.comments.arrivals import store_waiting
from ethreader.comments.drafts import Draft
from ethreader.comments.models import Comment
from ethreader.contacts.service import prepare_contact, publish_key, store_contact
from ethreader.contacts.vault import new_pair
from ethreader.events.choices import CommentPolicy
from ethreader.events.models import Event, Organisation
from tests.comments.forms import COMMENTS, KEY, filled_in, stored
from tests.conftest import make_comment
from tests.pages import counted_queries
from tests.times import utcnow
from tests.visitors import HTMX

EVENT, KNOWN = "SELECT event", "SELECT comment"
STORED = ["INSERT comment", "INSERT author_link"]
APPEARED = ["UPDATE event", "INSERT comment", "INSERT state_change"]
AS_REPLY = ["UPDATE event", "INSERT comment", "UPDATE comment", "INSERT state_change"]
TOLD_READERS = "INSERT revision"
FINDABLE = "INSERT search_entry"
WISH = {"notify": "y", "email": "mira@example.org"}


def as_typed(_client: FlaskClient, _parent: Comment) -> dict[str, str]:
    return {}


def as_reply(_client: FlaskClient, parent: Comment) -> dict[str, str]:
    return {"parent_id": parent.public_id}


def as_wish(_client: FlaskClient, _parent: Comment) -> dict[str, str]:
    return WISH


def as_reply_to_wish(_client: FlaskClient, parent: Comment) -> dict[str, str]:
    begin_write_transaction()
    contact = prepare_contact(email="a@example.org", language="en", days=90, now=utcnow())
    assert contact is not None
    store_contact(parent.id, contact)
    db.session.commit()
    return {"parent_id": parent.public_id}


def as_sent_before(client: FlaskClient, _parent: Comment) -> dict[str, str]:
    client.post(COMMENTS, data=filled_in(client, key=KEY), headers=HTMX)
    return {"key": KEY}


def without_key(_client: FlaskClient, _parent: Comment) -> dict[str, str]:
    return {"key": ""}


KINDS = [
    ("held", as_typed, [EVENT, KNOWN, *STORED]),
    ("held", as_reply, [EVENT, KNOWN, *STORED]),
    (
        "held",
        as_wish,
        ["SELECT vault_key", EVENT, KNOWN, *STORED, "INSERT contact", "INSERT outbox_mail"],
    ),
    ("held", as_sent_before, [EVENT, KNOWN, "SELECT author_link"]),
    ("held", without_key, [EVENT, "SELECT comment", *STORED]),
    ("open", as_typed, [EVENT, KNOWN, *APPEARED, "INSERT author_link", TOLD_READERS, FINDABLE]),
    ("open", as_reply, [EVENT, KNOWN, *AS_REPLY, "INSERT author_link", TOLD_READERS, FINDABLE]),
    (
        "open",
        as_reply_to_wish,
        [
            EVENT,
            KNOWN,
            *AS_REPLY,
            "INSERT outbox_mail",
            "INSERT author_link",
            TOLD_READERS,
            FINDABLE,
        ],
    ),
    ("open", as_sent_before, [EVENT, KNOWN, "SELECT author_link"]),
]


@pytest.mark.parametrize(
    ("policy", "fill_in", "statements"),
    [pytest.param(*kind, id=f"{kind[0]} {kind[1].__name__}") for kind in KINDS],
)
def test_a_new_comment_takes_few_statements(
    client: FlaskClient,
    event: Event,
    policy: str,
    fill_in: Callable[[FlaskClient, Comment], dict[str, Any]],
    statements: list[str],
) -> None:
    parent = make_comment(event)
    begin_write_transaction()
    publish_key(f"{utcnow():%Y-%m}", new_pair()[1], days=90)
    event.comments = CommentPolicy(policy)
    db.session.commit()
    form = {**filled_in(client, key=KEY[::-1]), **fill_in(client, parent)}

    with counted_queries() as sent:
        response = client.post(COMMENTS, data=form, headers=HTMX)

    assert response.status_code == 201
    assert [each for each in map(told, sent) if each] == statements


def told(statement: str) -> str:
    """Return what a statement does to which table; nothing of what is none to a comment.

    The names of organisations are read once a second, those that are protected every five.
    """
    plain = re.sub(r"^WITH .*?\) (?=UPDATE)", "", " ".join(statement.split()))
    found = re.match(r"(INSERT) INTO (\w+)|(UPDATE) (\w+)|(SELECT) .*? FROM (\w+)", plain)
    words = " ".join(filter(None, found.groups())) if found else ""
    return "" if words in {"SELECT organisation", "SELECT protected_name"} else words


def test_the_names_of_organisations_are_read_anew_once_they_were_changed(
    app: Flask, client: FlaskClient, event: Event
) -> None:
    name = "Women Forward"
    form = filled_in(client, name=name, key="")
    client.post(COMMENTS, data={**form, "body": "Before."}, headers=HTMX)
    begin_write_transaction()
    db.session.add(Organisation(slug="forward", name=name, description="", url=""))
    db.session.commit()

    client.post(COMMENTS, data={**form, "body": "After."}, headers=HTMX)

    db.session.rollback()
    flags = {each.body: "official-name" in each.flags for each in db.session.query(Comment)}
    assert flags == {"Before.": False, "After.": True}


def test_a_key_that_came_in_under_another_event_meanwhile_loses_no_comment(
    app: Flask, event: Event
) -> None:
    draft = Draft(name="", body="Kept.", parent=None, idempotency_key=KEY, stamped_at=utcnow())
    values = {
        "public_id": "0" * 16,
        "event_id": event.id,
        "parent_id": None,
        "root_id": None,
        "idempotency_key": draft.idempotency_digest,
        "name": draft.name,
        "body": draft.body,
        "body_html": draft.body_html,
        "flags": [],
        "received_on": utcnow().date(),
    }
    begin_write_transaction()
    store_waiting(values, now=utcnow())

    second = store_waiting({**values, "public_id": "1" * 16}, now=utcnow())
    db.session.commit()

    assert second.idempotency_key is None
    assert [each.idempotency_key for each in stored()] == [draft.idempotency_digest, None]
