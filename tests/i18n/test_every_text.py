"""No untranslated text: every page and state in a language that nobody speaks.

All content of this site is Greek, and its language puts brackets around what is translated.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from operator import attrgetter
from pathlib import Path
from typing import Any

import html5lib
import pytest
from babel.messages import Catalog
from flask import Flask
from sqlalchemy import select, update
from werkzeug.exceptions import HTTPException
from werkzeug.test import TestResponse

from ethreader.accounts.access_service import record_access
from ethreader.accounts.attempt_service import record_failure
from ethreader.accounts.log import AccessKind
from ethreader.accounts.models import ModeratorSession
from ethreader.accounts.names import fold_name
from ethreader.accounts.queries import moderator_by_name
from ethreader.accounts.service import add_moderator
from ethreader.alerts.queries import counts
from ethreader.application import create_app
from ethreader.audience.models import AudienceDay
from ethreader.base.db import begin_write_transaction, db
from ethreader.comments.mails import DECISION
from ethreader.comments.models import Comment, State
from ethreader.contacts.keyring import KeyRing
from ethreader.contacts.models import REFUSAL_TOKEN, Contact, VaultKey
from ethreader.contacts.queries import contact_of
from ethreader.events.models import Event
from ethreader.i18n.languages import LANGUAGES
from ethreader.mail.composing import compose
from ethreader.mail.kinds import CONFIRM, MailKind
from ethreader.mail.links import Links
from ethreader.mail.models import OutboxMail
from ethreader.messages.models import MessageSender
from ethreader.messages.queries import last_message
from ethreader.messages.service import send_message
from ethreader.ops import migrations
from ethreader.parts import PARTS
from ethreader.screening.urgency import Urgency
from ethreader.transfer.importing import import_files
from ethreader.web.routes import route_of
from ethreader.web.said_once import to_be_said
from tests.comments.forms import fields_of
from tests.conftest import ZONE, make_comment
from tests.i18n.editing_walk import as_editors
from tests.i18n.pseudo import bare_words, outside_brackets, pseudo_language
from tests.moderation.deciding import press, seen, token_of
from tests.once import make_settings
from tests.times import utcnow
from tests.visitors import HTMX, PLAIN, Visitor, signed_in_as

pytestmark = pytest.mark.long

ARTICLE = "/events/a/"
FILES = {
    "organisations/o": "kind: organisation\nname: Οργάνωση\ndescription: Περιγραφή\n",
    "speakers/s": "kind: speaker\nname: Μαρία\nheadline: Τίτλος\nlanguage: el\nlinks:\n"
    "  - label: Σύνδεσμος\n    url: https://example.org/\n",
    "pages/about": "kind: page\ntitle: Σχετικά\nlanguage: el\nplace: header\n",
    "events/p": "kind: event\nname: Συνέδριο\nlanguage: el\nstarts: 2026-02-03\norganisations:\n"
    "  - organisation: o\n    role: host\n",
    "events/a": """kind: event
name: Συνάντηση
headline: Επικεφαλίδα
summary: Περίληψη
language: el
published: 2026-01-02
starts: 2026-02-03T18:00
ends: 2026-02-03T20:00
time_zone: Europe/Belgrade
status: rescheduled
status_note: Σημείωση
previously:
  - 2026-01-03T09:00
attendance: both
online: https://example.org/
place:
  name: Τόπος
  locality: Πόλη
  country: RS
part_of: p
organisations:
  - organisation: o
    role: host
  - organisation: o
    role: co-host
  - organisation: o
    role: supporter
  - organisation: o
    role: funder
  - organisation: o
    role: participant
speakers:
  - speaker: s
    role: Ομιλήτρια
    affiliation: Οργάνωση
    topic: Θέμα
""",
    "events/closed": "kind: event\nname: Κλειστό\nlanguage: el\nstarts: 2026-03-04\n"
    "status: cancelled\nattendance: online\npart_of: a\ncomments: closed\n",
    "events/open": "kind: event\nname: Ανοιχτό\nlanguage: el\nstarts: 2099-03-04\n"
    "comments: open\ncomments_close_after: 9\n",
    "events/over": "kind: event\nname: Πέρασε\nlanguage: el\nstarts: 2020-03-04\n"
    "comments_close_after: 9\n",
    "events/later": "kind: event\nname: Αργότερα\nlanguage: el\nstarts: 2099-03-04T18:00\n"
    "time_zone: America/Sao_Paulo\nstatus: postponed\n",
    "events/planned": "kind: event\nname: Μετά\nlanguage: el\nstarts: 2099-03-05\n",
}
WITHOUT_BODY = {"events/p", "organisations/o"}
MAIL_KINDS = [kind for part in PARTS.values() for kind in part.mail_kinds]
NOT_FOR_READING = {
    *(
        "static",
        "pictures.picture",
        "pictures.document",
        "site_pages.colours",
        *("content.picture", "content.document", "content.may_add_file"),
        "health.healthz",
        "security_contact.show",
        "safety.leave",
        "own_page.download",
        "accounts.leave",
    ),
    # For programs; what they say in words the tests of `outputs` read.
    *("calendars.event", "calendars.all_events", "map.sitemap", "map.robots"),
    *("sharing.picture", "sharing.oembed"),
}


def write_content(folder: Path) -> list[Path]:
    """Write the Greek content as files and return their folders."""
    for name, head in FILES.items():
        path = folder / f"{name}.md"
        path.parent.mkdir(exist_ok=True)
        body = "" if name in WITHOUT_BODY else "\nΚείμενο.\n"
        path.write_text(f"---\n{head}---\n{body}", encoding="utf-8")
    return [folder / name for name in ("organisations", "speakers", "pages", "events")]


@pytest.fixture(scope="module")
def made(texts: Catalog, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    folder = tmp_path_factory.mktemp("pseudo")
    given = {
        "ETHREADER_SITE_NAME": "Ιστός",
        "ETHREADER_PIXEL_ID": "1234567890",
        "ETHREADER_TRANSPARENCY": "on",
        "ETHREADER_HELPLINE_TEXT": "Βοήθεια",
        "ETHREADER_PRIVACY_CONTACT": "Μαρία",
        "ETHREADER_EXIT_URL": "https://127.0.0.9/",
        "ETHREADER_THREAD_PAGE": "3",
        "ETHREADER_REPORTS_TO_HOLD": "50",
    }
    settings = make_settings(folder / "instance", **given)
    languages = (pseudo_language(texts, folder), LANGUAGES["de"])
    app = create_app(replace(settings, languages=languages))
    with app.app_context():
        migrations.upgrade()
        KeyRing(settings.mail_keys).prepare(days=90, now=utcnow())
        begin_write_transaction()
        outcomes = list(import_files(write_content(folder), default_zone=ZONE, route_of=route_of))
        assert [outcome.findings for outcome in outcomes if outcome.findings] == []
        db.session.commit()
        app.test_client_class = Guest
        yield app
        db.session.remove()
        db.engine.dispose()


class Guest(Visitor):
    """A visitor whom no open read of the test's own keeps waiting: erasing waits for readers."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        db.session.rollback()
        return super().open(*args, **kwargs)


TOKEN = re.compile(r"(?<![⟦\w])[\w.~-]{40,}")


@cache
def bare_words_of(html: str) -> list[str]:
    """Return what a page or a part of one says in Latin letters; most are sent more than once."""
    parse = html5lib.parse if "<html" in html else html5lib.parseFragment
    return bare_words(parse(html, namespaceHTMLElements=False))


class Reader:
    """Asks for pages and keeps what of each is not translated."""

    def __init__(self, app: Flask) -> None:
        self.client = app.test_client()
        self.moderator_client = signed_in_as(app, "Άννα")
        self.found: dict[str, list[str]] = {}
        self.met: set[tuple[str, int]] = set()
        self.app = app

    def take(self, what: str, response: TestResponse) -> TestResponse:
        """Look at an answer."""
        if response.mimetype == "application/atom+xml":
            titles = re.findall("<title>(.*?)</title>|<name>(.*?)</name>", response.text)
            bare = [word for pair in titles for word in pair if outside_brackets(word)]
            self.found |= {what: bare} if bare else {}
        if response.mimetype == "text/html" and response.text.strip():
            bare = bare_words_of(TOKEN.sub("", response.text))
            if bare:
                self.found[f"{what} ({response.status_code})"] = bare
        self.met.add((self.endpoint_of(response), response.status_code))
        return response

    def endpoint_of(self, response: TestResponse) -> str:
        """Return what answered; nothing where the address leads nowhere."""
        asked = response.request
        try:
            found, _ = self.app.url_map.bind("").match(asked.path, method=asked.method)
        except HTTPException:
            return ""
        return str(found)

    def get(self, path: str, *, as_moderator: bool = False) -> TestResponse:
        for headers in (HTMX, PLAIN):
            client = self.moderator_client if as_moderator else self.client
            response = self.take(f"GET {path} {headers}", client.get(path, headers=headers))
        return response

    def post(self, path: str, data: dict[str, Any] | None = None, **options: Any) -> TestResponse:
        given = options.pop("headers", {})
        for headers in (HTMX, PLAIN):
            response = self.client.post(path, data=data, headers={**headers, **given}, **options)
            self.take(f"POST {path} {data and sorted(data)} {headers}", response)
        return response


def event() -> Event:
    return db.session.query(Event).filter_by(slug="a").one()


def conversation() -> dict[str, Comment]:
    """Fill the article's thread: long branches, stubs, deep answers, notices of screening."""
    place = event()
    root = make_comment(place, body="Πρώτο.", name="Ελένη")
    chain = root
    for number in range(8):
        chain = make_comment(place, body=f"Απάντηση {number}.", name="", answering=chain)
    stub = make_comment(place, body="Φεύγει.", name="Φίλη")
    make_comment(place, body="Μένει.", name="Άλλη", answering=stub)
    for number in range(4):
        make_comment(place, body=f"Κι άλλο {number}.", name="Πάλι")
    waiting = make_comment(place, body="Περιμένει.", name="", state=State.PENDING, answering=root)
    begin_write_transaction()
    waiting.flags = ["too-fast", "many-links"]
    db.session.commit()
    return {"root": root, "chain": chain, "stub": stub, "waiting": waiting}


def as_readers(reader: Reader, said: dict[str, Comment]) -> None:
    """Read everything."""
    root, stub = said["root"].public_id, said["stub"].public_id
    deep, unknown = said["chain"].public_id, "0" * 16
    pages = (
        *("/", "/events/", "/events/closed/", "/events/later/", "/events/planned/", ARTICLE),
        *("/speakers/", "/speakers/s/", "/safety/", "/privacy", "/privacy/proof", "/none"),
        "/transparency",
        *("/house-rules", "/events/open/", "/events/over/", "/feed.xml"),
        *("/events/closed/comments/new", "/pages/about/"),
        *("/search", "/search?q=κείμενο", "/search?q=ξ&kind=comment&year=2026", "/search?q=?"),
    )
    # Below the article's comments.
    parts = (
        *("", "?order=newest", f"?branch={root}", f"?branch={stub}", f"?at={deep}"),
        *("/news?since=0", "/news?since=x", "/latest?since=0", "/latest?since=9999", ".xml"),
        "/follow",
        *("/new", f"/new?reply_to={root}", "/received", "/reported"),
    )
    # Below all comments.
    below_root = (f"{root}.xml", f"{root}/follow", f"{root}/report")
    one = (root, unknown, *below_root, f"{unknown}/report")
    for path in (
        *pages,
        *(f"{ARTICLE}comments{part}" for part in parts),
        *(f"/comments/{part}" for part in one),
    ):
        reader.get(path)
    for answer in ("yes", "no", "withdraw"):
        reader.client.post("/pixel", data={"answer": answer, "page": "/"})
        reader.get("/")
    reader.post("/pixel")


def as_reporters(reader: Reader, said: dict[str, Comment]) -> None:
    """Report comments, rightly and wrongly, and too often."""
    address = f"/comments/{said['root'].public_id}/report"
    for data in (
        {},
        {"reason": "other", "note": "α" * 2001},
        {"reason": "other", "note": "\u0007"},
    ):
        reader.post(address, data)
    for reason in ("person", "hurtful", "advertising", "other"):
        data = {"reason": reason, "note": "Σημείωση"}
        reader.post(address, data, environ_base={"REMOTE_ADDR": f"192.0.{len(reason)}.1"})
    for _ in range(12):
        reader.client.post(address, data=data, environ_base={"REMOTE_ADDR": "198.51.100.1"})
    reader.post(address, data, environ_base={"REMOTE_ADDR": "198.51.100.1"})


def as_writers(reader: Reader, said: dict[str, Comment]) -> None:
    """Write in every way, right and wrong."""
    comments = f"{ARTICLE}comments"
    form = fields_of(reader.client.get(f"{comments}/new").text)
    good = {**form, "body": "Νέο.", "name": "Ζωή"}
    long = {"body": "x" * 5003, "name": "n" * 83, "email": "a@"}
    wrong: list[dict[str, str]] = [
        long,
        {"body": "x" * 5001, "name": "n" * 81},
        *({"body": ""}, {"notify": "y"}, {"name": "α@βγ.δε"}, {"body": "064 1234567"}),
        {"body": "α@βγ.δε, 064 1234567"},
        {"body": "064 1234567", "take_out": "yes"},
        *({"stamp": ""}, {"parent_id": "0" * 16}),
    ]
    for each in wrong:
        reader.post(comments, {**good, **each})
    for field in ("name", "email", "body", "none"):
        reader.post(f"{comments}/check?field={field}", {**good, **long})
    reader.post(f"{comments}/preview", {**good, "body": ""})
    reader.post(f"{comments}/preview", good)
    reader.post(f"{comments}/preview", {**good, "body": "064 1234567"})
    reader.post(f"{comments}/check?field=body", {**good, "body": "064 1234567"})
    reader.post("/events/closed/comments", good)
    at_once = {**fields_of(reader.client.get("/events/open/comments/new").text), "body": "Εδώ."}
    reader.post("/events/open/comments", at_once)
    reader.post(comments, {"body": "€" * 1_100_000})
    reader.post(comments, good, headers={"Origin": "https://elsewhere.example"})
    reader.post("/events/")
    reader.post(comments, good)
    # Of the first line a proof of work is asked by now.
    reader.client.environ_base["REMOTE_ADDR"] = "203.0.113.9"
    reader.post(comments, {**good, "body": "Упомоћ"})
    reader.post(comments, {**good, "body": "Με γράμμα.", "email": "m@example.org", "notify": "y"})
    told = reader.client.post(comments, data={**good, "body": "Άλλο."}, headers=HTMX).text
    token = mine(told)
    envelope = re.findall(r'name="pass" value="([^"]+)"', told)
    if envelope:
        kept = {"pass": envelope[0]}
        for path, more in (("receipt", {}), ("form", {}), ("change", {"body": ""}),
                           ("change", {"body": "Αλλιώς.", "name": "Ζωή"}), ("form", {"pass": "x"}),
                           ("withdrawal", {})):  # fmt: skip
            reader.post(f"/comments/own/{path}", {**kept, **more})
    as_author(reader, {**good, "email": "m@example.org", "notify": "y", "key": ""})
    reader.get(f"/mine/{token}x")


def mine(html: str) -> str:
    found = re.search(r"/mine/([A-Za-z0-9_-]{43})", html)
    assert found is not None, html
    return found[1]


def links_of_mail(kind: MailKind, body: str) -> Links:
    """Return the links that a mail to the author of a comment carries, as paths."""
    begin_write_transaction()
    contact = contact_of(db.session.query(Comment).filter_by(body=body).one().id)
    assert contact is not None
    mail = db.session.query(OutboxMail).filter_by(contact_id=contact.id).first()
    assert mail is not None
    links = kind.make_links(mail, "", utcnow())
    db.session.commit()
    return links


def as_author(reader: Reader, good: dict[str, Any]) -> None:
    """See, change, write, stop, withdraw."""
    comments = f"{ARTICLE}comments"

    def sent(body: str) -> str:
        response = reader.client.post(comments, data={**good, "body": body}, headers=HTMX)
        return mine(reader.take("receipt", response).text)

    token = sent("Δικό μου.")
    page = f"/mine/{token}"
    reader.get(page)
    links = links_of_mail(CONFIRM, "Δικό μου.")
    confirm = links.confirm
    reader.get(f"/mail/never/{'A' * REFUSAL_TOKEN}")
    reader.post("/mail/never/none")
    reader.get(confirm)
    reader.post(confirm)
    reader.get(page)
    reader.post(f"{page}/edit", {"body": ""})
    for body in ("", "x" * 2001, "α\u0007"):
        reader.post(f"{page}/message", {"message": body})
    for number in range(6):
        reader.post(f"{page}/message", {"message": f"Γράμμα {number}."})
    mine_now = db.session.query(Comment).filter_by(body="Δικό μου.").one()
    begin_write_transaction()
    send_message(mine_now.id, MessageSender.MODERATOR, "Απάντηση.", now=utcnow())
    db.session.commit()
    reader.get(page)
    for decision in ("reject", "undo", "publish", "undo", "spam"):
        press(reader.moderator_client, mine_now, decision)
        reader.get(page)
        links = links_of_mail(DECISION, "Δικό μου.")
        reader.get(links.status)
    stop = links.stop
    reader.get(stop)
    reader.get("/mail/stop/none")
    reader.post(f"{page}/no-mail")
    reader.post(stop)
    reader.get(page)
    reader.get(f"{page}/delete")
    for done in ("saved", "sent"):
        reader.get(f"{page}?done={done}&once={to_be_said()}")
    reader.take("withdrawn", reader.client.post(f"{page}/withdraw"))
    reader.get(page)


PAGES_OF_MODERATORS = tuple(
    f"/moderation/{name}"
    for name in (
        *(
            "",
            "apart",
            "names",
            "decided",
            "reported",
            "published",
            "messages",
            "messages/answered",
        ),
        *("audience", "account", "sign-ins", "sign-ins?before=0", "feed", "figures"),
        *("rules", "rules/new"),
    )
)
DECISIONS = [
    ("decision", {"decision": "reject", "note": "Σημείωση"}),
    ("undo", {}),
    ("decision", {"decision": "publish"}),
    ("undo", {}),
    ("decision", {"decision": "spam"}),
    ("decision", {"decision": "spam"}),
    ("decision", {"decision": "none"}),
    ("decision", {"decision": "spam", "note": "x" * 301}),
    ("decision", {"decision": "spam", "note": "α\nβ"}),
    ("decision", {"decision": "spam"}),
    ("decline", {"do": "show"}),
    ("decline", {"do": "show", "reason": "none", "message": "Γράμμα.", "note": "Σημείωση"}),
    ("decline", {"do": "decline", "reason": "none", "message": "x" * 2001, "note": "x" * 301}),
    ("decline", {"do": "change", "reason": "none", "message": "Γράμμα."}),
    ("message", {"message": ""}),
    ("message", {"message": "Απάντηση."}),
]


def as_moderators(reader: Reader, said: dict[str, Comment]) -> None:
    """Look at the moderation page with everything on it and with nothing on it, and decide."""
    begin_write_transaction()
    send_message(said["root"].id, MessageSender.AUTHOR, "Γράμμα.", now=utcnow())
    db.session.commit()
    for views in (0, 3, 120):
        if views:
            store_views(views)
        for path in PAGES_OF_MODERATORS:
            reader.get(path, as_moderator=True)
    waiting, token = said["waiting"], token_of(reader.moderator_client)
    with_a_feed(reader, token)
    with_emails(reader, token)
    for headers in (HTMX, PLAIN):
        decide_in_every_way(reader, waiting, token, headers)
    decide_on_many(reader, [waiting, said["root"]], token)
    message = f"/moderation/comments/{said['root'].public_id}/message"
    last = last_message(said["root"].id)
    shown = {**seen(said["root"]), "seen_message": last.id if last else 0}
    for words in ("", "Απάντηση.", "Αργά."):
        response = reader.moderator_client.post(
            message, data={"csrf_token": token, "message": words, **shown}
        )
        reader.take(f"message {words}", response)
    decline_and_read(reader, said, token)
    for what in ("?done", "published?replied", "messages?sent"):
        once = to_be_said()
        reader.get(f"/moderation/{what}={waiting.public_id}&once={once}", as_moderator=True)
    for done in ("forgotten", "signed-out", "ended", "password"):
        once = to_be_said()
        reader.get(f"/moderation/account?done={done}&once={once}", as_moderator=True)
    with_rules(reader, token)
    with_protected_names(reader, token)
    signed_out(reader, message, token)


def with_protected_names(reader: Reader, token: str) -> None:
    """Protect a name, and no more; let a comment that waits apart into the queue."""
    apart = make_comment(event(), body="Κίνδυνος.", name="", state=State.PENDING)
    begin_write_transaction()
    apart.flags, apart.urgency = ["danger"], Urgency.DANGER
    db.session.commit()
    reader.get("/moderation/apart", as_moderator=True)
    for path, typed in (
        ("names", {"name": "", "label": ""}),
        ("names", {"name": "Μαρία", "label": "α"}),
        ("names", {"name": "Μαρία Γεωργίου", "label": "α"}),
        ("names/1/remove", {}),
        (f"comments/{apart.public_id}/queue", {**seen(apart), "version": 99}),
        (f"comments/{apart.public_id}/queue", seen(apart)),
    ):
        data = {"csrf_token": token, **typed}
        response = reader.moderator_client.post(f"/moderation/{path}", data=data)
        reader.take(f"{path} {sorted(typed)}", response)
    for done in ("added", "removed"):
        reader.get(f"/moderation/names?done={done}&once={to_be_said()}", as_moderator=True)


def with_rules(reader: Reader, token: str) -> None:
    """Try rules, good ones and bad ones, save one, and delete it."""
    given = {"csrf_token": token, "version": "0", "kind": "words", "is_on": "y"}
    words = {**given, "label": "Λέξεις", "phrases": "Απάντηση\nα*"}
    new = "/moderation/rules/new"
    tried = fields_of(reader.moderator_client.post(new, data=words).text)["tried"]
    sent = [
        *(
            (new, typed)
            for typed in (given, words, {**given, "kind": "links", "fewest_links": "99"})
        ),
        (new, {**words, "tried": tried}),
        ("/moderation/rules/1", {**words, "tried": tried, "version": "9"}),
    ]
    for path, typed in sent:
        reader.take(f"{path} {sorted(typed)}", reader.moderator_client.post(path, data=typed))
    reader.get("/moderation/rules/1", as_moderator=True)
    gone = reader.moderator_client.post(f"{new[:-3]}1/delete", data={"csrf_token": token})
    reader.take("rule deleted", gone)
    for done in ("saved", "deleted"):
        reader.get(f"/moderation/rules?done={done}&once={to_be_said()}", as_moderator=True)


def decline_and_read(reader: Reader, said: dict[str, Comment], token: str) -> None:
    """Unpublish with a reason, and look at threads."""
    shown, gone = said["chain"], said["waiting"]
    one = f"/moderation/comments/{shown.public_id}"
    reader.get(f"{one}/decline", as_moderator=True)
    for fields in ({"do": "decline"}, {"do": "decline", "reason": "none", "message": "Γράμμα."}):
        told = {"csrf_token": token, "seen_message": 0, **seen(shown), "version": 99, **fields}
        reader.take("decline", reader.moderator_client.post(f"{one}/decline", data=told))
    for comment in (shown, gone, said["root"]):
        path = f"/moderation/comments/{comment.public_id}/messages"
        reader.get(path, as_moderator=True)
        reader.get(f"{path}?sent=yes&once={to_be_said()}", as_moderator=True)


def with_a_feed(reader: Reader, token: str) -> None:
    """Make a feed, read it, and end it."""
    for do in ("make", "end", "make"):
        data = {"csrf_token": token, "do": do}
        made = reader.take(
            f"feed {do}", reader.moderator_client.post("/moderation/feed", data=data)
        )
    found = re.search(r"/moderation/feed/[\w-]{43}\.xml", made.text)
    assert found is not None
    reader.get(found[0])
    reader.get("/moderation/feed", as_moderator=True)


def with_emails(reader: Reader, token: str) -> None:
    """Ask for emails about what waits, well and badly, confirm them, and stop them."""
    path = "/moderation/emails"
    for is_missing in (utcnow(), None):
        begin_write_transaction()
        db.session.execute(update(VaultKey).values(missing_at=is_missing))
        db.session.commit()
        reader.get(path, as_moderator=True)
        data = {"csrf_token": token, "pace": "daily", "email": "m@example.org"}
        reader.take("emails", reader.moderator_client.post(path, data=data))
    for typed in (
        {"email": "α"},
        {"pace": "daily"},
        *({"pace": "daily", "email": f"m{number}@example.org"} for number in range(7)),
        {"pace": "hourly"},
    ):
        data = {"csrf_token": token, **typed}
        reader.take(f"emails {typed}", reader.moderator_client.post(path, data=data))
    for done in ("asked", "changed", "ended"):
        reader.get(f"{path}?done={done}&once={to_be_said()}", as_moderator=True)
    begin_write_transaction()
    own = Contact.moderator_id.is_not(None)
    mail = db.session.scalars(select(OutboxMail).join(Contact).where(own)).one()
    links = CONFIRM.make_links(mail, "", utcnow())
    db.session.commit()
    reader.get(links.confirm)
    reader.post(links.confirm)
    reader.get(path, as_moderator=True)
    data = {"csrf_token": token, "pace": "never"}
    reader.take("emails never", reader.moderator_client.post(path, data=data))


def signed_out(reader: Reader, url: str, token: str) -> None:
    """Send a text when the session is over, and when it is another one."""
    stranger = reader.app.test_client()
    for headers in (HTMX, PLAIN):
        response = stranger.post(url, data={"message": "Γράμμα."}, headers=headers)
        reader.take("signed out", response)
    carried = {"unsent": fields_of(response.text)["unsent"], "name": "Άνα"}
    reader.take("wrong name", stranger.post("/moderation/login", data=carried))
    stale = {"message": "Γράμμα.", "csrf_token": f"{token}x"}
    reader.take("another session", reader.moderator_client.post(url, data=stale))


def store_views(views: int) -> None:
    day = datetime.now(UTC).date() - timedelta(days=views % 7 + 1)
    for path in ("", "/", ARTICLE):
        db.session.add(AudienceDay(day=day, path=path, views=views, visitors=views // 2))
    db.session.commit()


def decide_in_every_way(
    reader: Reader, waiting: Comment, token: str, headers: dict[str, str]
) -> None:
    moderator_client, one = reader.moderator_client, f"/moderation/comments/{waiting.public_id}"
    for where, fields in DECISIONS:
        db.session.rollback()
        data = {"csrf_token": token, "seen_message": 0, **seen(waiting), **fields}
        response = moderator_client.post(f"{one}/{where}", data=data, headers=headers)
        reader.take(f"moderation {where} {fields}", response)
        for path in (*PAGES_OF_MODERATORS[:5], PAGES_OF_MODERATORS[-1], one, f"{one}/history"):
            reader.get(path, as_moderator=True)
    stale = {"csrf_token": token, "version": 0, "seen_report": 0, "decision": "spam"}
    for where in ("decision", "undo"):
        reader.take("stale", moderator_client.post(f"{one}/{where}", data=stale, headers=headers))
    reader.take("no version", moderator_client.post(f"{one}/undo", data={"csrf_token": token}))
    reader.take(
        "no token", moderator_client.post(f"{one}/undo", data={"version": "1"}, headers=headers)
    )


def decide_on_many(reader: Reader, comments: list[Comment], token: str) -> None:
    """Decide on one and on two at once, and let one change meanwhile; filter, and find nothing."""
    client = reader.moderator_client
    for number in (1, 2):
        for decision in ("publish", "reject", "spam", "undo", "none"):
            db.session.rollback()
            rows = [f"{each.public_id}.{each.version}.0" for each in comments[:number]]
            rows.append(f"{comments[0].public_id}.99.0" if decision == "none" else "")
            where = "/moderation/batch" + ("/undo" if decision == "undo" else "")
            data = {"csrf_token": token, "decision": decision, "row": rows}
            response = client.post(where, data=data)
            reader.take(f"batch {decision} {number}", response)
            if location := response.headers.get("Location"):
                reader.get(location, as_moderator=True)
    ids = ".".join(each.public_id for each in comments)
    for query in (f"left={ids}", f"batch={ids}&left={ids}", "q=κανένα", "state=spam&flag=email"):
        reader.get(f"/moderation/?{query}", as_moderator=True)
    nothing = {"csrf_token": token, "decision": "spam"}
    reader.take("nothing picked", client.post("/moderation/batch", data=nothing))
    reader.take("pulse", client.post("/moderation/pulse", data=nothing, headers=HTMX))
    for keys in ("off", "on"):
        data = {"csrf_token": token, "keys": keys}
        reader.take("keys", client.post("/moderation/keys", data=data))
        reader.get("/moderation/", as_moderator=True)


def as_voices_of_the_site(reader: Reader, said: dict[str, Comment]) -> None:
    """Answer publicly and pin."""
    moderator_client, token = reader.moderator_client, token_of(reader.moderator_client)
    shown = said["root"].public_id
    for voice, body in (("moderator", ""), ("moderator", "Λόγος."), ("organisation", "Κι άλλος.")):
        told = {"csrf_token": token, "body": body, "voice": voice, **seen(said["root"])}
        where = f"/moderation/comments/{shown}/answer"
        reader.take("answer", moderator_client.post(where, data=told))
    unread = f"/moderation/comments/{said['waiting'].public_id}/answer"
    told = {"csrf_token": token, "body": "Λόγος.", "voice": "moderator", "version": 1}
    reader.take("response too late", moderator_client.post(unread, data=told))
    for comment, pin in ((said["root"], "yes"), (said["chain"], "yes")):
        for headers in (HTMX, PLAIN):
            told = {"csrf_token": token, "pin": pin, **seen(comment)}
            where = f"/moderation/comments/{comment.public_id}/pin"
            reader.take("pin", moderator_client.post(where, data=told, headers=headers))
    for path in ("/moderation/published", "/moderation/reported"):
        reader.get(path, as_moderator=True)
    reader.get(ARTICLE)


def at_the_door(reader: Reader) -> None:
    """Sign in, wrongly, too often and by a link."""
    reader.get("/moderation/login")
    for data in (
        {},
        {"name": "α\u0007β", "password": "x"},
        {"name": "x" * 81, "password": "x" * 257},
    ):
        reader.post("/moderation/login", data)
    begin_write_transaction()
    token = add_moderator("Νίκος", now=utcnow())
    db.session.commit()
    for number in range(7):
        reader.post("/moderation/login", {"name": "Νίκος", "password": f"ψέμα {number}"})
    reader.get(f"/moderation/link/{token}")
    for data in ({}, {"password": "short", "again": ""}, {"password": "a" * 20, "again": "b"},
                 {"password": "a" * 257}):  # fmt: skip
        reader.post(f"/moderation/link/{token}", data)
    reader.get("/moderation/link/none")
    weak = {"password": "ASTRA events 2026", "again": "ASTRA events 2026"}
    reader.post(f"/moderation/link/{token}", weak)
    at_the_account(reader)


def at_the_account(reader: Reader) -> None:
    """Look at everything that can be on record, and at the refusals of a site under attack."""
    signed_in_as(reader.app, "Άννα")
    begin_write_transaction()
    anna = moderator_by_name("Άννα")
    assert anna is not None
    for kind in AccessKind:
        record_access(kind, anna, now=utcnow())
    for _ in range(60):
        record_access(AccessKind.SIGNED_IN, anna, now=utcnow())
        record_failure(fold_name("Νίκος"), secret=str(reader.app.secret_key), now=utcnow())
    db.session.commit()
    csrf = {"csrf_token": token_of(reader.moderator_client)}
    for path in ("account", "sign-ins"):
        reader.get(f"/moderation/{path}", as_moderator=True)
    for path in ("sign-out-others", "devices/99/forget"):
        where = f"/moderation/account/{path}"
        reader.take(where, reader.moderator_client.post(where, data=csrf))
    at_the_people(reader, csrf)
    elsewhere = {"environ_base": {"REMOTE_ADDR": "192.0.2.77"}}
    reader.post("/moderation/login", {"name": "Νίκος", "password": "ψέμα"}, **elsewhere)
    gate = reader.app.extensions["hashing_gate"]
    with gate.for_stranger(now=utcnow() + timedelta(seconds=16)):
        reader.post("/moderation/login", {"name": "Ελένη", "password": "ψέμα"}, **elsewhere)


def at_the_people(reader: Reader, csrf: dict[str, str]) -> None:
    """Invite, change and remove, in every way that is refused, too."""
    signed_in_as(reader.app, "Βέρα")
    vera = moderator_by_name("Βέρα")
    assert vera is not None
    client, people, other = reader.moderator_client, "/moderation/people", vera.id
    step = "/moderation/account/second-step"
    for path in ("", "/app", "/passkey"):
        reader.get(f"{step}{path}", as_moderator=True)
    for done in ("added", "removed"):
        reader.get(f"{step}?done={done}&once={to_be_said()}", as_moderator=True)
    reader.post("/moderation/login/passkey")
    own = {"password": "short", "again": "other", "current": ""}
    right = {"password": "plave kruške na mesecu spavaju", "current": "ψέμα"}
    posts = [
        *((people, {"name": each, "role": "editor"}) for each in ("Ζωή", "Ζωή", "", "\u2800")),
        (people, {"name": "Ζωή"}),
        *((f"{people}/{other}/rename", {"name": each}) for each in ("Ζωή", "", "Βέρα Β")),
        *((f"{people}/{other}/role", {"role": each}) for each in ("", "moderator")),
        *((f"{people}/{other}/{each}", {}) for each in ("link", "sign-out", "remove", "remove")),
        *(("/moderation/account/password", {**each, **csrf}) for each in (own, right)),
        ("/moderation/account/sessions/99/end", {}),
        *((f"{step}/app", {"code": each}) for each in ("", "123456")),
        *((f"{step}/{each}", {}) for each in ("app/remove", "codes", "passkeys/99/remove")),
        *((f"{step}/passkey", {"label": each, "credential": "x"}) for each in ("", "α")),
    ]
    for where, typed in posts:
        reader.take(f"{where} {typed}", client.post(where, data={**csrf, **typed}))
        reader.get(f"{people}/{other}", as_moderator=True)
    for done in ("renamed", "role", "signed-out"):
        once = to_be_said()
        reader.get(f"{people}/{other}?done={done}&once={once}", as_moderator=True)
    reader.get(f"{people}?done=removed&once={to_be_said()}", as_moderator=True)
    reader.get("/moderation/account/password", as_moderator=True)
    ask_for_proof(reader, csrf)
    where = "/moderation/account/sign-out-everywhere"
    reader.take(where, reader.app.test_client().post(where))


def ask_for_proof(reader: Reader, csrf: dict[str, str]) -> None:
    """Let the last proof be old, and give a wrong one."""
    begin_write_transaction()
    for each in db.session.scalars(select(ModeratorSession)):
        each.proved_at -= timedelta(minutes=11)
    db.session.commit()
    for typed in ({}, {"proof_password": ""}, *[{"proof_password": "ψέμα"}] * 11):
        where = "/moderation/people"
        response = reader.moderator_client.post(where, data={**csrf, "name": "Ηρώ", **typed})
        reader.take(f"{where} {typed}", response)
    begin_write_transaction()
    for each in db.session.scalars(select(ModeratorSession)):
        each.proved_at = utcnow()
    db.session.commit()


def test_every_text_is_translated(made: Flask) -> None:
    reader = Reader(made)
    said = conversation()
    empty = Reader(made)
    as_readers(reader, said)
    as_reporters(reader, said)
    at_the_door(reader)
    as_writers(reader, said)
    as_moderators(reader, said)
    as_editors(reader)
    as_voices_of_the_site(reader, said)
    for _ in range(70):  # Too often, at last.
        empty.client.post(f"{ARTICLE}comments")
    as_readers(empty, said)
    empty.post(f"{ARTICLE}comments")

    everything = "\n".join(f"{where}: {words}" for where, words in reader.found.items())
    assert reader.found == {}, everything
    assert empty.found == {}
    walked = {endpoint for endpoint, _ in reader.met}
    there = {rule.endpoint for rule in made.url_map.iter_rules()}
    assert there - walked - NOT_FOR_READING == set()
    assert {status for _, status in reader.met} >= {200, 201, 400, 404, 409, 413, 422, 429}


def test_an_untranslated_word_is_found() -> None:
    page = html5lib.parse(
        '<html lang="en-XA"><title>⟦Fine⟧ – Ιστός</title><p>⟦Fine <b>all</b>⟧ 5</p>'
        '<p title="Bare title">⟦Fine⟧ <a>bare link</a></p><p lang="el">content</p>'
        '<p data-lost="Lost words">18. март</p><code>code</code><div>bare tail<p>⟦x⟧</p></div>',
        namespaceHTMLElements=False,
    )

    assert bare_words(page) == [
        "<p title> Bare title",
        "<p> bare link",
        "<p data-lost> Lost words",
        "<div> bare tail",
    ]


@pytest.mark.parametrize("queue", ["https://a/queue", ""])
@pytest.mark.parametrize("kind", MAIL_KINDS, ids=attrgetter("name"))
def test_every_mail_is_translated(made: Flask, kind: MailKind, queue: str) -> None:
    urls = {name: f"https://a/{name}" for name in ("status", "confirm", "stop", "never")}
    links = Links(**urls, queue=queue, numbers=counts())
    settings = made.extensions["settings"]

    mail = compose(kind, links, to="m@example.org", message_id="1", settings=settings, now=utcnow())
    text = mail.get_content()

    assert "⟦" in text
    bare = re.sub(r"⟦[^⟧]*⟧|https?://\S+", "", text)
    assert not re.search(r"[A-Za-z]", bare), text
