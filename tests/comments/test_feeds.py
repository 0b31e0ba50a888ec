"""Atom feeds: valid by RFC 4287, published text alone, the same 404 for what is hidden."""

import re
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

import pytest
from flask.testing import FlaskClient
from sqlalchemy import update

from ethreader.base.db import begin_write_transaction, db
from ethreader.base.errors import NotFound
from ethreader.comments.counts import recount
from ethreader.comments.feed_queries import FEED_LENGTH
from ethreader.comments.models import Comment, State
from ethreader.comments.queries import comment_by_public_id
from ethreader.events.models import Event
from ethreader.retention.service import erase
from ethreader.web.http import ASK_AGAIN
from tests.comments.forms import PAGE
from tests.comments.states import put_in_state
from tests.conftest import EVENT_FILE, make_app, make_comment, make_event
from tests.pages import counted_queries, links, page_of, texts
from tests.times import utcnow

FEED = "/events/winter-meeting/comments.xml"
ATOM = "{http://www.w3.org/2005/Atom}"
THREAD = "{http://purl.org/syndication/thread/1.0}"
XML = "{http://www.w3.org/XML/1998/namespace}"
MOMENTS = {f"{ATOM}updated", f"{ATOM}published"}
HERE = "http://127.0.0.1:8000"
EVERY_STATE_BUT_SHOWN = [state for state in State if state is not State.PUBLISHED]


def parsed(client: FlaskClient, path: str = FEED, *, base_url: str | None = None) -> Element:
    """Return a feed that must be one by RFC 4287."""
    response = client.get(path, base_url=base_url)
    assert (response.status_code, response.content_type) == (
        200,
        "application/atom+xml; charset=utf-8",
    )
    feed = ET.fromstring(response.data)
    assert faults(feed) == []
    return feed


def faults(feed: Element) -> list[str]:
    """Return what RFC 4287 finds wrong: what must be there, once or at all, and its shape."""
    entries = feed.findall(f"{ATOM}entry")
    found = [] if feed.tag == f"{ATOM}feed" else ["the root is no feed"]
    for part in (feed, *entries):
        found += [*faults_of_words(part), *faults_of_moments(part), *faults_of_links(part)]
    if [each.get("rel") for each in feed.findall(f"{ATOM}link")].count("self") != 1:
        found.append("not one link to itself")
    contents = [each for entry in entries for each in entry.findall(f"{ATOM}content")]
    if len(contents) != len(entries) or any(len(c) or c.get("type") != "html" for c in contents):
        found.append("content that is no text")
    ids = [each.findtext(f"{ATOM}id") or "" for each in (feed, *entries)]
    if len(set(ids)) != len(ids):
        found.append("an id stands twice")
    shape = r"tag:[a-z0-9.-]+,\d{4}:[a-z0-9:-]+"  # RFC 4151
    return found + [f"id {each}" for each in ids if not re.fullmatch(shape, each)]


def faults_of_words(part: Element) -> list[str]:
    """4.1.1 and 4.1.2: one id, one title, one updated; 3.2: authors with one name."""
    found = [
        f"not one {name}"
        for name in ("id", "title", "updated")
        if [bool((each.text or "").strip()) for each in part.findall(ATOM + name)] != [True]
    ]
    authors = part.findall(f"{ATOM}author")
    if not authors or any(len(each.findall(f"{ATOM}name")) != 1 for each in authors):
        found.append("no author with a name")
    return found


def faults_of_moments(part: Element) -> list[str]:
    """3.3: RFC 3339 with T and a zone."""
    shape = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)"
    moments = [each for each in part if each.tag in MOMENTS]
    found = [f"moment {each.text}" for each in moments if not re.fullmatch(shape, each.text or "")]
    for each in moments if not found else ():
        datetime.fromisoformat(str(each.text))
    return found


def faults_of_links(part: Element) -> list[str]:
    """4.2.7: whole addresses, and one alternate of a kind."""
    links_ = part.findall(f"{ATOM}link")
    found = [f"link {each.attrib}" for each in links_ if not (each.get("href", "")).startswith("h")]
    kinds = [each.get("type") for each in links_ if each.get("rel", "alternate") == "alternate"]
    return found if kinds == ["text/html"] else [*found, "not one alternate link"]


def test_the_check_finds_what_is_wrong() -> None:
    wrong = ET.fromstring(
        '<feed xmlns="http://www.w3.org/2005/Atom"><id>x y</id><title/>'
        "<updated>2026-02-03</updated><link/>"
        '<entry><id>x y</id><content type="html"><p/></content></entry></feed>'
    )

    assert set(faults(wrong)) == {
        "not one title",
        "not one updated",
        "no author with a name",
        "moment 2026-02-03",
        "link {}",
        "not one alternate link",
        "not one link to itself",
        "content that is no text",
        "an id stands twice",
        "id x y",
    }


def entries_of(feed: Element) -> list[dict[str, str]]:
    """Return what each entry says."""
    return [
        {
            "id": (each.findtext(f"{ATOM}id") or "").rpartition(":")[2],
            "title": each.findtext(f"{ATOM}title") or "",
            "who": each.findtext(f"{ATOM}author/{ATOM}name") or "",
            "content": each.findtext(f"{ATOM}content") or "",
        }
        for each in feed.findall(f"{ATOM}entry")
    ]


def ids(client: FlaskClient, path: str = FEED) -> list[str]:
    return [each["id"] for each in entries_of(parsed(client, path))]


def branch_of(comment: Comment) -> str:
    return f"/comments/{comment.public_id}.xml"


def hide(comment: Comment, state: State = State.REJECTED) -> None:
    begin_write_transaction()
    again = comment_by_public_id(comment.public_id)
    assert again is not None
    put_in_state(again, state)
    db.session.commit()


def test_an_empty_feed_is_a_feed(client: FlaskClient, event: Event) -> None:
    feed = parsed(client)

    assert feed.findtext(f"{ATOM}title") == "Comments: Winter meeting"
    assert feed.findtext(f"{ATOM}id") == "tag:127.0.0.1,2026:comments:winter-meeting"
    assert feed.findtext(f"{ATOM}updated") == "2000-01-01T00:00:00+01:00"
    assert entries_of(feed) == []


def test_a_feed_says_what_the_page_shows(client: FlaskClient, event: Event) -> None:
    now = datetime(2026, 2, 3, 23, 30, tzinfo=UTC)  # In Belgrade it is the next day.
    first = make_comment(event, body="One *word* & <two>.", name="Mira <3", now=now)
    second = make_comment(event, body="An answer.", name="", answering=first, now=now)

    feed = parsed(client)

    assert entries_of(feed) == [
        {
            "id": second.public_id,
            "title": "An anonymous reply",
            "who": "Anonymous",
            "content": "<p>An answer.</p>\n",
        },
        {
            "id": first.public_id,
            "title": "A comment by Mira <3",
            "who": "Mira <3",
            "content": "<p>One <em>word</em> &amp; &lt;two&gt;.</p>\n",
        },
    ]
    moments = {each.text for each in feed.iter() if each.tag in MOMENTS}
    assert moments == {"2026-02-04T00:00:00+01:00"}
    assert (feed.get(f"{XML}lang"), feed.get(f"{XML}base")) == ("en", f"{HERE}{PAGE}")
    links_ = {each.get("rel"): each.get("href") for each in feed.findall(f"{ATOM}link")}
    assert links_ == {"self": HERE + FEED, "first": HERE + FEED, "alternate": HERE + PAGE}
    [answer, _] = feed.findall(f"{ATOM}entry")
    link = answer.find(f"{ATOM}link")
    assert link is not None
    assert link.get("href") == f"{HERE}/comments/{second.public_id}"
    [to] = answer.findall(f"{THREAD}in-reply-to")
    assert to.get("ref") == f"tag:127.0.0.1,2026:comment:{first.public_id}"


@pytest.mark.parametrize("state", EVERY_STATE_BUT_SHOWN)
def test_what_is_not_published_is_not_in_it(
    client: FlaskClient, event: Event, state: State
) -> None:
    make_comment(event, body="Shown.")
    before = client.get(FEED)
    hidden = make_comment(event, body="Hidden words.", name="Hidden name", state=state)

    after = client.get(FEED)

    assert after.data == before.data
    assert hidden.public_id not in after.text


def test_what_is_taken_off_the_page_leaves_at_once(
    client: FlaskClient, event: Event, tmp_path: Path
) -> None:
    comment, other = make_comment(event, body="Hidden words."), make_comment(event, body="Other.")
    answer = make_comment(event, body="An answer.", answering=comment)
    assert set(ids(client)) == {comment.public_id, other.public_id, answer.public_id}
    begin_write_transaction()
    again = comment_by_public_id(comment.public_id)
    assert again is not None

    erase("comment", again.public_id, ledger_folder=tmp_path, now=utcnow())
    db.session.commit()

    for path in (FEED, branch_of(comment)):
        text = client.get(path).text
        assert "Hidden words" not in text
        assert f"comment:{comment.public_id}" not in text
        assert "in-reply-to" not in text
    assert ids(client) == [answer.public_id, other.public_id]
    assert ids(client, branch_of(comment)) == [answer.public_id]
    hide(answer)
    assert client.get(branch_of(comment)).status_code == 404


def test_a_comment_that_comes_back_has_its_id_again(client: FlaskClient, event: Event) -> None:
    comment = make_comment(event)
    before = client.get(FEED).data
    hide(comment)
    assert ids(client) == []

    hide(comment, State.PUBLISHED)

    assert client.get(FEED).data == before


def test_a_branch_has_its_own(client: FlaskClient, event: Event) -> None:
    root, other = make_comment(event, body="1"), make_comment(event, body="2")
    answer = make_comment(event, answering=root)
    deep = make_comment(event, answering=answer)
    make_comment(event, answering=other)

    feed = parsed(client, branch_of(root))

    assert [each["id"] for each in entries_of(feed)] == [
        deep.public_id,
        answer.public_id,
        root.public_id,
    ]
    assert feed.findtext(f"{ATOM}id") == f"tag:127.0.0.1,2026:answers:{root.public_id}"
    led = client.get(branch_of(deep))
    assert (led.status_code, led.headers["Location"]) == (302, branch_of(root))


@pytest.mark.parametrize("state", EVERY_STATE_BUT_SHOWN)
def test_a_branch_that_is_not_shown_is_the_same_404_as_its_permalink(
    client: FlaskClient, event: Event, state: State
) -> None:
    hidden = make_comment(event, state=state)
    unknown = client.get("/comments/0123456789abcdef.xml")

    responses = [
        client.get(branch_of(hidden)),
        client.get(f"/comments/{hidden.public_id}"),
        unknown,
    ]

    assert [response.status_code for response in responses] == [404] * 3
    assert len({response.data for response in responses}) == 1
    assert len({str([h for h in each.headers if h[0] != "Date"]) for each in responses}) == 1


def test_an_event_that_is_no_page_has_none(client: FlaskClient, event: Event) -> None:
    missing = page_of(client.get("/events/no-such-event/comments.xml"), status=404)

    assert texts(missing, ".//h1") == [str(NotFound.title)]


def test_the_latest_publications_stand_in_it(client: FlaskClient, event: Event) -> None:
    late = make_comment(event, body="Published last.", state=State.PENDING)
    made = [make_comment(event, body=f"{number}").public_id for number in range(FEED_LENGTH)]
    hide(late, State.PUBLISHED)

    shown = ids(client)

    assert shown == [late.public_id, *reversed(made[1:])]
    assert len(shown) == FEED_LENGTH


def test_what_came_in_by_another_way_is_counted_and_stands_in_it(
    client: FlaskClient, event: Event
) -> None:
    known, new = make_comment(event, body="1"), make_comment(event, body="2")
    begin_write_transaction()
    db.session.execute(update(Comment).where(Comment.id == new.id).values(publication_no=None))
    event.publication_count = 1
    recount(event)
    db.session.commit()

    shown = ids(client)

    assert (event.publication_count, event.comment_count) == (2, 2)
    assert shown == [new.public_id, known.public_id]


def test_who_has_it_already_is_not_sent_it_again(client: FlaskClient, event: Event) -> None:
    comment = make_comment(event)
    first = client.get(FEED)
    asked = {"If-None-Match": first.headers["ETag"]}

    same = client.get(FEED, headers=asked)
    hide(comment)
    changed = client.get(FEED, headers=asked)

    assert (same.status_code, same.data, changed.status_code) == (304, b"", 200)
    assert first.headers["Cache-Control"] == ASK_AGAIN
    assert "Last-Modified" not in first.headers
    assert "Set-Cookie" not in first.headers


def test_more_comments_cost_no_more_queries(client: FlaskClient, event: Event) -> None:
    root = make_comment(event, body="Root.")
    counts: dict[str, list[int]] = {FEED: [], branch_of(root): []}
    for number in range(3):
        make_comment(event, body=f"{number}", answering=root)
        for path, seen in counts.items():
            with counted_queries() as queries:
                client.get(path)
            seen.append(len(queries))

    # One of them is BEGIN, and one asks whether editors have changed what the site says of itself.
    assert counts == {FEED: [4, 4, 4], branch_of(root): [5, 5, 5]}


def test_what_xml_cannot_write_is_replaced(client: FlaskClient, event: Event) -> None:
    comment = make_comment(event, body="A\ufffeB", name="C\uffffD")
    begin_write_transaction()
    again = comment_by_public_id(comment.public_id)
    assert again is not None
    again.body_html = "<p>\x00\x01\x0b\x1f ]]> &#1; \ud7ff \U0001f642 \ufffe</p>".replace(
        "\x00", ""
    )
    again.event.headline = "Bell \x07 & <co>"
    db.session.commit()

    feed = parsed(client)

    [entry] = entries_of(feed)
    assert entry["content"] == "<p>\ufffd\ufffd\ufffd ]]> &#1; \ud7ff \U0001f642 \ufffd</p>"
    assert entry["who"] == "CD"  # Names are mended wherever they are shown.
    assert feed.findtext(f"{ATOM}title") == "Comments: Bell \ufffd & <co>"


def test_article_and_branch_lead_people_to_a_page_and_programs_to_their_feeds(
    client: FlaskClient, event: Event
) -> None:
    """A browser shows a feed as bare XML, without what leaves the page at once."""
    root = make_comment(event, name="Mira")
    make_comment(event, answering=root)
    in_branch = f"/events/winter-meeting/comments?branch={root.public_id}"
    pages = [
        (PAGE, "/events/winter-meeting/comments/follow", FEED),
        ("/events/winter-meeting/comments", "/events/winter-meeting/comments/follow", FEED),
        (in_branch, f"/comments/{root.public_id}/follow", branch_of(root)),
    ]

    for path, follow, feed in pages:
        page = page_of(client.get(path))
        assert links(page)["Follow by feed reader"] == follow
        assert alternates(page) == [feed]
        assert not any(".xml" in url for url in links(page).values())
        shown = page_of(client.get(follow))
        assert [each.get("value") for each in shown.findall(".//main//input")] == [HERE + feed]
        assert links(shown)["Leave this page"] == "/exit"
        assert alternates(shown) == [HERE + feed]


def test_page_about_a_reply_s_feed_is_that_of_its_branch(client: FlaskClient, event: Event) -> None:
    root = make_comment(event)
    reply = make_comment(event, answering=root)

    response = client.get(f"/comments/{reply.public_id}/follow")

    assert (response.status_code, response.headers["Location"]) == (
        302,
        f"/comments/{root.public_id}/follow",
    )


@pytest.mark.parametrize("state", EVERY_STATE_BUT_SHOWN)
def test_page_about_the_feed_of_a_hidden_comment_is_not_there(
    client: FlaskClient, event: Event, state: State
) -> None:
    comment = make_comment(event, state=state)

    assert client.get(f"/comments/{comment.public_id}/follow").status_code == 404
    assert client.get("/events/nothing/comments/follow").status_code == 404


def alternates(page: Element) -> list[str | None]:
    return [
        each.get("href")
        for each in page.iter("link")
        if (each.get("rel"), each.get("type")) == ("alternate", "application/atom+xml")
    ]


def test_an_ipv6_host_makes_ids_that_are_valid(tmp_path: Path) -> None:
    app = make_app(tmp_path / "instance", ETHREADER_BASE_URL="https://[2001:db8::1]:8443")
    with app.app_context():
        make_comment(make_event(tmp_path, "winter-meeting", EVENT_FILE))
        feed = parsed(app.test_client(), base_url="https://[2001:db8::1]:8443")
        assert feed.findtext(f"{ATOM}id") == "tag:localhost,2026:comments:winter-meeting"
        db.session.remove()
        db.engine.dispose()


def test_feeds_are_not_counted_as_readers(client: FlaskClient, event: Event) -> None:
    tally = client.application.extensions["tally"]
    browser = {"User-Agent": "Mozilla/5.0 Firefox/140.0", "Sec-Fetch-Dest": "document"}
    client.get(PAGE, headers=browser)
    assert sum(tally.take().views.values()) == 2  # The page, and the whole site.

    client.get(FEED, headers=browser)

    assert sum(tally.take().views.values()) == 0
