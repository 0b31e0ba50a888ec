"""What readers are given by the border: kept pages, and when they are not."""

import asyncio
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlalchemy import event as listening
from time_machine import Traveller

from ethreader.base.db import begin_write_transaction, db
from ethreader.comments.models import Comment, State
from ethreader.events.models import Event
from tests.comments.states import put_in_state
from tests.conftest import ROOT, make_app, make_comment
from tests.kept.asking import Given, Site
from tests.once import DATABASE

PAGE = "/events/winter-meeting/"
COMMENTS = "/events/winter-meeting/comments"
ENCODINGS = ("identity", "gzip", "zstd", "br")


@contextmanager
def statements() -> Iterator[list[str]]:
    """Collect what is asked of any database meanwhile; the question for changes is no statement."""
    asked: list[str] = []

    def note(*arguments: object) -> None:
        asked.append(str(arguments[2]))

    listening.listen(Engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        listening.remove(Engine, "before_cursor_execute", note)


@pytest.mark.parametrize(
    "url",
    [
        *("/", "/events/", PAGE, COMMENTS, "/speakers/", "/privacy", "/de/"),
        *("/feed.xml", "/events.ics", f"{PAGE}calendar.ics", "/sitemap.xml", "/robots.txt"),
    ],
)
def test_second_reader_gets_the_same_without_a_question_to_the_database(
    site: Site, event: Event, url: str
) -> None:
    first = site.ask(url, accept_encoding="br")

    with statements() as asked:
        second = site.ask(url, accept_encoding="br")

    assert asked == []
    assert (first.status, first.headers, first.body) == (200, second.headers, second.body)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_encoding_is_of_the_page_that_the_site_makes(
    site: Site, client: FlaskClient, event: Event, encoding: str
) -> None:
    given = site.ask(PAGE, accept_encoding=encoding)

    assert given.headers.get("content-encoding", "identity") == encoding
    assert given.text == client.get(PAGE).text
    assert "Accept-Encoding" in given.headers["vary"]


def test_validators_are_of_the_very_bytes(site: Site, event: Event) -> None:
    given = {encoding: site.ask(PAGE, accept_encoding=encoding) for encoding in ENCODINGS}
    etags = {encoding: each.headers["etag"] for encoding, each in given.items()}

    assert len(set(etags.values())) == len(ENCODINGS)
    for encoding, etag in etags.items():
        again = site.ask(PAGE, accept_encoding=encoding, if_none_match=etag)
        assert (again.status, again.body, again.headers["etag"]) == (304, b"", etag)
        assert again.headers["vary"] == given[encoding].headers["vary"]
        assert again.headers["cache-control"] == given[encoding].headers["cache-control"]
    # A proxy that compresses by itself makes validators weak, and a browser may know several.
    weak = site.ask(PAGE, accept_encoding="br", if_none_match=f'"other", W/{etags["br"]}')
    other = site.ask(PAGE, accept_encoding="br", if_none_match=etags["gzip"])
    assert (weak.status, other.status) == (304, 200)


def test_head_says_what_get_would(site: Site, event: Event) -> None:
    before = site.ask(PAGE, method="HEAD", accept_encoding="br")
    whole = site.ask(PAGE, accept_encoding="br")

    head = site.ask(PAGE, method="HEAD", accept_encoding="br")

    assert (before.status, before.body) == (200, b"")
    assert head.headers.pop("content-length") == str(len(whole.body))
    assert (head.status, head.headers, head.body) == (200, whole.headers, b"")


def test_no_response_tells_when_its_page_was_made(site: Site, event: Event) -> None:
    assert {"date", "last-modified", "age"}.isdisjoint(site.ask(PAGE).headers)


@pytest.mark.parametrize(
    "query", ["fbclid=1", "x=1&y=2", "utm_source=a&utm_medium=b", "order", "x=%00%ff", "&&=&"]
)
def test_parameters_that_nobody_reads_change_nothing(site: Site, event: Event, query: str) -> None:
    plain = site.ask(PAGE)

    with statements() as asked:
        given = site.ask(f"{PAGE}?{query}")

    if query != "order":  # An empty order is one that does not exist.
        assert (given.status, given.body, asked) == (200, plain.body, [])


def test_page_and_partial_are_two(site: Site, event: Event) -> None:
    pages = [
        site.ask(COMMENTS),
        site.ask(COMMENTS, hx_request="true"),
        site.ask(COMMENTS, hx_request="true", hx_request_type="full"),
        site.ask(COMMENTS, hx_request="true"),
    ]

    assert ["<html" in page.text for page in pages] == [True, False, True, False]
    assert pages[1].body == pages[3].body


@pytest.mark.parametrize(
    "url",
    [
        "/moderation/",
        "/moderation/login",
        f"{COMMENTS}/new",
        "/mine/nobody",
        "/safety/",
        "/exit",
        "/nothing-here",
        f"{PAGE}?after=nowhere",
    ],
)
def test_what_is_for_one_reader_is_made_for_each(
    site: Site, client: FlaskClient, event: Event, url: str
) -> None:
    expected = client.get(url)

    given = [site.ask(url, accept_encoding="br") for _ in range(2)]

    for each in given:
        assert each.status == expected.status_code
        assert "public" not in each.headers["cache-control"]
        assert "content-encoding" not in each.headers


@pytest.mark.parametrize(
    "headers", [{"cookie": "a=b"}, {"content_length": "3"}, {"transfer_encoding": "chunked"}]
)
def test_request_that_says_more_is_not_looked_up(
    site: Site, event: Event, headers: dict[str, str]
) -> None:
    site.ask(PAGE, accept_encoding="br")

    given = site.ask(PAGE, accept_encoding="br", **headers)

    assert "content-encoding" not in given.headers


def test_posts_go_their_own_way(site: Site, event: Event) -> None:
    site.ask(PAGE)

    assert site.ask(PAGE, method="POST").status == 405


def test_page_knows_nothing_of_whoever_asked_first(site: Site, event: Event) -> None:
    odd = {"user_agent": "curl", "accept_language": "de", "referer": "https://evil.example/"}

    first = site.ask(PAGE, x_forwarded_for="198.51.100.3", **odd)

    assert first.body == site.ask(PAGE, accept_language="sr").body


def test_foreign_host_is_not_given_a_kept_page(tmp_path: Path) -> None:
    app = make_app(tmp_path / "instance", ETHREADER_BASE_URL="https://events.example.org")
    site = Site(app)
    own = site.ask("/", host="events.example.org")
    foreign = site.ask("/", host="evil.example")
    site.close()

    assert (own.status, foreign.status) == (200, 400)


def test_site_that_asks_about_facebook_keeps_the_question_apart(tmp_path: Path) -> None:
    site = Site(make_app(tmp_path / "instance", ETHREADER_PIXEL_ID="123456789012345"))
    asked = site.ask("/").text
    spared = [site.ask("/", **{signal: "1"}).text for signal in ("sec_gpc", "dnt")]
    again = site.ask("/").text
    site.close()

    assert asked == again
    assert [page == asked for page in spared] == [False, False]


def test_what_is_taken_down_is_gone_from_the_next_response(
    site: Site, app: Flask, event: Event
) -> None:
    comment = make_comment(event, body="A word that goes.")
    urls = (PAGE, COMMENTS, f"{COMMENTS}.xml", f"{COMMENTS}?at={comment.public_id}")
    assert all("A word that goes." in site.ask(url).text for url in urls)

    begin_write_transaction()
    put_in_state(db.session.get_one(Comment, comment.id), State.REJECTED)
    db.session.commit()

    given = [site.ask(url) for url in urls]
    assert [each.status for each in given] == [200, 200, 200, 404]
    assert all("A word that goes." not in each.text for each in given)


def test_what_another_process_changes_is_seen(site: Site, event: Event, tmp_path: Path) -> None:
    site.ask(PAGE)
    other = make_app(tmp_path / "instance")
    assert (tmp_path / "instance" / DATABASE).exists()

    with other.app_context():
        make_comment(db.session.get_one(Event, event.id), body="From elsewhere.")
        db.engine.dispose()
    site.run(asyncio.sleep(0.002))

    assert "From elsewhere." in site.ask(PAGE).text


def test_page_holds_no_longer_than_its_hour_and_its_event(
    site: Site, event: Event, clock: Traveller
) -> None:
    clock.move_to(event.begins)
    begun = site.ask(PAGE)
    clock.shift(59 * 60)
    within = site.ask(PAGE)
    clock.shift(60)
    next_hour = site.ask(PAGE)
    clock.move_to(event.ends)
    over = site.ask(PAGE)

    assert begun.body == within.body != next_hour.body
    assert over.body != next_hour.body


def test_one_reader_has_the_page_made_for_all(site: Site, event: Event) -> None:
    async def many() -> list[Given]:
        return await asyncio.gather(*(site.given(PAGE, accept_encoding="br") for _ in range(20)))

    with statements() as alone:
        site.ask(PAGE)
    begin_write_transaction()
    event.summary = "Another one."
    db.session.commit()
    with statements() as together:
        given = site.run(many())

    assert {each.body for each in given} == {given[0].body}
    assert len(together) == len(alone)


def test_readers_of_kept_pages_are_counted(site: Site, app: Flask, event: Event) -> None:
    for _ in range(3):
        site.ask(PAGE)
    site.ask("/de/")
    site.ask(PAGE, user_agent="curl/8")
    site.ask(PAGE, dnt="1")
    site.ask(PAGE, sec_purpose="prefetch")
    site.ask(COMMENTS)

    sums = app.extensions["tally"].take()

    assert {place.path: views for place, views in sums.views.items()} == {PAGE: 3, "/": 1, "": 4}
    assert {place.path: people for place, people in sums.visitors.items()} == {
        PAGE: 1,
        "/": 1,
        "": 1,
    }


def test_without_memory_every_page_is_made_anew(tmp_path: Path) -> None:
    site = Site(make_app(tmp_path / "instance", ETHREADER_KEPT_PAGES="0"))
    site.ask("/")
    with statements() as asked:
        given = site.ask("/", accept_encoding="br")
    site.close()

    assert (given.status, bool(asked)) == (200, True)


def test_parameters_that_are_read_are_asked_for(
    site: Site, client: FlaskClient, event: Event
) -> None:
    make_comment(event)
    code = "\n".join(file.read_text("utf-8") for file in (ROOT / "ethreader").rglob("*.py"))
    names = set(re.findall(r'(?:args\.get\(|args\[|_key\()"([a-z_]+)"', code))
    assert {"order", "after", "before", "at", "branch", "since"} <= names

    for url in ("/", PAGE, COMMENTS, f"{COMMENTS}.xml", f"{COMMENTS}/latest", f"{COMMENTS}/follow"):
        for name in sorted(names):
            expected, given = client.get(f"{url}?{name}=1"), site.ask(f"{url}?{name}=1")
            assert (url, name, given.status) == (url, name, expected.status_code)
