"""Every list of the moderation pages goes on to its end, whatever is decided meanwhile."""

import re
from collections.abc import Iterator
from time import monotonic
from xml.etree.ElementTree import Element

import pytest
from flask.testing import FlaskClient

from ethreader.base import paging
from ethreader.base.db import begin_write_transaction, db
from ethreader.comments.models import Comment, State
from ethreader.events.models import Event
from ethreader.messages.models import MessageSender
from ethreader.messages.service import send_message
from ethreader.reports.models import Report
from tests.comments.forms import comment_ids
from tests.conftest import make_comment
from tests.moderation.conversations import conversations, written_about
from tests.moderation.deciding import QUEUE, press
from tests.moderation.long_lists import LISTS, List, take_out, waiting, write
from tests.pages import by_class, counted_queries, page_of, without_once
from tests.times import utcnow
from tests.visitors import HTMX

LENGTH = 4  # Of a page, in most of these tests.

each_list = pytest.mark.parametrize("name", LISTS)
with_short_pages = pytest.mark.usefixtures("short_pages")
WAYS = {"Older": r"before", "Newer": r"after"}


@pytest.fixture
def short_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let pages be short: what is long takes time and shows no more."""
    monkeypatch.setattr(paging, "PAGE_LENGTH", LENGTH)


def rows_of(html: str) -> list[str]:
    """Return what a page lists, by what its rows are known by."""
    ids = re.findall(r'id="(?:c|n)-([0-9a-f]{16})"', html)
    if ids:
        return list(dict.fromkeys(ids))
    return re.findall(r"<td>([^<]+)</td><td>Wrong passwords", html)


def link_of(html: str, way: str) -> str:
    """Return where the link to older or newer rows leads; nowhere if there is none."""
    found = re.search(rf'href="([^"]+[?]{WAYS[way]}=\d+)"', html)
    return found[1] if found else ""


def walked(client: FlaskClient, path: str, way: str) -> Iterator[str]:
    while path:
        html = client.get(path).text
        yield html
        path = link_of(html, way)


def onward(one: List) -> tuple[str, str]:
    return ("Older", "Newer") if one.is_newest_first else ("Newer", "Older")


@with_short_pages
@each_list
def test_a_list_goes_on_to_its_end_and_back(
    moderator_client: FlaskClient, event: Event, name: str
) -> None:
    one = LISTS[name]
    one.fill(event, 2 * LENGTH + 3)
    on, back = onward(one)

    pages = list(walked(moderator_client, one.path, on))
    last = link_of(pages[-1], back)
    back_again = list(walked(moderator_client, last, back))

    lengths = [len(rows_of(page)) for page in pages]
    assert lengths == ([LENGTH] * 2 + [3])
    assert [rows_of(page) for page in back_again] == [rows_of(page) for page in pages[1::-1]]
    assert (link_of(pages[0], back), link_of(pages[-1], on)) == ("", "")
    assert [f"{LENGTH} on this page" in page for page in pages] == [True, True, False]
    assert "3 on this page" in pages[-1]
    everything = [row for page in pages for row in rows_of(page)]
    if name != "sign-ins":  # Those have days, which repeat.
        assert len(set(everything)) == 2 * LENGTH + 3


@with_short_pages
@each_list
def test_rows_that_leave_meanwhile_let_no_other_be_missed_or_come_twice(
    moderator_client: FlaskClient, event: Event, name: str
) -> None:
    one = LISTS[name]
    one.fill(event, 2 * LENGTH)
    on, _ = onward(one)
    first = moderator_client.get(one.path).text
    shown = range(2 * LENGTH, 0, -1) if one.is_newest_first else range(1, 2 * LENGTH + 1)
    ids = list(shown)

    take_out(one, ids[2:LENGTH])  # The last of them is where the next page is asked for.
    second = moderator_client.get(link_of(first, on)).text

    if name == "sign-ins":
        assert len(rows_of(second)) == LENGTH
    else:
        expected = [f"{n:016x}" for n in ids[LENGTH:]]
        assert rows_of(second) == expected


@with_short_pages
@each_list
def test_a_page_that_everything_has_left_leads_back(
    moderator_client: FlaskClient, event: Event, name: str
) -> None:
    one = LISTS[name]
    one.fill(event, LENGTH + 2)
    on, back = onward(one)
    link = link_of(moderator_client.get(one.path).text, on)
    ids = [2, 1] if one.is_newest_first else [LENGTH + 1, LENGTH + 2]
    take_out(one, ids)

    page = moderator_client.get(link).text

    assert (rows_of(page), "Nothing is left on this page." in page) == ([], True)
    assert len(rows_of(moderator_client.get(link_of(page, back)).text)) == LENGTH
    assert link_of(page, on) == ""


@with_short_pages
@each_list
def test_htmx_gets_the_page_of_the_list_alone(
    moderator_client: FlaskClient, event: Event, name: str
) -> None:
    one = LISTS[name]
    one.fill(event, LENGTH + 2)
    whole = moderator_client.get(one.path).text
    link = link_of(whole, onward(one)[0])

    part = moderator_client.get(link, headers=HTMX).text

    assert part.startswith('<div id="rows"')
    assert part.count("<div") == part.count("</div>")
    assert rows_of(part) == rows_of(moderator_client.get(link).text)
    assert ("autofocus" in part, 'tabindex="-1" autofocus' in whole) == (True, False)
    assert f'data-hx-get="{link}"' in whole


@pytest.mark.parametrize(
    ("name", "query", "status"),
    [
        ("queue", "before=x", 404),
        ("queue", "before=", 404),
        ("queue", "after=-1", 404),
        ("queue", "after=٣", 404),
        ("queue", f"after={'9' * 19}", 404),
        ("queue", "before=1&after=2", 404),
        ("queue", "after=1%00", 404),
        ("queue", f"before={'9' * 18}", 200),
        ("queue", "before=0", 200),
        ("queue", "after=0", 200),
        *((name, "before=x", 404) for name in LISTS),
        *((name, "before=0", 200) for name in LISTS),
    ],
)
def test_an_odd_place_in_a_list_is_not_found_or_has_what_there_is(
    moderator_client: FlaskClient, name: str, query: str, status: int
) -> None:
    assert moderator_client.get(f"{LISTS[name].path}?{query}").status_code == status


@with_short_pages
@pytest.mark.parametrize("name", ["queue", "published"])
def test_a_page_before_which_all_has_left_is_the_first(
    moderator_client: FlaskClient, event: Event, name: str
) -> None:
    one = LISTS[name]
    one.fill(event, LENGTH + 2)
    on, back = onward(one)
    link = link_of(moderator_client.get(one.path).text, on)

    take_out(one, list(range(3, LENGTH + 3) if one.is_newest_first else range(1, LENGTH + 1)))
    page = moderator_client.get(link).text

    assert (len(rows_of(page)), link_of(page, back), link_of(page, on)) == (2, "", "")


@pytest.mark.parametrize(("query", "way"), [("before=0", "Newer"), (f"after={'9' * 18}", "Older")])
@pytest.mark.parametrize("name", ["queue", "published"])
def test_a_place_beyond_all_rows_leads_back_to_them(
    moderator_client: FlaskClient, event: Event, name: str, query: str, way: str
) -> None:
    one = LISTS[name]
    one.fill(event, 2)

    beyond = moderator_client.get(f"{one.path}?{query}").text
    back = moderator_client.get(link_of(beyond, way)).text

    assert (len(rows_of(beyond)), len(rows_of(back))) == (0, 2)


def test_five_thousand_waiting_comments_cost_what_a_page_costs(
    moderator_client: FlaskClient, event: Event
) -> None:
    waiting(event, 5000)
    moderator_client.get(QUEUE)
    began = monotonic()

    with counted_queries() as statements:
        places = ("", f"?after={10**12 + 2500}", f"?before={10**12 + 4990}")
        pages = [moderator_client.get(f"{QUEUE}{place}").text for place in places]

    assert [len(rows_of(page)) for page in pages] == [50, 50, 50]
    assert ["5,000 waiting, urgent ones first" in page for page in pages] == [True, True, True]
    assert len(statements) <= 3 * 17
    assert monotonic() - began < 15  # A quarter of a second on a quiet machine.


@each_list
def test_more_rows_cost_no_more_queries(
    moderator_client: FlaskClient, event: Event, name: str
) -> None:
    one = LISTS[name]
    one.fill(event, 5)
    with counted_queries() as for_five:
        five = rows_of(moderator_client.get(one.path).text)
    take_out(one, [2, 3, 4, 5])

    with counted_queries() as for_one:
        single = rows_of(moderator_client.get(one.path).text)

    assert (len(five), len(single)) == (5, 1)
    assert len(for_five) == len(for_one)


def test_who_writes_again_keeps_the_place_of_the_first_message(
    moderator_client: FlaskClient, event: Event
) -> None:
    """Before, each further message put its author to the end of those who wait."""
    anna, _ = written_about(event, "Anna"), written_about(event, "Boris")
    begin_write_transaction()
    send_message(anna.id, MessageSender.AUTHOR, "Is anybody there?", now=utcnow())
    db.session.commit()

    page = page_of(moderator_client.get("/moderation/messages"))

    assert list(conversations(page)) == ["Anna", "Boris"]


def test_who_is_reported_again_keeps_the_place_of_the_first_report(
    moderator_client: FlaskClient, event: Event
) -> None:
    LISTS["reported"].fill(event, 2)
    said = {"reason": "hurtful", "note": "", "received_on": utcnow().date(), "settled_by": None}
    write(Report, [said | {"comment_id": 1}])

    html = moderator_client.get("/moderation/reported").text

    assert rows_of(html) == [f"{1:016x}", f"{2:016x}"]


@with_short_pages
def test_a_decision_without_javascript_leads_back_to_its_page(
    moderator_client: FlaskClient, event: Event
) -> None:
    waiting(event, 2 * LENGTH)
    link = link_of(moderator_client.get(QUEUE).text, "Newer")
    html = moderator_client.get(link).text
    place = re.search(r'name="place" value="([^"]+)"', html)
    assert place is not None
    comment = db.session.get(Comment, LENGTH + 3)
    assert comment is not None
    public_id = comment.public_id

    response = press(moderator_client, comment, "publish", place=place[1])

    location = without_once(response.headers["Location"])
    assert location == f"{QUEUE}?done={public_id}&after={10**12 + LENGTH}"
    page = moderator_client.get(response.headers["Location"])
    assert just_decided(page_of(page)) == [f"c-{public_id}"]
    assert len(rows_of(page.text)) == LENGTH  # With it, and without the next page's.


@pytest.mark.parametrize(
    ("place", "way"),
    [
        ("published-before-7", "/moderation/published?done={}&before=7"),
        ("reported", "/moderation/reported?done={}"),
        ("decided-after-3", "/moderation/decided?done={}&after=3"),
        ("", "/moderation/?done={}"),
        ("account", "/moderation/?done={}"),
        ("queue-after-", "/moderation/?done={}"),
        ("//evil.example", "/moderation/?done={}"),
        ("queue-after-1&next=//evil.example", "/moderation/?done={}"),
        ("queue-sideways-1", "/moderation/?done={}"),
    ],
)
def test_a_form_leads_back_to_lists_alone(
    moderator_client: FlaskClient, event: Event, place: str, way: str
) -> None:
    comment = make_comment(event, state=State.PENDING)
    public_id = comment.public_id

    response = press(moderator_client, comment, "publish", place=place)

    assert without_once(response.headers["Location"]) == way.format(public_id)


def test_what_was_just_decided_stands_once_on_a_list_that_has_it(
    moderator_client: FlaskClient, event: Event
) -> None:
    comment = make_comment(event)

    html = moderator_client.get(f"/moderation/published?done={comment.public_id}").text

    assert comment_ids(html) == [comment.public_id]


def just_decided(page: Element) -> list[str]:
    sections = [each for each in page.iter("section") if each.get("aria-label") == "Just decided"]
    return [row.get("id", "") for each in sections for row in by_class(each, "row")]
