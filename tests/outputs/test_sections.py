"""The sections of an article: ids, contents, reading time; and the aids that stand beside them."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from ethreader.outputs.sections import in_sections
from tests.conftest import EVENT_FILE, make_event
from tests.pages import by_class, links, page_of, text_of

MAIN = "/events/unconditional-support-and-residence/"


def ids_of(*titles: str) -> list[str]:
    html = "".join(f"<h2>{title}</h2>" for title in titles)
    return [each.id for each in in_sections(html, lambda _: "").sections]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        pytest.param("What is wrong today", "s-what-is-wrong-today", id="words"),
        pytest.param("Šta каже закон?", "s-sta-kaze-zakon", id="marks and scripts are folded"),
        pytest.param("<em>Two</em> &amp; three", "s-two-three", id="marks of the text are not"),
        pytest.param("مرحبا", "s", id="a script without Latin letters"),
        pytest.param("", "s", id="nothing"),
        pytest.param("comments", "s-comments", id="an id that the page has"),
        pytest.param("x" * 200, f"s-{'x' * 60}", id="a long one"),
    ],
)
def test_id_tells_of_its_heading(title: str, expected: str) -> None:
    assert ids_of(title) == [expected]


def test_no_two_headings_share_an_id() -> None:
    assert ids_of("One", "One", "One", "One 2") == ["s-one", "s-one-2", "s-one-3", "s-one-2-2"]


def test_link_stands_within_its_heading() -> None:
    text = in_sections("<h3>One</h3>\n<p>Two.</p>", lambda name: f"<a href='#{name}'>#</a>")

    assert text.html == "<h3 id=\"s-one\">One&nbsp;<a href='#s-one'>#</a></h3>\n<p>Two.</p>"


@pytest.mark.parametrize(
    ("words", "minutes"), [(0, 1), (1, 1), (299, 1), (301, 2), (1000, 5)], ids=str
)
def test_reading_time_follows_the_words(words: int, minutes: int) -> None:
    assert in_sections(f"<p>{'word ' * words}</p>", lambda _: "").minutes == minutes


@pytest.mark.parametrize(
    ("headings", "words", "listed"),
    [
        pytest.param(3, 400, 3, id="long, and in sections"),
        pytest.param(2, 400, 0, id="few sections"),
        pytest.param(3, 40, 0, id="short"),
    ],
)
def test_contents_stand_where_they_help(headings: int, words: int, listed: int) -> None:
    html = "<h2>One</h2><h3>Below</h3>" * headings + f"<p>{'word ' * words}</p>"

    assert len(in_sections(html, lambda _: "").contents) == listed


def test_article_leads_to_its_sections(reader: FlaskClient) -> None:
    page = page_of(reader.get(MAIN))
    [contents] = by_class(page, "contents")
    titles = ("What is wrong today", "What the law already says", "What the side event does")

    expected = {title: f"#s-{title.lower().replace(' ', '-')}" for title in titles}
    expected["ASTRA’s part"] = "#s-astras-part"
    assert links(contents) == expected
    for target in expected.values():
        [heading] = page.findall(f".//*[@id='{target[1:]}']")
        assert links(heading) == {"#": target}
    assert text_of(by_class(page, "reading")[0]) == "· 2 minutes to read"


def test_upcoming_event_can_be_added_to_a_calendar(reader: FlaskClient) -> None:
    page = page_of(reader.get("/events/example-evening-for-volunteers/"))

    path = "/events/example-evening-for-volunteers/calendar.ics"
    assert links(page, ".//section[@class='facts']")["Add to calendar"] == path
    [own] = page.findall(".//*[@data-begins]")
    assert own.attrib["data-words"] == "{} in your time zone"
    assert own.attrib["data-begins"].endswith("T18:00+01:00")
    assert own.attrib["data-until"].endswith("T20:30+01:00")


@pytest.mark.parametrize("slug", ["example-cancelled-training", MAIN.split("/")[2]])
def test_event_that_is_off_or_over_cannot(reader: FlaskClient, slug: str) -> None:
    assert "calendar.ics" not in reader.get(f"/events/{slug}/").text


def test_postponed_event_tells_no_hour_of_a_reader(reader: FlaskClient) -> None:
    page = reader.get("/events/example-postponed-lecture/").text

    assert "data-begins=" not in page


def test_day_alone_has_no_hour_of_a_reader(app: Flask, tmp_path: Path, clock: object) -> None:
    text = EVENT_FILE.replace("T18:00", "").replace("T20:00", "")
    make_event(tmp_path, "winter-meeting", text)

    page = app.test_client().get("/events/winter-meeting/").text

    assert "Add to calendar" in page
    assert "data-begins=" not in page


def test_what_a_script_has_to_do_is_hidden_without_it(reader: FlaskClient) -> None:
    buttons = by_class(page_of(reader.get(MAIN)), "share")[0].findall(".//button")

    assert [(text_of(each), "hidden" in each.attrib) for each in buttons] == [
        ("Share", True),
        ("Copy link", True),
    ]


def test_archive_leads_to_calendar_and_feed(reader: FlaskClient) -> None:
    page = page_of(reader.get("/events/"))

    assert links(page, ".//p[@class='follow']") == {
        "Subscribe in your calendar": "webcal://127.0.0.1:8000/events.ics",
        "Calendar file": "/events.ics",
        "Follow by feed reader": "/feed.xml",
    }
