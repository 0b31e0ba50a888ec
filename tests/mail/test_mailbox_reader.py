"""Somebody else reads the mailbox: what a mail of each kind is good for, and what never.

He has the code in hand and every mail that came, and tries what stands in them on every route of
the site's own map.
"""

import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from time_machine import Traveller
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from ethreader.base.db import db
from ethreader.events.models import Event
from ethreader.mail.worker import Worker
from ethreader.messages.models import Message
from ethreader.ops.erasures import replay_erasures
from ethreader.web.current import settings
from tests.comments.forms import COMMENTS, SLUG, filled_in, own_link, stored
from tests.conftest import make_app
from tests.mail.inbox import Inbox
from tests.mail.wishes import ADDRESS, LATER, answer_to, carry_out_stops, told_by
from tests.moderation.conversations import seen_conversation
from tests.moderation.deciding import press, token_of
from tests.once import DATABASE
from tests.times import utcnow
from tests.visitors import HTMX, signed_in_as, with_visitors

pytestmark = pytest.mark.long

TEXT = "What nobody but the moderators has read."
NAME = "Vesna-4711"
QUESTION = "What the author asked."
REPLY = "What the moderators wrote back."
WRITTEN = (TEXT, NAME, QUESTION, REPLY)
PRIVATE = (*WRITTEN, ADDRESS)
UNKNOWN = "0" * 43
KINDS = ["confirm", "decision", "reply", "message", "decision"]


@dataclass(frozen=True, kw_only=True)
class Victim:
    """An author, with the private link, whose mailbox somebody else reads."""

    client: FlaskClient
    own_page: str
    public_id: str
    inbox: Inbox
    database: Path
    clock: Traveller


@pytest.fixture
def app(tmp_path: Path, inbox: Inbox) -> Iterator[Flask]:
    """A site that mails, and that lets somebody try as often as they like."""
    app = make_app(tmp_path / "instance", ETHREADER_SMTP_URL=inbox.url, ETHREADER_LIMITS="off")
    with app.app_context():
        yield with_visitors(app)
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def victim(
    *,
    app: Flask,
    clock: Traveller,
    client: FlaskClient,
    event: Event,
    worker: Worker,
    inbox: Inbox,
    tmp_path: Path,
) -> Victim:
    """An author who was mailed of everything, and whose comment is declined in the end."""
    moderator_client = signed_in_as(app, "Ana")
    form = filled_in(client, email=ADDRESS, notify="y", body=TEXT, name=NAME)
    own_page = own_link(client.post(COMMENTS, data=form, headers=HTMX))
    worker.work(now=utcnow())
    assert client.post(inbox.link("mail/confirm")).status_code == 200
    public_id = stored()[0].public_id
    press(moderator_client, stored()[0], "publish")
    worker.work(now=utcnow() + LATER)
    answer_to(client, moderator_client, public_id, "A reply.")
    worker.work(now=utcnow() + LATER)
    assert client.post(f"{own_page}/message", data={"message": QUESTION}).status_code == 303
    said = {"csrf_token": token_of(moderator_client), "message": REPLY}
    said |= {name: str(value) for name, value in seen_conversation(stored()[0]).items()}
    moderator_client.post(f"/moderation/comments/{public_id}/message", data=said)
    worker.work(now=utcnow() + LATER)
    press(moderator_client, stored()[0], "reject", reason="private")
    worker.work(now=utcnow() + LATER)
    assert [told_by(mail) for mail in inbox.mails] == KINDS
    assert [word for word in PRIVATE if word not in client.get(own_page).text] == [ADDRESS]
    return Victim(
        client=client,
        own_page=own_page,
        public_id=public_id,
        inbox=inbox,
        database=tmp_path / "instance" / DATABASE,
        clock=clock,
    )


# --- the attack ---------------------------------------------------------------------------


def secrets_in(inbox: Inbox) -> list[str]:
    """Return what could be a secret in the first and in the last mail: links, and their ids."""
    mails = [mail_text(inbox.mails[number]) for number in (0, -1)]
    return list(dict.fromkeys(re.findall(r"[\w-]{32,}", "\n".join(mails))))


def tokens_in(inbox: Inbox) -> list[str]:
    """Return one token of each purpose."""
    links = [inbox.link(f"mail/{purpose}", number=0) for purpose in ("confirm", "never")]
    links += [inbox.link(f"mail/{purpose}") for purpose in ("status", "stop")]
    return [link.rpartition("/")[2] for link in links]


def mail_text(mail: EmailMessage) -> str:
    """Return headers and words of a mail."""
    headers = [f"{name}: {value}" for name, value in mail.items()]
    return "\n".join([*headers, mail.get_content()])


def tried_on(rule: Rule, secret: str, victim: Victim) -> Iterator[tuple[str, TestResponse]]:
    """Yield what each verb of a route gives for a secret, wherever the route may take one."""
    public = {"slug": SLUG, "public_id": victim.public_id, "filename": "site.css"}
    public |= {
        "device_id": "1",
        "path_name": "events",
        "text_path": "translations",
        "item_id": "1",
        "rule_id": "1",
        "session_id": "1",
        "moderator_id": "1",
        "name_id": "1",
        "passkey_id": "1",
        "number": "1",
        "width": "1",
        "ending": "jpg",
    }
    values = {name: public.get(name, secret) for name in rule.arguments}
    built = rule.build(values)
    assert built is not None
    fields = dict.fromkeys(("pass", "receipt", "token", "key", "stamp", "link"), secret)
    said = fields | {"body": "His words.", "message": "His words."}
    for method in methods(rule):
        if method == "GET":
            yield method, victim.client.get(built[1], query_string=fields)
        else:
            yield method, victim.client.open(built[1], method=method, data=said)


def rules(app: Flask) -> list[Rule]:
    """Return the routes; what ends all mails stands last, since it takes the rest along."""
    ends = ("/mail/stop", "/mail/never")
    found = app.url_map.iter_rules()
    return sorted(found, key=lambda rule: (rule.rule.startswith(ends), "POST" in methods(rule)))


def methods(rule: Rule) -> list[str]:
    return sorted((rule.methods or set()) - {"OPTIONS", "HEAD"})


def learnt(app: Flask, victim: Victim) -> set[tuple[str, str]]:
    """Return the routes by a token that give a secret of the mails what a guess does not get."""
    found = set()
    for rule in rules(app):
        if "token" in rule.arguments:
            tokens = tokens_in(victim.inbox)
            guesses = {len(each): UNKNOWN.ljust(len(each), "A") for each in tokens}
            guessed = {size: dict(tried_on(rule, each, victim)) for size, each in guesses.items()}
            for secret in tokens:
                for method, response in tried_on(rule, secret, victim):
                    guess = guesses[len(secret)]
                    if not is_same(response, guessed[len(secret)][method], secret, guess):
                        found.add((method, rule.endpoint))
                    assert [word for word in PRIVATE if word in response.text] == []
    return found


def is_same(one: TestResponse, other: TestResponse, secret: str, guess: str) -> bool:
    """Tell whether two responses say the same, but for the link that each was asked for by."""
    said = one.text.replace(secret, guess)
    return (one.status_code, said) == (other.status_code, other.text)


# --- what it gives ------------------------------------------------------------------------


def nothing_happens(victim: Victim) -> None:
    """All mails are wanted still."""


def mails_are_stopped(victim: Victim) -> None:
    victim.client.post(victim.inbox.link("mail/stop"))


def mails_are_stopped_from_the_own_page(victim: Victim) -> None:
    victim.client.post(f"{victim.own_page}/no-mail")
    carry_out_stops()


def comment_is_deleted(victim: Victim) -> None:
    victim.client.post(f"{victim.own_page}/withdraw")


def a_week_passes(victim: Victim) -> None:
    victim.clock.shift(timedelta(days=7))


def the_contact_expires(victim: Victim) -> None:
    victim.clock.shift(timedelta(days=91))


def the_database_is_restored_after_a_stop(victim: Victim) -> None:
    mails_are_stopped(victim)
    restore(victim)
    replay_erasures(settings(), now=utcnow())


def back_up(victim: Victim) -> None:
    backup = sqlite3.connect(victim.database.parent / "backup")
    with closing(sqlite3.connect(victim.database)) as now, closing(backup) as then:
        now.backup(then)


def restore(victim: Victim) -> None:
    db.session.remove()
    db.engine.dispose()
    for each in victim.database.parent.glob(f"{DATABASE}*"):
        each.unlink()
    shutil.copy(victim.database.parent / "backup", victim.database)


Happening = Callable[[Victim], None]
# Pressing them gives the same bytes to everybody.
CAN_STOP = {("GET", "contacts.ask_to_stop")}
CAN_CONFIRM = {("GET", "contacts.ask_to_confirm"), ("POST", "contacts.confirm")}
STATUS = {("GET", "status.show")}


GIVES: dict[Happening, set[tuple[str, str]]] = {
    nothing_happens: STATUS | CAN_CONFIRM | CAN_STOP,
    a_week_passes: CAN_CONFIRM | CAN_STOP,
    the_contact_expires: CAN_STOP,
    mails_are_stopped: set(),
    mails_are_stopped_from_the_own_page: set(),
    comment_is_deleted: set(),
    the_database_is_restored_after_a_stop: set(),
}


def test_mails_of_all_kinds_together_give(app: Flask, victim: Victim) -> None:
    back_up(victim)
    given = {}
    for happens in GIVES:
        begin = utcnow()
        happens(victim)
        given[happens] = learnt(app, victim)
        victim.clock.move_to(begin, tick=False)
        restore(victim)

    assert given == GIVES


def test_nothing_in_a_mail_reads_writes_edits_deletes_or_downloads(
    app: Flask, victim: Victim
) -> None:
    before = held()
    read = []
    for rule in rules(app):
        for secret in secrets_in(victim.inbox):
            answers = [
                response.data.decode(errors="replace")
                for _, response in tried_on(rule, secret, victim)
            ]
            read += [word for word in PRIVATE if any(word in each for each in answers)]

    assert (read, held()) == ([], before)
    assert TEXT in victim.client.get(victim.own_page).text


def held() -> tuple[list[tuple[str, str, str, int]], list[str]]:
    """Return comments and messages as stored."""
    comments = [(each.name, each.body, each.state.value, each.version) for each in stored()]
    return comments, [each.body for each in db.session.query(Message)]


LEADS_TO = {
    "confirm": ["mail/confirm", "mail/never"],
    "decision": ["mail/status", "mail/stop"],
    "reply": ["mail/stop"],
    "message": ["mail/stop"],
}


def test_mails_lead_to_nothing_else_and_name_nothing(victim: Victim) -> None:
    texts = {told_by(mail): mail.get_content() for mail in victim.inbox.mails}
    paths = {
        kind: re.findall(r"://[^/\s]+/(.*)/[\w-]{43,75}\s", text) for kind, text in texts.items()
    }

    assert paths == LEADS_TO
    assert {kind: text.count("://") for kind, text in texts.items()} == {
        kind: len(links) for kind, links in LEADS_TO.items()
    }
    whole = "\n".join(mail_text(mail) for mail in victim.inbox.mails)
    assert [word for word in (*WRITTEN, SLUG, victim.public_id, "/mine") if word in whole] == []
