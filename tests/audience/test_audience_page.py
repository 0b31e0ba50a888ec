"""The moderation page's page about the readers."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.audience.readers import store
from tests.conftest import make_app
from tests.pages import page_of, text_of, texts
from tests.times import utcnow
from tests.visitors import HTMX, signed_in_as, with_visitors

PAGE = "/moderation/audience"


@pytest.fixture
def today() -> date:
    return utcnow().date()


def fill(today: date) -> None:
    """Store numbers whose small ones are unlike any other text of the page."""
    store(today - timedelta(days=1), views=437, visitors=112)
    store(today - timedelta(days=2), views=7, visitors=3)
    store(today - timedelta(days=30), views=617, visitors=223)
    store(today - timedelta(days=31), views=9_999, visitors=9_999)
    store(today, views=8_888, visitors=8_888)
    for path, views in {"/": 401, "/events/winter-meeting/": 333, "/speakers/": 4}.items():
        store(today - timedelta(days=1), path, views=views, visitors=views)


@pytest.mark.parametrize("headers", [HTMX, {}], ids=["with htmx", "without htmx"])
def test_strangers_are_sent_to_the_door(client: FlaskClient, headers: dict[str, str]) -> None:
    response = client.get(PAGE, headers=headers)

    where = response.headers.get("HX-Redirect") or response.headers["Location"]
    assert where == "/moderation/login"
    assert response.text.count("visitors") == 0


def test_it_takes_no_post(moderator_client: FlaskClient) -> None:
    response = moderator_client.post(PAGE)

    page_of(response, status=405)
    assert set(response.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


def test_the_moderation_page_leads_to_it(moderator_client: FlaskClient) -> None:
    page = page_of(moderator_client.get(PAGE))

    [link] = page.findall(".//nav[@aria-label='Moderation']//a[@aria-current]")
    assert (text_of(link), link.get("href")) == ("Visitors", PAGE)


def test_an_empty_site_says_when_there_will_be_something(moderator_client: FlaskClient) -> None:
    page = page_of(moderator_client.get(PAGE))

    assert texts(page, ".//h1") == ["Visitors"]
    [empty] = texts(page, ".//p[@class='empty']")
    assert "come back tomorrow" in empty
    assert page.findall(".//table") == []


def test_table_and_picture_tell_the_same(moderator_client: FlaskClient, today: date) -> None:
    fill(today)

    page = page_of(moderator_client.get(PAGE))

    rows = [texts(row, "*") for row in page.findall(".//section[@aria-labelledby='numbers']//tr")]
    assert rows[0] == ["Day", "Visitors", "Views"]
    assert [row[1:] for row in rows[1:3]] == [["110", "435"], ["under 5", "5"]]
    assert rows[30][1:] == ["220", "615"]
    assert {tuple(row[1:]) for row in rows[3:30]} == {("under 5", "under 5")}
    bars = [
        text.rpartition(": ")[2]
        for text in re.findall(r"<title>(.*?)</title>", _svg(moderator_client))
    ]
    assert bars == [f"{row[1]} visitors" for row in reversed(rows[1:])]


def test_the_most_read_pages_are_listed(moderator_client: FlaskClient, today: date) -> None:
    fill(today)

    page = page_of(moderator_client.get(PAGE))

    rows = [texts(row, "*") for row in page.findall(".//section[@aria-labelledby='pages']//tr")]
    assert rows == [
        ["Page", "Views"],
        ["Home", "400"],
        ["/events/winter-meeting/", "330"],
    ]


def test_no_true_number_stands_in_the_page(moderator_client: FlaskClient, today: date) -> None:
    fill(today)

    html = moderator_client.get(PAGE).text

    for number in ("437", "112", "617", "223", "401", "333", "9,999", "9999", "8,888", "8888"):
        assert not re.search(rf"(?<![\d/]){number}(?!\d)", _without_addresses(html)), number


def test_the_picture_is_read_out_and_needs_no_inline_style(
    moderator_client: FlaskClient, today: date
) -> None:
    fill(today)

    svg = _svg(moderator_client)

    assert 'role="img"' in svg
    assert 'aria-labelledby="chart-title chart-desc"' in svg
    assert '<title id="chart-title">' in svg
    assert '<desc id="chart-desc">' in svg
    assert "style" not in svg
    assert svg.count("<rect") == 30


def test_tables_say_what_they_are(moderator_client: FlaskClient, today: date) -> None:
    fill(today)

    page = page_of(moderator_client.get(PAGE))

    assert len(texts(page, ".//table/caption")) == 2
    assert {head.get("scope") for head in page.findall(".//thead//th")} == {"col"}
    assert {head.get("scope") for head in page.findall(".//tbody//th")} == {"row"}


def test_it_stays_out_of_caches(moderator_client: FlaskClient) -> None:
    assert moderator_client.get(PAGE).headers["Cache-Control"] == "no-store"


def test_it_says_when_counting_is_off(tmp_path: Path) -> None:
    app: Flask = with_visitors(make_app(tmp_path / "off", ETHREADER_COUNTING="off"))
    with app.app_context():
        page = page_of(signed_in_as(app, "Ana").get(PAGE))

    [note] = texts(page, ".//p[@class='counting-note']")
    assert note.startswith("Counting is off")


def _svg(moderator_client: FlaskClient) -> str:
    found = re.search(r"<svg.*?</svg>", moderator_client.get(PAGE).text, re.DOTALL)
    assert found
    return found[0]


def _without_addresses(html: str) -> str:
    """Leave out what may hold any digits: fingerprints of files, tokens, the picture's units."""
    return re.sub(r'(href|src|value|x|y|height|integrity|viewBox)="[^"]*"', "", html)
