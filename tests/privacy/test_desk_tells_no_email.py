"""Two sites, the same but for emails: no page, list, search, error or deed at the desk tells them.

The second is a copy of the first, in which every author has left an email. Each gets the same
requests, and has to give the same bytes by the same statements: then no clock tells either.
"""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from time_machine import Traveller

from ethreader.accounts.choices import ModeratorRole
from ethreader.accounts.sessions import COOKIE, PATH
from ethreader.base.db import begin_write_transaction, db
from ethreader.comments.models import Comment, State
from ethreader.contacts.models import Contact, ContactToken, MailRefusal, TokenPurpose
from ethreader.contacts.queries import current_key
from ethreader.contacts.service import NewContact, publish_key, store_contact
from ethreader.contacts.vault import new_pair
from ethreader.mail.models import MailState, OutboxMail
from ethreader.publishing.draft_models import ContentDraft
from tests.comments.forms import COMMENTS, fields_of, filled_in, stored
from tests.conftest import EVENT_FILE, make_app, make_comment, make_event
from tests.editing.writing import Writer
from tests.moderation.conversations import author_writes, seen_conversation
from tests.moderation.deciding import press, seen
from tests.pages import counted_queries
from tests.reports.reporting import report
from tests.times import utcnow
from tests.visitors import HTMX, PLAIN, signed_in_in_role, with_visitors

EMAIL = "marked.author@hidden-place.example"
CRY = "He beats me every day."
QUERIES = (
    *(f"?q={words}" for words in (EMAIL, "marked.author", "hidden-place", "@", "Well")),
    *(f"?state={state}&event=winter-meeting" for state in (State.PUBLISHED, State.REJECTED)),
    *("?flag=danger&language=en", "?day=2026-02-03", "?all=1", "?after=2", "?sort=email&email=1"),
)
# A new secret on each page, and how long its picture is.
NEW_EACH_TIME = "/moderation/account/second-step/app"
ENDS_THE_SESSION = re.compile("logout|sign-out-everywhere")
# What is new in each response, whatever it is about.
RANDOM = re.compile(
    r'once=[\w-]+|data-options="[^"]+"|name="(?:challenge|sealed)" value="[^"]+"|otpauth://\S+'
    r'|<svg.*?</svg>|<ol class="codes">.*?</ol>|/(?:link|feed)/[\w-]{43}'
    r"|(?<![0-9a-f])[0-9a-f]{16}(?![0-9a-f])",
    re.DOTALL,
)


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What somebody at the desk can see of a response, and what could be heard by a clock."""

    status: int
    headers: list[tuple[str, str]]
    text: str
    statements: tuple[str, ...]


@contextmanager
def opened(instance: Path) -> Iterator[Flask]:
    app = with_visitors(make_app(instance, ETHREADER_LIMITS="off"))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def fill(app: Flask, folder: Path) -> str:
    """Have something in each list of the desk; return the token of an administrator's session."""
    publish_key(f"{utcnow():%Y-%m}", new_pair()[1], days=90)
    db.session.commit()
    event = make_event(folder, "winter-meeting", EVENT_FILE)
    for state in (State.PUBLISHED, State.PENDING, State.PENDING, State.REJECTED):
        make_comment(event, name=f"Name {state}", body=f"Well said, {state}.", state=state)
    make_comment(event, state=State.PENDING, answering=_in(State.PUBLISHED)[0])
    reader, ana = app.test_client(), signed_in_in_role(app, "Ana", ModeratorRole.ADMIN)
    reader.post(COMMENTS, data=filled_in(reader, body=CRY), headers=HTMX)
    report(reader, _in(State.PUBLISHED)[0], reason="hurtful", headers=PLAIN)
    for comment in stored()[:3]:
        author_writes(comment, "A question.")
    press(ana, _in(State.PENDING)[1], "publish")
    Writer(ana).publish_speaker()
    Writer(ana).open("speakers/new").type(name="Mira").press("save")
    send(ana, "/moderation/rules/new", kind="words", label="Bets", phrases="bet", tried="")
    cookie = ana.get_cookie(COOKIE, path=PATH)
    assert cookie is not None
    return cookie.value


def _in(state: State) -> list[Comment]:
    return [each for each in stored() if each.state is state]


def leave_emails() -> None:
    """Let every author have left an email; of some it is confirmed, and mails were sent."""
    begin_write_transaction()
    key = current_key(utcnow())
    assert key is not None
    new = NewContact(
        email=EMAIL,
        language="en",
        key_id=key.id,
        public_key=key.public_key,
        expires_at=key.destroy_at,
    )
    for number, comment in enumerate(stored()):
        contact = db.session.get_one(Contact, store_contact(comment.id, new))
        contact.confirmed_at = utcnow() if number % 3 else None
        state = list(MailState)[number % len(MailState)]
        mail = {"contact_id": contact.id, "kind": "decision", "state": state}
        db.session.add(OutboxMail(**mail, due_at=utcnow(), created_at=utcnow()))
        token = {"contact_id": contact.id, "purpose": TokenPurpose.STOP}
        db.session.add(ContactToken(**token, digest=bytes(31) + bytes([number])))
    db.session.add(MailRefusal(token="x" * 75))
    db.session.commit()


def send(client: FlaskClient, path: str, headers: dict[str, str] = PLAIN, **typed: Any) -> Any:
    token = fields_of(client.get("/moderation/account").text)["csrf_token"]
    return client.post(path, data={"csrf_token": token, **typed}, headers=headers)


def paths(app: Flask, method: str) -> Iterator[str]:
    """Yield the path of each page or action of the desk, about each comment."""
    draft = {"public_id": db.session.scalars(select(ContentDraft.public_id)).all()[-1]}
    values = {"path_name": "events", "text_path": "translations", "item_id": 1, "number": 1}
    values |= {"device_id": 99, "session_id": 99, "passkey_id": 99}
    values |= {"moderator_id": 1 if method == "GET" else 99}
    values |= {"name_id": 1, "rule_id": 1, "token": "0" * 43, "name": "0" * 32, "width": 320}
    values |= {"ending": "webp", "code": "de", "slug": "about"}
    urls = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        if not rule.rule.startswith("/moderation") or method not in (rule.methods or ()):
            continue
        about = [{"public_id": each.public_id} for each in stored()]
        is_of_draft = rule.endpoint.startswith("content")
        for one in [draft] if is_of_draft or "public_id" not in rule.arguments else about:
            given = {name: {**values, **one}[name] for name in rule.arguments}
            path = urls.build(rule.endpoint, given, method=method)
            if path != NEW_EACH_TIME:
                yield path


def told(client: FlaskClient, method: str, path: str, **given: Any) -> Seen:
    with counted_queries() as statements:
        response = client.open(path, method=method, **given)
    return Seen(
        status=response.status_code,
        headers=[(name, RANDOM.sub("", text)) for name, text in response.headers if name != "Date"],
        text=RANDOM.sub("", response.text) if "image" not in response.content_type else "",
        statements=tuple(statements),
    )


def walk(instance: Path, token: str) -> Iterator[tuple[str, Seen]]:
    """Do all that can be done at a desk, and yield what was seen."""
    with opened(instance) as app:
        client = app.test_client()
        client.set_cookie(COOKIE, token, path=PATH)
        for path in paths(app, "GET"):
            yield path, told(client, "GET", path)
        for query in QUERIES:
            yield query, told(client, "GET", f"/moderation/{query}")
        yield from deeds(app, client)


def deeds(app: Flask, client: FlaskClient) -> Iterator[tuple[str, Seen]]:
    csrf = {"csrf_token": fields_of(client.get("/moderation/account").text)["csrf_token"]}
    for path in paths(app, "POST"):  # Forms in which all is missing.
        if not ENDS_THE_SESSION.search(path):
            yield f"nothing to {path}", told(client, "POST", path, data=dict(csrf))
    for number, comment in enumerate(stored()):
        about, headers = f"/moderation/comments/{comment.public_id}", (HTMX, PLAIN)[number % 2]
        for what, typed in DEEDS:
            data = csrf | seen(comment) | seen_conversation(comment) | typed
            name = f"{comment.state}, {typed} to {what}"
            yield name, told(client, "POST", f"{about}/{what}", data=data, headers=headers)
    rows = [f"{each.public_id}.{each.version}.0" for each in stored()]
    for path in ("batch", "batch/undo"):
        data = csrf | {"row": rows, "decision": "publish"}
        yield path, told(client, "POST", f"/moderation/{path}", data=data)
    for path in ("", "reported", "published", "decided", "messages", "messages/answered"):
        yield f"{path} at last", told(client, "GET", f"/moderation/{path}")


DEEDS: tuple[tuple[str, dict[str, str]], ...] = (
    ("decision", {"decision": "publish", "version": "99"}),
    ("message", {"message": "A reply."}),
    ("message", {"message": ""}),
    ("decline", {"do": "show", "reason": "danger", "message": "Only for you."}),
    ("decline", {"do": "decline", "reason": "danger", "message": "Only for you."}),
    ("undo", {}),
    ("decision", {"decision": "publish", "note": "A note."}),
    ("pin", {"pin": "yes"}),
    ("decision", {"decision": "spam"}),
    ("undo", {}),
    ("decision", {"decision": "publish"}),
    ("answer", {"body": "Yes.", "voice": "moderator"}),
)


@pytest.mark.long
def test_the_desk_is_the_same_whether_authors_left_emails_or_not(
    clock: Traveller, tmp_path: Path
) -> None:
    without, with_emails = tmp_path / "without", tmp_path / "with"
    with opened(without) as app:
        token = fill(app, tmp_path)
    shutil.copytree(without, with_emails)
    with opened(with_emails):
        leave_emails()

    one, other = (list(walk(each, token)) for each in (without, with_emails))

    assert len(one) > 180
    assert {seen.status for _, seen in one} >= {200, 303, 409, 422}
    for (name, expected), (_, found) in zip(one, other, strict=True):
        assert found == expected, name
    assert not any("marked.author" in found.text for name, found in other if "?q=" not in name)
