"""A load of marked comments, and then everything the site says and keeps is searched."""

import html
import re
import sqlite3
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
from werkzeug.routing import Rule

from ethreader.authors.sealed_token import CHANGE, seal_token
from tests.browser.server import PATIENCE, Site
from tests.comments.forms import fields_of
from tests.conftest import PASSWORD, make_app
from tests.mail.commenting import ARTICLE, form_with_box
from tests.mail.planting import plant_link
from tests.privacy.content_examples import content_examples
from tests.privacy.leaks import Searcher
from tests.privacy.walk import BROWSER, HTMX, MACHINE, NETWORK, Answer, Walker

pytestmark = pytest.mark.browser

SLUG = ARTICLE.rpartition("/")[2]
COMMENTS = f"{ARTICLE}/comments"
LOAD = 40
ADDRESSES = [f"Marked.Reader{number:02}+q7x@Hidden-Place.example" for number in range(LOAD)]
TYPED = "Typed.Visitor+k3z@Other-Place.example"  # In the requests of the walk themselves.
UNKNOWN = "0" * 43
REPORT = "Reported of q7x."
PERSONS = ("a stranger", "a moderator")
WAYS: tuple[dict[str, str], ...] = ({}, HTMX)
METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS")

KEPT_NOWHERE = Searcher(*ADDRESSES[:6], parts=["Marked.Reader", "Hidden-Place"])
VISITORS = Searcher(BROWSER, MACHINE, parts=["MarkedBrowser", NETWORK, "0db8:4711:beef"])
TYPED_NOW = Searcher(TYPED, parts=["Typed.Visitor", "Other-Place"])


def name_of(number: int) -> str:
    return f"Name{number:02}q7x"


def body_of(number: int) -> str:
    return f"Words of {number:02}-q7x."


@dataclass
class World:
    """What the load has left: tokens by number, and which comments were published."""

    tokens: dict[int, str] = field(default_factory=dict)
    published: dict[int, str] = field(default_factory=dict)  # Public ids.
    waiting: dict[int, str] = field(default_factory=dict)
    rejected: dict[int, str] = field(default_factory=dict)
    link: str = ""
    change_pass: str = ""
    confirm_token: str = ""
    stop_token: str = ""
    never_token: str = ""
    status_token: str = ""


@dataclass(frozen=True, kw_only=True)
class Walked:
    """The site after load and walk."""

    site: Site
    world: World
    answers: list[Answer]
    sealed_mails: str


# --- the load -----------------------------------------------------------------------------


def load(site: Site, walker: Walker) -> World:
    """Post, publish, reject, confirm, answer: all that leaves something behind."""
    world = World()
    stamp = fields_of(form_with_box(site))["stamp"]
    for number, address in enumerate(ADDRESSES):
        fields = {"body": body_of(number), "name": name_of(number), "email": address}
        fields |= {"stamp": stamp, "key": f"{number:032x}"}
        if number % 4 == 0:
            fields["notify"] = "y"
        response = walker.ask("POST", COMMENTS, fields, headers=WAYS[number % 2])
        if number % 2 == 0:
            response = walker.ask("GET", response.headers["Location"])
        world.tokens[number] = own_token(response)
    walker.cookie = sign_in(site, walker)
    rows = rows_of_queue(walker)
    for number in range(LOAD):
        world.waiting[number] = rows[name_of(number)]
    for number in range(16):
        decide(walker, world.waiting[number], "publish" if number < 12 else "reject")
        shelf = world.published if number < 12 else world.rejected
        shelf[number] = world.waiting.pop(number)
    # Numbers 0, 4 and 8 wished to be told; 0 and 4 confirm, 0 is answered, 36 asks something.
    for number in (0, 4):
        token = token_in(sealed_mails(site, ADDRESSES[36]), number, "confirm")
        assert walker.ask("POST", f"/mail/confirm/{token}", {}).status == 200
    reply = {"body": "An answer to it.", "parent_id": world.published[0], "stamp": stamp}
    assert walker.ask("POST", COMMENTS, reply, headers=HTMX).status == 201
    decide(walker, rows_of_queue(walker)["Anonymous"], "publish")
    message = {"message": "A message of q7x."}
    assert walker.ask("POST", f"/mine/{world.tokens[36]}/message", message).status == 303
    world.change_pass = seal_token(
        world.tokens[38],
        CHANGE,
        secret=(site.instance / "secret_key").read_text(encoding="ascii").strip(),
        now=datetime.now(UTC),
    )
    world.link = site.sign_in_link("Berta").rpartition("/")[2]
    return world


def own_token(response: Answer) -> str:
    found = re.search(r"/mine/([A-Za-z0-9_-]{43})", response.text)
    assert found is not None, response
    return found[1]


def sign_in(site: Site, walker: Walker) -> str:
    """Sign a moderator in and return the cookie."""
    path = site.sign_in_link("Ana").removeprefix(site.url)
    fields = {"password": PASSWORD, "again": PASSWORD}
    opened = fields_of(walker.ask("GET", path).text)
    given = {name: PASSWORD for name in opened if name != "csrf_token"}
    response = walker.ask("POST", path, {**opened, **given, **fields})
    assert response.status == 303, response.text
    return response.headers["Set-Cookie"].partition(";")[0]


def rows_of_queue(walker: Walker) -> dict[str, str]:
    """Return the public ids of the comments that wait, by name."""
    page = walker.ask("GET", "/moderation/", who="a moderator").text
    rows = re.findall(r'<article[^>]* id="c-([0-9a-f]{16})".*?<h2[^>]*>(.*?)</h2>', page, re.DOTALL)
    return {re.sub(r"<[^>]+>", "", name).strip(): public_id for public_id, name in rows}


def decide(walker: Walker, public_id: str, decision: str) -> None:
    page = walker.ask("GET", "/moderation/", who="a moderator").text
    token = fields_of(page)["csrf_token"]
    version = page[page.index(f'id="c-{public_id}"') :].split('name="version" value="')[1]
    fields = {
        "csrf_token": token,
        "version": version.split('"')[0],
        "seen_report": "0",
        "decision": decision,
    }
    path = f"/moderation/comments/{public_id}/decision"
    response = walker.ask("POST", path, fields, who="a moderator")
    assert response.status == 303, response.text


# --- the walk -----------------------------------------------------------------------------


def examples(world: World) -> dict[str, list[tuple[dict[str, str], dict[str, str]]]]:
    """Return for every endpoint what to put into its address, and what to post to it.

    The authors' own deeds stand last: they end what others need.
    """
    event = {"slug": SLUG}
    typed = {"body": "Typed words.", "email": TYPED, "stamp": "none"}
    mine = [{"token": world.tokens[number]} for number in (0, 13, 20)] + [{"token": UNKNOWN}]
    shown, hidden = world.published[1], world.waiting[17]
    comments = [{"public_id": each} for each in (shown, hidden, world.rejected[13], "0" * 16)]
    confirm = {"token": world.confirm_token}
    stop = {"token": world.stop_token}
    never = {"token": world.never_token}
    return {
        "static": [({"filename": "site.css"}, {}), ({"filename": "none.css"}, {})],
        "health.healthz": [({}, {})],
        "security_contact.show": [({}, {})],
        "events.home": [({}, {})],
        "events.archive": [({}, {}), ({"at": "2022"}, {}), ({"at": "none"}, {})],
        "events.show": [(event, {}), ({"slug": "no-such-event"}, {})],
        "speakers.index": [({}, {}), ({"at": "no-such-speaker"}, {})],
        "speakers.show": [({"slug": "no-such-speaker"}, {})],
        **content_examples(SLUG),
        "safety.leave": [({}, {})],
        "safety.show": [({}, {})],
        "disclosure.show": [({}, {})],
        "disclosure.proof": [({}, {})],
        "thread.index": [
            (event, {}),
            (event | {"order": "replies"}, {}),
            (event | {"branch": shown}, {}),
            (event | {"at": hidden}, {}),
        ],
        "thread.news": [(event | {"since": "0"}, {}), (event | {"since": "none"}, {})],
        "thread.latest": [(event | {"since": "0"}, {})],
        "comments.new": [(event, {}), (event | {"reply_to": shown}, {})],
        "comments.create": [(event, {}), (event, typed), (event, typed | {"body": ""})],
        "received.show": [(event, {}), (event | {"receipt": "none"}, {})],
        "thread.house_rules": [({}, {})],
        "comments.check": [(event | {"field": "email"}, typed), (event | {"field": "none"}, typed)],
        "comments.preview": [(event, typed), (event, typed | {"body": ""})],
        "thread.permalink": [(each, {}) for each in comments],
        "feeds.event": [(event, {}), ({"slug": "no-such-event"}, {})],
        "feeds.branch": [(each, {}) for each in comments],
        "follow.event": [(event, {}), ({"slug": "no-such-event"}, {})],
        "follow.branch": [(each, {}) for each in comments],
        "reports.new": [(each, {}) for each in comments],
        "reports.create": [
            (each, {"reason": "person", "note": REPORT, "email": TYPED}) for each in comments
        ]
        + [({"public_id": shown}, {"reason": "none", "email": TYPED})],
        "reports.received": [(event, {}), ({"slug": "no-such-event"}, {})],
        "accounts.sign_in": [({}, {})],
        "accounts.begin": [({}, {}), ({}, {"name": TYPED, "password": TYPED})],
        "accounts.link": [({"token": world.link}, {}), ({"token": UNKNOWN}, {})],
        "accounts.use_link": [({"token": world.link}, {"password": "short"})],
        "moderation.queue": [
            ({}, {}),
            ({"done": shown}, {}),
            ({"q": "words", "state": "published"}, {}),
            ({"batch": shown, "left": hidden}, {}),
        ],
        "moderation.decide_batch": [
            ({}, {"decision": "publish", "row": f"{hidden}.99.0"}),
            ({}, {"decision": "spam"}),
            ({}, {"decision": "none"}),
        ],
        "moderation.undo_batch": [({}, {"row": f"{shown}.99.0"}), ({}, {})],
        "moderation.pulse": [({}, {"comment": hidden}), ({}, {"comment": TYPED}), ({}, {})],
        "moderation.switch_keys": [({}, {"keys": "off"}), ({}, {"keys": "on"})],
        "moderation.apart": [({}, {})],
        "moderation.names": [({}, {})],
        "moderation.protect": [({}, {"name": "Mira Jovanović", "label": "case 12"})],
        "moderation.remove_protected": [({"name_id": "1"}, {})],
        "moderation.let_wait_in_queue": [(each, {"version": "1"}) for each in comments],
        "moderation.reported": [({}, {})],
        "moderation.decided": [({}, {})],
        "moderation.history": [(each, {}) for each in comments],
        "moderation.comment": [(each, {}) for each in comments],
        "moderation.figures": [({}, {})],
        "moderation.feed": [({}, {})],
        "moderation.change_feed": [({}, {"do": "make"})],
        "alerts.show": [({}, {})],
        "alerts.change": [
            ({}, {"pace": "daily", "email": "moderator@mail.example"}),
            ({}, {"pace": "hourly"}),
            ({}, {"pace": "never"}),
        ],
        "moderators_feed.show": [({"token": UNKNOWN}, {})],
        "transparency.show": [({}, {})],
        "moderation.published": [({}, {})],
        "moderation.answer_publicly": [
            (each, {"version": "99", "voice": "moderator"}) for each in comments
        ],
        "moderation.pin_or_not": [(each, {"version": "99", "pin": "yes"}) for each in comments],
        "moderation.rules": [({}, {})],
        "moderation.new_rule": [({}, {})],
        "moderation.add_rule": [({}, {}), ({}, {"kind": "only-link", "label": "Link"})],
        "moderation.rule": [({"rule_id": "99"}, {})],
        "moderation.change_rule": [({"rule_id": "99"}, {})],
        "moderation.remove_rule": [({"rule_id": "99"}, {})],
        **{f"moderation.{each}": [({}, {})] for each in ("messages", "answered")},
        "moderation.conversation": [(each, {}) for each in comments],
        "moderation.ask_to_decline": [(each, {}) for each in comments],
        "moderation.decline_with_reason": [
            (each, {"version": "1", "seen_report": "0", "seen_message": "0", **fields})
            for each in comments
            for fields in ({"do": "show"}, {"do": "show", "reason": "none", "message": "Typed."})
        ],
        "moderation.decide_on": [
            (each, {"version": "1", "seen_report": "0", "decision": "publish"}) for each in comments
        ],
        "moderation.undo_decision": [
            (each, {"version": "99", "seen_report": "0"}) for each in comments
        ],
        "moderation.reply_to_author": [
            ({"public_id": world.waiting[36]}, {}),
            (
                {"public_id": world.waiting[36]},
                {"message": "An answer.", "version": "2", "seen_message": "0"},
            ),
        ],
        "own_page.show": [(each, {}) for each in mine],
        "own_page.ask_to_delete": [(each, {}) for each in mine],
        "own_page.download": [(each, {}) for each in mine],
        "own_page.edit": [(each, {"body": ""}) for each in mine],
        "own_page.message": [(each, {"message": ""}) for each in mine],
        "contacts.ask_to_confirm": [(confirm, {}), ({"token": UNKNOWN}, {})],
        "contacts.confirm": [(confirm, {}), ({"token": UNKNOWN}, {})],
        "contacts.ask_to_stop": [(stop, {}), ({"token": UNKNOWN}, {})],
        "contacts.stop": [(stop, {})],
        "refusals.ask": [(never, {}), ({"token": UNKNOWN}, {})],
        "refusals.refuse": [(never, {}), ({"token": UNKNOWN}, {})],
        "status.show": [({"token": world.status_token}, {}), ({"token": UNKNOWN}, {})],
        "own_page.stop_from_page": [({"token": world.tokens[8]}, {})],
        "receipts.show": [({}, {"pass": "none"})],
        "receipts.open_form": [({}, {}), ({}, {"pass": world.change_pass})],
        "receipts.save": [
            ({}, {"pass": world.change_pass, "body": ""}),
            ({}, {"pass": world.change_pass, "body": body_of(38), "name": name_of(38)}),
        ],
        "receipts.withdraw": [({}, {"pass": "none"})],
        "own_page.withdraw": [({"token": world.tokens[39]}, {})],
        "audience.show": [({}, {})],
        "pixel.answer": [({}, {}), ({}, {"answer": "yes", "page": TYPED})],
        "account.access": [({}, {}), ({"before": "1"}, {}), ({"before": "none"}, {})],
        "account.show": [({}, {})],
        "account.sign_out_others": [({}, {})],
        "accounts.begin_with_passkey": [({}, {}), ({}, {"credential": TYPED, "challenge": TYPED})],
        "account.second_step": [({}, {})],
        "account.app": [({}, {})],
        "account.add_app": [({}, {"code": TYPED})],
        "account.take_app": [({}, {})],
        "account.make_codes": [({}, {})],
        "account.passkey": [({}, {})],
        "account.add_key": [({}, {"credential": TYPED, "label": TYPED})],
        "account.take_key": [({"passkey_id": "99"}, {})],
        "account.end": [({"session_id": "99"}, {})],
        "account.sign_out_everywhere": [({}, {})],
        "account.password": [({}, {})],
        "account.change_password": [({}, {"current": TYPED, "password": TYPED})],
        "people.listed": [({}, {})],
        "people.invite": [({}, {}), ({}, {"name": TYPED})],
        "people.show": [({"moderator_id": "99"}, {}), ({"moderator_id": "1"}, {})],
        "people.give_name": [({"moderator_id": "99"}, {"name": TYPED})],
        "people.give_role": [({"moderator_id": "99"}, {"role": TYPED})],
        "people.make_link": [({"moderator_id": "99"}, {})],
        "people.sign_out": [({"moderator_id": "99"}, {})],
        "people.take_out": [({"moderator_id": "99"}, {})],
        "account.forget": [({"device_id": "99"}, {})],
        "accounts.leave": [({}, {})],
    }


def rules(folder: Path) -> dict[str, list[Rule]]:
    """Return the site's own map of addresses, by endpoint."""
    found: dict[str, list[Rule]] = {}
    for rule in make_app(folder).url_map.iter_rules():
        found.setdefault(rule.endpoint, []).append(rule)
    return found


def path_of(rule: Rule, values: dict[str, str]) -> str:
    built = rule.build(values, append_unknown=True)
    assert built is not None, (rule, values)
    return built[1]


def walk(walker: Walker, world: World, by_endpoint: dict[str, list[Rule]]) -> None:
    """Ask for every address as everybody, with every verb; then provoke the errors."""
    token = fields_of(walker.ask("GET", "/moderation/", who="a moderator").text)["csrf_token"]
    for endpoint, tries in examples(world).items():
        for rule in by_endpoint.get(endpoint, []):
            for method in METHODS:
                for values, fields in tries if method in (rule.methods or ()) else tries[:1]:
                    for who in PERSONS:
                        for way in WAYS:
                            posted = {**fields, "csrf_token": token} if method == "POST" else None
                            typed = TYPED if TYPED in fields.values() else ""
                            path = path_of(rule, values)
                            walker.ask(method, path, posted, who=who, headers=way, typed=typed)
    for way in WAYS:
        provoke_errors(walker, way)


def provoke_errors(walker: Walker, way: dict[str, str]) -> None:
    """Ask for what is not there, too large, damaged, too often, and for what breaks the site."""
    stamp = fields_of(walker.ask("GET", f"{COMMENTS}/new").text)["stamp"]
    form = {"body": "Typed words.", "name": "Typed", "email": TYPED, "stamp": stamp}
    walker.ask("GET", f"/none/{TYPED}", headers=way, typed=TYPED)
    walker.ask("POST", COMMENTS, {**form, "body": "x" * 1_100_000}, headers=way, typed=TYPED)
    walker.ask("POST", COMMENTS, f"email={TYPED}&body=%ff".encode(), headers=way, typed=TYPED)
    gone = {**form, "parent_id": "0" * 16}
    walker.ask("POST", COMMENTS, gone, headers=way, typed=TYPED)
    elsewhere = {"Origin": "https://elsewhere.example", **way}
    walker.ask("POST", COMMENTS, form, headers=elsewhere, typed=TYPED)
    line = 0x7000 + len(way)
    for number in range(52):
        told = {**form, "body": f"Again, {number} of {len(way)}."}
        walker.ask("POST", COMMENTS, told, headers=way, line=line, typed=TYPED)
    with broken(walker.site):
        walker.ask("POST", COMMENTS, form, headers=way, typed=TYPED)
        walker.ask("GET", f"{ARTICLE}/", headers=way)


class broken:  # noqa: N801 - reads as the state that it is
    """Take a table away meanwhile."""

    def __init__(self, site: Site) -> None:
        self.path = site.instance / "ethreader.sqlite3"

    def _rename(self, old: str, new: str) -> None:
        database = sqlite3.connect(self.path, timeout=10)
        database.execute(f"ALTER TABLE {old} RENAME TO {new}")
        database.commit()
        database.close()

    def __enter__(self) -> None:
        self._rename("comment", "gone")

    def __exit__(self, *_: object) -> None:
        self._rename("gone", "comment")


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walked]:
    """The site, running still, with everything it has answered."""
    folder = tmp_path_factory.mktemp("load")
    site = Site(
        folder / "instance",
        ETHREADER_TRUSTED_PROXIES="1",
        ETHREADER_MAIL_KEYS=str(folder / "mail-keys"),
        ETHREADER_LIMITS="on",
        ETHREADER_PIXEL_ID="1234567890",
    ).start()
    mail = site.start_mail()
    try:
        walker = Walker(site)
        world = load(site, walker)
        mails = sealed_mails(site, "Someone has replied to you")
        world.confirm_token = token_in(mails, 20, "confirm")
        world.stop_token = token_in(mails, 0, "stop")
        world.never_token = token_in(mails, 12, "never")
        world.status_token = plant_link(site, world.tokens[4], "status").rpartition("/")[2]
        walk(walker, world, rules(folder / "map"))
        yield Walked(site=site, world=world, answers=walker.answers, sealed_mails=mails)
    finally:
        mail.terminate()
        mail.wait(timeout=PATIENCE)
        site.stop()


def sealed_mails(site: Site, words: str) -> str:
    """Return the mails that lie sealed in the instance folder, once one with `words` is there."""
    deadline = time.monotonic() + PATIENCE
    while words.lower() not in (read := site.command("mail", "read")).lower():
        assert time.monotonic() < deadline, site.log
        time.sleep(0.3)
    return read


def token_in(mails: str, number: int, purpose: str) -> str:
    """Return the token of a link in a mail to a reader."""
    [own, *_] = [
        link[1]
        for mail in re.split("^From: ", mails, flags=re.MULTILINE)
        if f"Bcc: {ADDRESSES[number]}".lower() in mail.lower()
        and (link := re.search(rf"/mail/{purpose}/([A-Za-z0-9_-]+)", mail))
    ]
    return own


# --- what was found -----------------------------------------------------------------------


def hits(searcher: Searcher, answers: list[Answer]) -> list[tuple[str, str, int, list[str]]]:
    """Return the answers in which something was found."""
    return [
        (each.who, each.request, each.status, traces)
        for each in answers
        if (traces := searcher.traces(each.whole))
    ]


def blob(answers: list[Answer]) -> bytes:
    """Return all that was answered, each page once."""
    return b"\0".join(
        {each.content for each in answers}
        | {line.encode() for each in answers for line in map(": ".join, each.headers.items())}
    )


def test_every_address_of_the_site_is_walked(walked: Walked, tmp_path: Path) -> None:
    assert set(examples(walked.world)) == set(rules(tmp_path / "map"))


def test_the_walk_meets_every_kind_of_answer(walked: Walked) -> None:
    met = {each.status for each in walked.answers}

    assert met >= {200, 201, 302, 303, 400, 403, 404, 405, 409, 413, 422, 429, 500}
    assert len({each.content for each in walked.answers}) > 100


def test_no_answer_to_anybody_holds_an_address(walked: Walked) -> None:
    assert ADDRESSES[0].lower() in walked.sealed_mails.lower()
    content = blob(walked.answers)

    if KEPT_NOWHERE.traces(content):  # Which, is asked only where there is one.
        assert hits(KEPT_NOWHERE, walked.answers) == []


def test_no_answer_tells_a_network_or_a_browser(walked: Walked) -> None:
    if VISITORS.traces(blob(walked.answers)):
        assert hits(VISITORS, walked.answers) == []


def test_what_a_request_typed_is_given_back_to_it_alone_and_in_its_field_alone(
    walked: Walked,
) -> None:
    given_back, value = [], f'value="{html.escape(TYPED)}"'.encode()
    others = []
    for each in walked.answers:
        if not each.typed:
            others.append(each)
        elif value in each.content:
            given_back.append(each.status)
            assert TYPED_NOW.traces(each.whole.replace(value, b"", 1)) == [], each.request
            assert each.headers["Cache-Control"] == "no-store"
        else:
            assert TYPED_NOW.traces(each.whole) == [], each.request

    assert set(given_back) >= {409, 422, 429}
    assert TYPED_NOW.traces(blob(others)) == []


def test_strangers_see_published_words_only(walked: Walked) -> None:
    world = walked.world
    authors = (*(f"/mine/{token}" for token in world.tokens.values()), "/comments/own/")
    seen = blob([
        each
        for each in walked.answers
        if each.who == "a stranger" and not each.request.split()[1].startswith(authors)
    ]).decode(errors="replace")  # fmt: skip

    shown = [number for number in range(LOAD) if body_of(number) in seen or name_of(number) in seen]
    assert shown == sorted(world.published)


def test_a_report_is_read_on_the_moderation_page_alone(walked: Walked) -> None:
    """Whoever sends one to what is gone gets it back, to be copied: nobody else does."""
    asked = [each for each in walked.answers if not each.typed]
    readers = {each.who for each in asked if REPORT.encode() in each.content}

    assert readers == {"a moderator"}


def test_an_author_sees_their_own_words_only(walked: Walked) -> None:
    for number, token in walked.world.tokens.items():
        pages = [each for each in walked.answers if each.request.split()[1] == f"/mine/{token}"]
        seen = blob(pages).decode()
        assert [other for other in range(LOAD) if body_of(other) in seen] in ([number], []), number
    assert (
        body_of(13)
        in blob(
            [each for each in walked.answers if walked.world.tokens[13] in each.request]
        ).decode()
    )


def test_nothing_at_rest_holds_an_address_a_network_or_a_browser(
    walked: Walked, tmp_path: Path
) -> None:
    site = walked.site
    site.command("content", "export", str(tmp_path / "export"))
    database = sqlite3.connect(site.instance / "ethreader.sqlite3")
    (tmp_path / "backup").mkdir()
    with sqlite3.connect(tmp_path / "backup" / "ethreader.sqlite3") as backup:
        database.backup(backup)
    database.close()
    (tmp_path / "log").mkdir()
    (tmp_path / "log" / "log").write_bytes(site.log_path.read_bytes())

    kept = {path.name for path in site.instance.rglob("*") if path.is_file()}
    words = Searcher(body_of(17))
    assert {"ethreader.sqlite3", "ethreader.sqlite3-wal", "secret_key", "erasures.txt"} <= kept
    assert len([name for name in kept if name.endswith(".eml.sealed")]) > 3
    assert "backup/ethreader.sqlite3" in words.traces_below(tmp_path)  # It does look inside.
    assert site.log.count("A request failed.") >= 2
    for searcher in (KEPT_NOWHERE, VISITORS, TYPED_NOW):
        assert searcher.traces_below(site.instance) == {}
        assert searcher.traces_below(tmp_path) == {}
