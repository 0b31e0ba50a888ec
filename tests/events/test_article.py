from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from ethreader.base.db import db
from ethreader.events.models import Event
from ethreader.events.queries import event_by_slug
from tests.conftest import make_comment
from tests.content_files import ORGANISATION, SPEAKER, event_file, take_in_all
from tests.pages import by_class, counted_queries, facts_of, links, page_of, text_of, texts

ARTICLE = "/events/meeting/"
UNKNOWN = "The new date is not known yet."
FACTS = ".//section[@class='facts']"
PEOPLE = ".//section[@aria-labelledby='people-title']"
ORGANISATIONS = ".//section[@aria-labelledby='organisations-title']"
CONFERENCE = event_file("headline: All of us", "ends: 2026-02-05", "language: de", body="").replace(
    "Meeting", "Conference"
)


def with_hours(text: str, start: str, end: str | None = None) -> str:
    lines = [f"starts: {start}", *([f"ends: {end}"] if end else []), "time_zone: Europe/Vienna"]
    return text.replace("starts: 2026-02-03", "\n".join(lines))


# --- facts --------------------------------------------------------------------------------


def test_article_shows_headline_name_summary_and_text(
    app: Flask, client: FlaskClient, tmp_path: Path
) -> None:
    text = event_file("headline: Come!", "summary: What it is.", body="One *word*.\n\n> Quoted.")
    take_in_all(tmp_path, {"meeting.md": text})

    page = page_of(client.get(ARTICLE))

    assert texts(page, ".//h1") == ["Come!"]
    assert texts(page, ".//p[@class='event-name']") == ["Meeting"]
    assert texts(page, ".//p[@class='standfirst']") == ["What it is."]
    assert texts(page, ".//div[@class='prose']/*") == ["One word.", "Quoted."]
    assert texts(page, ".//div[@class='prose']/blockquote") == ["Quoted."]
    assert texts(page, ".//title") == ["Come! – ASTRA events"]
    [description] = page.findall(".//meta[@name='description']")
    assert description.get("content") == "What it is."


def test_title_is_one_line_of_text_whatever_the_headline_holds(
    client: FlaskClient, event: Event
) -> None:
    event.headline = "Tom & <b>Jerry</b> </title><script>"
    db.session.commit()

    reply = client.get("/events/winter-meeting/comments/new").text

    title = reply.partition("<title>")[2].partition("</title>")[0]
    assert title == (
        "Leave a comment – Tom &amp; &lt;b&gt;Jerry&lt;/b&gt; &lt;/title&gt;&lt;script&gt;"
        " – ASTRA events"
    )


def test_article_without_more_facts_shows_those_it_has(
    app: Flask, client: FlaskClient, tmp_path: Path
) -> None:
    take_in_all(tmp_path, {"meeting.md": event_file()})

    page = page_of(client.get(ARTICLE))

    assert texts(page, ".//h1") == ["Meeting"]
    assert facts_of(page) == {"When": "3 February 2026", "Format": "In person"}
    assert (page.find(PEOPLE), page.find(ORGANISATIONS)) == (None, None)
    assert page.findall(".//meta[@name='description']") == []


def test_article_shows_all_facts_at_a_glance(
    app: Flask, client: FlaskClient, tmp_path: Path
) -> None:
    text = event_file(
        "attendance: both",
        "online: https://example.org/join",
        "published: 2026-01-09",
        "place:",
        "  name: Hall",
        "  address: Street 1",
        "  locality: Niš",
        "  country: RS",
    )
    take_in_all(tmp_path, {"meeting.md": with_hours(text, "2026-02-03T09:30", "2026-02-03T11:00")})

    page = page_of(client.get(ARTICLE))

    assert facts_of(page) == {
        "When": "3 February 2026, 9:30–11:00 Vienna time (CET)",
        "Where": "Hall, Street 1, Niš, Serbia",
        "Format": "In person and online – Join online",
    }
    assert links(page, FACTS) == {"Join online": "https://example.org/join"}
    [published] = page.findall(".//p[@class='published']/time")
    assert (published.get("datetime"), text_of(published)) == ("2026-01-09", "9 January 2026")


@pytest.mark.parametrize(
    ("when", "shown"),
    [
        pytest.param(["2026-02-03"], ("2026-02-03", "3 February 2026"), id="a day is a day"),
        pytest.param(
            ["2026-02-03", "2026-02-05"],
            ("2026-02-03", "3–5 February 2026"),
            id="days begin with their first",
        ),
        pytest.param(
            ["2026-02-03T09:30"],
            ("2026-02-03T09:30+01:00", "3 February 2026, from 9:30"),
            id="an hour has the offset of winter",
        ),
        pytest.param(
            ["2026-07-03T09:30", "2026-07-03T11:00"],
            ("2026-07-03T09:30+02:00", "3 July 2026, 9:30–11:00"),
            id="an hour has the offset of summer",
        ),
        pytest.param(
            ["2026-02-03T00:00"],
            ("2026-02-03T00:00+01:00", "3 February 2026, from 0:00"),
            id="midnight is an hour",
        ),
    ],
)
def test_time_element_says_when_to_machines(
    client: FlaskClient, tmp_path: Path, when: list[str], shown: tuple[str, str]
) -> None:
    take_in_all(tmp_path, {"meeting.md": with_hours(event_file(), *when)})

    [time] = page_of(client.get(ARTICLE)).findall(f"{FACTS}//time")

    assert (time.get("datetime"), text_of(time)) == shown


# --- parent and side events ---------------------------------------------------------------


def test_side_event_names_its_parent_with_its_days_and_host(
    app: Flask, client: FlaskClient, tmp_path: Path
) -> None:
    take_in_all(
        tmp_path,
        {
            "safe-house.md": ORGANISATION,
            "conference.md": CONFERENCE.replace(
                "\n---\n\n", "\norganisations:\n  - organisation: safe-house\n    role: host\n---\n"
            ),
            "meeting.md": event_file("part_of: conference"),
        },
    )

    page = page_of(client.get(ARTICLE))

    [parent] = page.findall(f"{FACTS}/dl/div[3]/dd")
    assert facts_of(page)["Part of"] == (
        "Conference All of us 3–5 February 2026, organised by Safe House"
    )
    assert parent.get("lang") == "de"
    assert text_of(page.find(".//p[@class='kicker']")) == "Side event, 3 February 2026 Past event"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param("A text.", {"Conference": "/events/conference/"}, id="a page is linked"),
        pytest.param("", {}, id="a fact is not"),
    ],
)
def test_parent_is_linked_where_it_has_a_page(
    app: Flask, client: FlaskClient, tmp_path: Path, body: str, expected: dict[str, str]
) -> None:
    parent = event_file(body=body).replace("Meeting", "Conference")
    take_in_all(
        tmp_path, {"conference.md": parent, "meeting.md": event_file("part_of: conference")}
    )

    page = page_of(client.get(ARTICLE))

    assert facts_of(page)["Part of"] == "Conference 3 February 2026"
    assert links(page, FACTS) == expected


def test_parent_lists_the_side_events_that_have_a_page(
    app: Flask, client: FlaskClient, tmp_path: Path
) -> None:
    take_in_all(
        tmp_path,
        {
            "meeting.md": event_file(),
            "a.md": event_file("part_of: meeting", "headline: A talk"),
            "b.md": event_file("part_of: meeting", "headline: A fact", body=""),
        },
    )

    page = page_of(client.get(ARTICLE))

    assert [each.slug for each in find("meeting").side_events] == ["a", "b"]
    assert links(page, ".//section[@aria-labelledby='side-title']") == {"A talk": "/events/a/"}


@pytest.mark.parametrize("path", ["", "comments", "comments/new", "comments/received"])
def test_event_without_a_text_has_no_page(
    app: Flask, client: FlaskClient, tmp_path: Path, path: str
) -> None:
    take_in_all(tmp_path, {"meeting.md": event_file(), "fact.md": event_file(body="")})

    assert page_of(client.get(f"{ARTICLE}{path}")).find(".//h1") is not None
    page = page_of(client.get(f"/events/fact/{path}"), status=404)
    assert texts(page, ".//h1") == ["Page not found"]


@pytest.mark.parametrize("slug", ["nothing", "UPPER", "a--b", "%00", "..%2fx", "x" * 5000])
def test_unknown_event_gets_a_page_that_helps(client: FlaskClient, slug: str) -> None:
    page = page_of(client.get(f"/events/{slug}/"), status=404)

    assert texts(page, ".//h1") == ["Page not found"]
    assert links(page, ".//main") == {"Go to the home page": "/"}


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_article_is_for_reading(client: FlaskClient, event: Event, method: str) -> None:
    response = client.open("/events/winter-meeting/", method=method)

    assert texts(page_of(response, status=405), ".//h1") == ["This action is not available"]
    assert set(response.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


# --- people and organisations -------------------------------------------------------------


def test_organisations_stand_in_the_order_of_their_roles(
    app: Flask, client: FlaskClient, tmp_path: Path
) -> None:
    roles = ["participant", "funder", "supporter", "co-host", "host"]
    lines = [
        line
        for role in roles
        for line in (f"  - organisation: safe-house-{role}", f"    role: {role}")
    ]
    files = {f"safe-house-{r}.md": ORGANISATION.replace("Safe House", f"House {r}") for r in roles}
    take_in_all(tmp_path, {**files, "meeting.md": event_file("organisations:", *lines)})

    page = page_of(client.get(ARTICLE))

    assert texts(page, f"{ORGANISATIONS}//li") == [
        "Organised by House host",
        "Co-organised by House co-host",
        "Supported by House supporter",
        "Funded by House funder",
        "Taking part House participant",
    ]


def test_organisation_shows_its_link_and_what_is_said_of_it(
    app: Flask, client: FlaskClient, tmp_path: Path
) -> None:
    described = ORGANISATION.replace(
        "name: Safe House\n",
        "name: Safe House\ndescription: Somewhere to sleep\nurl: https://example.org/\n",
    )
    lines = [
        *("organisations:", "  - organisation: noted", "    role: host", "    note: once more"),
        *("  - organisation: plain", "    role: host"),
    ]
    take_in_all(
        tmp_path,
        {"noted.md": described, "plain.md": described, "meeting.md": event_file(*lines)},
    )

    page = page_of(client.get(ARTICLE))

    assert texts(page, f"{ORGANISATIONS}//li") == [
        "Organised by Safe House once more",
        "Organised by Safe House Somewhere to sleep",
    ]
    assert links(page, ORGANISATIONS) == {"Safe House": "https://example.org/"}


def test_people_stand_with_role_affiliation_and_topic(
    app: Flask, client: FlaskClient, tmp_path: Path
) -> None:
    lines = [
        *("speakers:", "  - speaker: vera", "    role: Speaker"),
        *("    affiliation: Safe House", "    topic: Ein Zuhause"),
        *("  - speaker: ana", "    role: Chair"),
    ]
    take_in_all(
        tmp_path,
        {
            "vera.md": SPEAKER,
            "ana.md": SPEAKER.replace("Vera", "Ana"),
            "meeting.md": event_file("language: de", *lines),
        },
    )

    page = page_of(client.get(ARTICLE))

    assert texts(page, f"{PEOPLE}//li") == [
        "Vera Speaker · Safe House Ein Zuhause",
        "Ana Chair",
    ]
    assert links(page, PEOPLE) == {"Vera": "/speakers/vera/", "Ana": "/speakers/ana/"}
    assert [each.get("lang") for each in by_class(page, "topic")] == ["de"]


# --- status -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        ("cancelled", "This event is cancelled. It was planned for 3 February 2999."),
        (
            "postponed",
            f"This event is postponed. It was planned for 3 February 2999. {UNKNOWN}",
        ),
        ("rescheduled", "This event has a new date: 3 February 2999."),
    ],
)
def test_banner_says_what_has_changed(
    app: Flask, client: FlaskClient, tmp_path: Path, status: str, sentence: str
) -> None:
    text = event_file(f"status: {status}", "status_note: Die Halle ist zu.", "language: de")
    take_in_all(tmp_path, {"meeting.md": text.replace("2026-02-03", "2999-02-03")})

    [banner] = by_class(page_of(client.get(ARTICLE)), "banner")

    assert text_of(banner) == f"{sentence} Die Halle ist zu."
    assert (banner.get("lang"), [each.get("lang") for each in banner.iter("span")]) == (
        "en",
        ["de"],
    )


def test_planned_event_has_no_banner(client: FlaskClient, app: Flask, tmp_path: Path) -> None:
    take_in_all(tmp_path, {"meeting.md": event_file("status: planned")})

    page = page_of(client.get(ARTICLE))

    assert texts(page, ".//h1") == ["Meeting"]
    assert by_class(page, "banner") == []


def test_event_with_a_new_date_shows_the_old_ones(
    app: Flask, client: FlaskClient, tmp_path: Path
) -> None:
    moved = event_file(
        "status: rescheduled", "previously:", "  - 2026-01-03T18:00", "  - 2026-01-10"
    )
    take_in_all(tmp_path, {"meeting.md": moved})

    page = page_of(client.get(ARTICLE))

    earlier = [
        ("2026-01-03T18:00", "3 January 2026, 18:00"),
        ("2026-01-10", "10 January 2026"),
    ]
    for part in (".//div[@class='banner banner-rescheduled']", FACTS):
        struck = page.findall(f"{part}//del/time")
        assert [(each.get("datetime"), text_of(each)) for each in struck] == earlier
    assert facts_of(page)["When"] == (
        "3 February 2026 Originally 3 January 2026, 18:00 Originally 10 January 2026"
    )


@pytest.mark.parametrize(
    ("day", "tags"),
    [
        pytest.param("2999-01-01", ["Upcoming"], id="ahead"),
        pytest.param("2000-01-01", ["Past event"], id="past"),
    ],
)
def test_kicker_says_whether_it_is_coming(
    app: Flask, client: FlaskClient, tmp_path: Path, day: str, tags: list[str]
) -> None:
    take_in_all(tmp_path, {"meeting.md": event_file().replace("2026-02-03", day)})

    [kicker] = by_class(page_of(client.get(ARTICLE)), "kicker")

    assert text_of(kicker).startswith("1 January ")
    assert [text_of(each) for each in by_class(kicker, "tag")] == tags


# --- language, thread and form ------------------------------------------------------------


def test_article_is_marked_with_its_language_and_the_rest_with_the_site_s(
    app: Flask, client: FlaskClient, tmp_path: Path
) -> None:
    take_in_all(tmp_path, {"meeting.md": event_file("language: sr-Cyrl", body="Текст.")})

    page = page_of(client.get(ARTICLE))

    [article] = page.findall(".//main//article[@aria-labelledby]")
    [prose] = by_class(article, "prose")
    [kicker] = by_class(article, "kicker")
    conversation = by_class(page, "conversation")
    assert (page.get("lang"), article.get("lang")) == ("en", "sr-Cyrl")
    assert (text_of(prose), prose.get("lang"), kicker.get("lang")) == ("Текст.", None, "en")
    assert [each for part in conversation for each in article.iter() if each is part] == []


def test_facts_are_marked_with_the_language_in_which_they_are_worded(
    app: Flask, client: FlaskClient, tmp_path: Path
) -> None:
    """“When”, “3 February 2026” and “In person” are English, whatever the article is."""
    take_in_all(tmp_path, {"meeting.md": event_file("language: sr-Cyrl", body="Текст.")})

    page = page_of(client.get(ARTICLE))

    marked = [
        each.get("lang")
        for each in page.iter()
        if each.get("lang") and page.find(FACTS) in list(each.iter())
    ]
    assert facts_of(page)["Format"] == "In person"
    assert marked[-1] == "en"


def test_open_article_has_the_form_and_replies(
    app: Flask, client: FlaskClient, event: Event
) -> None:
    make_comment(event)

    page = page_of(client.get("/events/winter-meeting/"))

    assert [each.get("action") for each in page.iter("form")] == ["/events/winter-meeting/comments"]
    assert texts(page, ".//p[@class='comment-actions']") == [
        "Reply to Mira Report the comment by Mira"
    ]
    # Of which a script makes a button where a passage is marked.
    assert texts(page, ".//template[@id='quote-button']/button") == [
        "Quote the selected passage from"
    ]
    assert by_class(page, "closed") == []


def test_closed_article_shows_its_thread_without_a_form(
    app: Flask, client: FlaskClient, tmp_path: Path
) -> None:
    take_in_all(tmp_path, {"meeting.md": event_file()})
    make_comment(find("meeting"))
    take_in_all(tmp_path, {"meeting.md": event_file("comments: closed")})

    page = page_of(client.get(ARTICLE))

    assert [text_of(each) for each in by_class(page, "comment-body")] == ["Well said."]
    assert [text_of(each) for each in by_class(page, "closed")] == [
        "Comments on this event are closed. You can still read them."
    ]
    assert list(page.iter("form")) == []
    assert texts(page, ".//p[@class='comment-actions']") == ["Report the comment by Mira"]


@pytest.mark.parametrize(
    ("count", "heading"),
    [
        pytest.param(0, "Comments", id="an empty thread has no number"),
        pytest.param(1, "1 comment", id="one"),
        pytest.param(3, "3 comments", id="three"),
    ],
)
def test_thread_says_how_long_it_is(
    app: Flask, client: FlaskClient, event: Event, count: int, heading: str
) -> None:
    for number in range(count):
        make_comment(event, body=f"Number {number}.")

    page = page_of(client.get("/events/winter-meeting/"))

    assert texts(page, ".//section[@id='comments']/h2") == [heading]
    assert [text_of(each) for each in by_class(page, "comment-body")] == [
        f"Number {number}." for number in range(count)
    ]
    assert [text_of(each) for each in by_class(page, "empty")] == (
        [] if count else ["No comments yet. Be the first."]
    )


def test_article_leads_back_to_its_top(client: FlaskClient, event: Event) -> None:
    page = page_of(client.get("/events/winter-meeting/"))

    assert links(page, ".//p[@class='to-top']") == {"↑ Scroll to top": "#top"}
    assert [each.tag for each in page.iter() if each.get("id") == "top"] == ["body"]


def test_article_with_one_and_with_three_of_all_takes_as_many_queries(
    app: Flask, client: FlaskClient, tmp_path: Path
) -> None:
    def grow(numbers: range) -> None:
        files, organisations, speakers = {}, ["organisations:"], ["speakers:"]
        for number in range(numbers.stop):
            files[f"house-{number}.md"] = ORGANISATION
            files[f"vera-{number}.md"] = SPEAKER
            files[f"side-{number}.md"] = event_file("part_of: meeting")
            organisations += [f"  - organisation: house-{number}", "    role: host"]
            speakers += [f"  - speaker: vera-{number}", "    role: Speaker"]
        files["conference.md"] = CONFERENCE
        files["meeting.md"] = event_file("part_of: conference", *organisations, *speakers)
        take_in_all(tmp_path, files)
        for number in numbers:
            first = make_comment(find("meeting"), body=f"{number}")
            make_comment(find("meeting"), body=f"{number}", answering=first)

    grow(range(1))
    with counted_queries() as one:
        page_with_one = page_of(client.get(ARTICLE))
    grow(range(1, 3))
    with counted_queries() as three:
        page_with_three = page_of(client.get(ARTICLE))

    for part in (
        f"{PEOPLE}//li",
        f"{ORGANISATIONS}//li",
        ".//section[@aria-labelledby='side-title']//li",
    ):
        assert (len(texts(page_with_one, part)), len(texts(page_with_three, part))) == (1, 3)
    assert [len(by_class(page, "comment")) for page in (page_with_one, page_with_three)] == [2, 6]
    assert len(three) == len(one)


def find(slug: str) -> Event:
    event = event_by_slug(slug)
    assert event is not None
    return event
