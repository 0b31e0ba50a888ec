"""Structured data of articles and speakers, read by `extruct`."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given

from ethreader.base.db import begin_write_transaction, db
from ethreader.events.choices import Attendance, Status
from ethreader.events.models import Event
from ethreader.events.page_queries import Surroundings
from ethreader.events.queries import event_by_slug, latest_changed
from ethreader.outputs.event_data_page import event_data
from ethreader.outputs.linked_data_page import linked_data
from ethreader.screening.contact_details import has_email
from ethreader.speakers.models import Speaker
from ethreader.speakers.queries import all_speakers
from tests.conftest import EVENT_FILE, make_event
from tests.outputs.examples import events
from tests.outputs.structured import faults, missing_advice, thing_on, things_on

MAIN = "/events/unconditional-support-and-residence/"
NOBODY = Surroundings(speaking=[], behind=[], hosts_of_parent=[], side_events=[])


def event_of(client: FlaskClient, slug: str) -> Any:
    return thing_on(client.get(f"/events/{slug}/").text, "Event")


def test_every_event_of_the_demo_keeps_to_the_schema(reader: FlaskClient) -> None:
    slugs = [event.slug for event in latest_changed(limit=50)]
    advice = {}
    for slug in slugs:
        page = reader.get(f"/events/{slug}/").text
        told = json.dumps(things_on(page), ensure_ascii=False)
        assert not has_email(told), slug
        assert [fault for thing in things_on(page) for fault in faults(thing)] == [], slug
        advice[slug] = missing_advice(thing_on(page, "Event"))

    assert len(slugs) == 8
    # Nobody speaks at them, or nobody knows when they end.
    assert set().union(*advice.values()) <= {"performer", "endDate"}
    assert advice["unconditional-support-and-residence"] == set()


def test_side_event_is_told_with_all_who_are_behind_it(reader: FlaskClient) -> None:
    told = thing_on(reader.get(MAIN).text, "Event")

    assert told["startDate"] == "2022-04-05T09:30+02:00"
    assert told["endDate"] == "2022-04-05T11:00+02:00"
    assert told["eventStatus"] == "https://schema.org/EventScheduled"
    assert told["eventAttendanceMode"] == "https://schema.org/OfflineEventAttendanceMode"
    assert told["location"] == {
        "@type": "Place",
        "name": "Vienna, Austria",
        "address": {"@type": "PostalAddress", "addressLocality": "Vienna", "addressCountry": "AT"},
    }
    assert [each["name"] for each in told["organizer"]] == [
        *("La Strada International", "LEFÖ-IBF", "PICUM")
    ]
    assert told["sponsor"]["name"] == "Council of Europe / GRETA Secretariat"
    assert told["performer"] == {
        "@type": "Person",
        "name": "Marija Andjelković",
        "url": "http://127.0.0.1:8000/speakers/marija-andjelkovic/",
    }
    parent = told["superEvent"]
    assert (parent["startDate"], parent["endDate"]) == ("2022-04-04", "2022-04-06")
    assert "OSCE" in parent["organizer"]["name"]
    assert "url" not in parent  # It has no page.


def test_event_that_was_moved_tells_its_old_date(reader: FlaskClient) -> None:
    told = event_of(reader, "example-moved-workshop")

    assert told["eventStatus"] == "https://schema.org/EventRescheduled"
    assert re.fullmatch(r"\d{4}-04-08T09:00\+02:00", told["previousStartDate"])
    assert re.fullmatch(r"\d{4}-04-22T09:00\+02:00", told["startDate"])


@pytest.mark.parametrize(
    ("slug", "status"),
    [
        ("example-cancelled-training", "EventCancelled"),
        ("example-postponed-lecture", "EventPostponed"),
    ],
)
def test_event_that_is_off_keeps_its_date_and_place(
    reader: FlaskClient, slug: str, status: str
) -> None:
    told = event_of(reader, slug)

    assert told["eventStatus"] == f"https://schema.org/{status}"
    assert told["startDate"]
    assert told["location"]["@type"] == "Place"
    assert "previousStartDate" not in told


def test_event_in_a_room_and_online_is_told_in_both(reader: FlaskClient) -> None:
    told = event_of(reader, "example-evening-for-volunteers")

    assert told["eventAttendanceMode"] == "https://schema.org/MixedEventAttendanceMode"
    assert [each["@type"] for each in told["location"]] == ["Place", "VirtualLocation"]
    assert told["location"][1]["url"] == "https://example.org/join"
    assert told["funder"]["@type"] == "Organization"


def test_hour_that_nobody_knows_is_not_told(reader: FlaskClient) -> None:
    told = event_of(reader, "example-round-table")

    assert (told["startDate"], told["endDate"]) == ("2023-05-11", "2023-05-11")


def test_parent_with_a_page_tells_of_its_side_event(app: Flask, tmp_path: Path) -> None:
    make_event(tmp_path, "winter-meeting", EVENT_FILE)
    side = EVENT_FILE.replace("Winter meeting", "Side room").replace(
        "kind: event", "kind: event\npart_of: winter-meeting\nplace:\n  locality: Niš"
    )
    make_event(tmp_path, "side-room", side)

    told = event_of(app.test_client(), "winter-meeting")["subEvent"]

    assert list(faults(told)) == []
    assert (told["name"], told["url"]) == (
        "Side room",
        "http://127.0.0.1:8000/events/side-room/",
    )


def test_speaker_is_told_without_a_way_to_reach_them(app: Flask) -> None:
    begin_write_transaction()
    speaker = Speaker(
        slug="mira",
        name="Mira </script><script>alert(1)</script>",
        headline="Write to mira@example.org",
        language="en",
        links=[
            {"label": "Site", "url": "https://example.org/mira"},
            {"label": "Mail", "url": "https://example.org/?to=mira@example.org"},
        ],
        body="",
        body_html="",
    )
    db.session.add(speaker)
    db.session.commit()

    page = app.test_client().get("/speakers/mira/").text

    person = thing_on(page, "ProfilePage")["mainEntity"]
    assert person == {
        "@type": "Person",
        "name": speaker.name,
        "url": "http://127.0.0.1:8000/speakers/mira/",
        "sameAs": ["https://example.org/mira"],
    }
    assert "<script>alert" not in page


def test_every_speaker_of_the_demo_keeps_to_the_schema(reader: FlaskClient) -> None:
    for speaker in all_speakers():
        page = reader.get(f"/speakers/{speaker.slug}/").text
        assert [thing["@type"] for thing in things_on(page)] == ["ProfilePage", "BreadcrumbList"]
        assert [fault for thing in things_on(page) for fault in faults(thing)] == []


def test_breadcrumbs_lead_from_the_home_page_in_the_language_of_the_page(
    reader: FlaskClient,
) -> None:
    crumbs = thing_on(reader.get(f"/de{MAIN}").text, "BreadcrumbList")["itemListElement"]

    assert [crumb["item"] for crumb in crumbs] == [
        f"http://127.0.0.1:8000/de{path}" for path in ("/", "/events/", MAIN)
    ]
    assert crumbs[1]["name"] == "Alle Veranstaltungen"


@pytest.mark.parametrize("path", ["/", "/events/", "/speakers/", "/privacy"])
def test_lists_tell_of_no_event(reader: FlaskClient, path: str) -> None:
    assert things_on(reader.get(path).text) == []


@pytest.mark.parametrize("text", ["</script><script>alert(1)", "<!--<script>", "a & b", "\u2028"])
def test_no_text_ends_the_block(app: Flask, text: str) -> None:
    block = linked_data({"@type": "Event", "name": text})

    inside = block.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert not set("<>&\u2028") & set(inside)
    assert json.loads(inside)["@graph"][0]["name"] == text


def test_every_event_that_has_a_place_keeps_to_the_schema(app: Flask) -> None:
    with app.test_request_context():

        @given(events())
        def keeps_to_the_schema(event: Event) -> None:
            told = event_data(event, event, NOBODY, share_picture="")
            found = list(faults(told))
            has_place = any((event.place_name, event.place_locality, event.place_country))
            is_somewhere = has_place or event.attendance is not Attendance.IN_PERSON
            assert found == ([] if is_somewhere else ["Event: no location"])
            assert "T00:00:00" not in json.dumps(told)
            assert ("previousStartDate" in told) == (event.status is Status.RESCHEDULED)
            assert ("T" in told["startDate"]) == (event.starts_at is not None)

        keeps_to_the_schema()


def test_schema_finds_what_is_wrong() -> None:
    wrong = {
        "@type": "Event",
        "name": "",
        "startDate": "2026-02-03T18:00",
        "email": "a@example.org",
        "location": {"@type": "Place", "name": "House"},
    }

    assert list(faults(wrong)) == [
        "Event: no name",
        "Event: email",
        "Event.name: ''",
        "Event.startDate: '2026-02-03T18:00'",
        "Event.location.Place: no address",
    ]


def test_fact_that_is_no_page_is_told_nowhere_by_itself(reader: FlaskClient) -> None:
    assert event_by_slug("22nd-alliance-conference") is not None
    assert reader.get("/events/22nd-alliance-conference/").status_code == 404
