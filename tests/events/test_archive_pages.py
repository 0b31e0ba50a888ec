"""The list of all events in pages: years that are whole, and links from one to the next."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from xml.etree.ElementTree import Element

import pytest
from flask.testing import FlaskClient

from ethreader.base import paging
from ethreader.base.db import begin_write_transaction, db
from ethreader.events.models import Event
from ethreader.events.queries import past_events
from tests.events.many import add_events
from tests.pages import links, page_of, text_of, texts
from tests.times import utcnow

LENGTH = 6
PAGES = ".//nav[@class='pages']"
ORIGIN = "http://127.0.0.1:8000"
EVENTS = ".//ul[@class='lines']//a"


@pytest.fixture(autouse=True)
def short_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, "PAGE_LENGTH", LENGTH)


def fill(event: Event, **counts: int) -> None:
    """Store so many events of each year, which is written as `y2019=3`, and no other."""
    firsts = ((date(int(year[1:]), 1, 1), count) for year, count in counts.items())
    add_events(event, [day + timedelta(days=n) for day, count in firsts for n in range(count)])
    begin_write_transaction()
    event.body = ""  # It is a fact from now on, and no page.
    db.session.commit()


def read(client: FlaskClient, url: str = "/events/") -> Element:
    return page_of(client.get(url))


def walked(client: FlaskClient, url: str, way: str) -> Iterator[Element]:
    """Yield the pages on a way, `prev` or `next`, with that of the URL."""
    while True:
        page = read(client, url)
        yield page
        link = page.find(f"{PAGES}/a[@rel='{way}']")
        if link is None:
            return
        url = str(link.get("href"))


def place_of(page: Element) -> str:
    """Return where a page says that it stands."""
    canonical = page.find(".//link[@rel='canonical']")
    assert canonical is not None
    return str(canonical.get("href")).removeprefix(ORIGIN)


def events_on(page: Element) -> list[str]:
    return [str(each.get("href")) for each in page.findall(EVENTS)]


def test_a_list_that_fits_has_no_other_pages(event: Event, client: FlaskClient) -> None:
    fill(event, y2019=2, y2020=4)

    page = read(client)

    assert len(events_on(page)) == 6
    assert page.find(PAGES) is None
    assert links(page, ".//nav[@class='years']") == {"2020": "#y2020", "2019": "#y2019"}


def test_a_page_ends_with_a_year_and_names_the_others(event: Event, client: FlaskClient) -> None:
    fill(event, y2018=2, y2019=3, y2020=4)

    first, last = read(client), read(client, "/events/?at=2019")

    assert texts(first, ".//section/h2") == ["2020"]
    assert links(first, PAGES) == {"Next page": "/events/?at=2019"}
    assert links(first, ".//nav[@class='years']") == {
        "2020": "#y2020",
        "2019": "/events/?at=2019",
        "2018": "/events/?at=2018",
    }
    assert texts(last, ".//section/h2") == ["2019", "2018"]
    assert links(last, PAGES) == {"Previous page": "/events/"}


def test_a_year_that_is_longer_goes_on_with_an_event(event: Event, client: FlaskClient) -> None:
    fill(event, y2019=1, y2020=14)

    pages = list(walked(client, "/events/", "next"))

    assert [texts(each, ".//section/h2") for each in pages] == [
        ["2020"],
        ["2020"],
        ["2020", "2019"],
    ]
    assert [len(events_on(each)) for each in pages] == [6, 6, 3]


def test_each_page_has_a_title_and_a_place_of_its_own(event: Event, client: FlaskClient) -> None:
    fill(event, y2018=2, y2019=3, y2020=4)

    pages = list(walked(client, "/events/", "next"))

    assert [text_of(page.find(".//title")) for page in pages] == [
        "All events – ASTRA events",
        "All events: 1 January 2018 – 3 January 2019 – ASTRA events",
    ]
    assert [place_of(page) for page in pages] == ["/events/", "/events/?at=2019"]


@pytest.mark.parametrize("seed", range(8))
def test_every_event_is_met_once_on_the_way_down_and_none_is_missed_on_the_way_up(
    event: Event, client: FlaskClient, seed: int
) -> None:
    chosen = random.Random(seed)
    fill(event, **{f"y{year}": chosen.randint(0, 9) for year in range(2001, 2010)})
    wanted = [f"/events/{each.slug}/" for each in past_events(utcnow())]

    down = list(walked(client, "/events/", "next"))
    urls = [str(page.find(".//link[@rel='canonical']").get("href")) for page in down]  # type: ignore[union-attr]
    up = list(
        walked(client, urls[-1].partition("://")[2].partition("/")[2].join(("/", "")), "prev")
    )

    assert [each for page in down for each in events_on(page)] == wanted
    assert {each for page in up for each in events_on(page)} == set(wanted)
    assert all(0 < len(events_on(page)) <= LENGTH for page in (*down, *up))


def test_a_page_whose_beginning_has_gone_leads_to_what_is_there(
    event: Event, client: FlaskClient
) -> None:
    fill(event, y2018=2, y2020=4)

    assert client.get("/events/?at=2019").location == "/events/?at=2018"
    assert client.get("/events/?at=2020-9999").location == "/events/?at=2020"
    assert client.get("/de/events/?at=2019").location == "/de/events/?at=2018"


def test_what_is_no_page_of_readers_begins_none(event: Event, client: FlaskClient) -> None:
    """Nobody learns by trying where a draft stands in the list."""
    fill(event, y2020=4)
    [fact] = add_events(event, [date(2020, 1, 2)])

    assert client.get(f"/events/?at=2020-{fact.id}").location == "/events/?at=2020"


@pytest.mark.parametrize("at", ["", "0", "20", "0000", "2020-", "2020-0", "x", "2017", "２０２０"])
def test_nonsense_and_years_before_all_events_are_not_found(
    event: Event, client: FlaskClient, at: str
) -> None:
    fill(event, y2018=2)

    assert texts(page_of(client.get(f"/events/?at={at}"), status=404), ".//h1") == [
        "Page not found"
    ]


def test_other_languages_show_the_same_page(event: Event, client: FlaskClient) -> None:
    fill(event, y2018=2, y2019=3, y2020=4)

    page = read(client, "/events/?at=2019")

    assert links(page, ".//nav[@class='languages']")["Deutsch"] == "/de/events/?at=2019"
