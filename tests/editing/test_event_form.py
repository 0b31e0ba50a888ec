"""An event from nothing to its end, written without a script: all that it names made in place."""

from pathlib import Path
from xml.etree.ElementTree import Element

from flask import Flask
from flask.testing import FlaskClient

from ethreader.events.models import Event
from ethreader.events.queries import all_organisations, event_by_slug
from ethreader.speakers.queries import all_speakers
from tests.content_files import take_in_all
from tests.editing.filled import fields_of, press
from tests.editing.writing import CONTENT
from tests.pages import by_class, facts_of, links, page_of, text_of, texts
from tests.publishing.pages import FILES as MEETING_AND_VERA

WHEN = {
    "starts.day": "2999-04-05",
    "starts.hour": "09:30",
    "ends.hour": "11:00",
    "time_zone": "Europe/Vienna",
}
OTHER = "---\nkind: event\nname: Other\nstarts: 2026-03-04\n---\nText.\n"
FILES = {**MEETING_AND_VERA, "other.md": OTHER}
PARENT = {
    "new_parent.name": "22nd Conference",
    "new_parent.starts.day": "2999-04-04",
    "new_parent.ends.day": "2999-04-06",
}


def begun(client: FlaskClient) -> Element:
    return page_of(client.get(f"{CONTENT}/events/new"))


def said(page: Element) -> str:
    return text_of(by_class(page, "when-said")[0])


def problems(page: Element) -> list[str]:
    return texts(page, ".//div[@class='error-summary']//li")


def test_dates_are_said_in_words_while_they_are_typed(editor_client: FlaskClient) -> None:
    page = press(editor_client, begun(editor_client), "save", {"name": "Meeting", **WHEN})

    assert said(page) == "Readers will see: 5 April 2999, 9:30–11:00, Vienna time (CEST)"
    held = fields_of(page)
    assert (held["f.starts.day"], held["f.starts.hour"]) == ("2999-04-05", "09:30")
    assert (held["f.ends.day"], held["f.ends.hour"]) == ("", "11:00")
    page = press(editor_client, page, "save", {"starts.hour": "", "ends.hour": ""})
    assert said(page) == "Readers will see: 5 April 2999"
    page = press(editor_client, page, "save", {"ends.day": "2999-04-01"})
    assert said(page) == ""


def test_script_asks_for_the_same_words(editor_client: FlaskClient) -> None:
    token = fields_of(begun(editor_client))["csrf_token"]
    typed = {f"f.{name}": text for name, text in WHEN.items()} | {"csrf_token": token}

    words = editor_client.post(f"{CONTENT}/when", data=typed).text

    assert "5 April 2999, 9:30–11:00, Vienna time (CEST)" in words


def test_what_a_field_for_dates_cannot_hold_stays_as_it_was_typed(
    editor_client: FlaskClient,
) -> None:
    typed = {"name": "Meeting", "starts.day": "5 April", "starts.hour": "half past nine"}

    page = press(editor_client, begun(editor_client), "publish", typed, status=422)

    held = fields_of(page)
    assert (held["f.starts.day"], held["f.starts.hour"]) == ("5 April", "half past nine")
    assert problems(page)[0].startswith("Begins: Give a day like 2022-04-05")


def test_event_is_published_with_all_that_it_names_made_in_place(
    editor_client: FlaskClient,
) -> None:
    client = editor_client
    typed = {"name": "Lunch", "headline": "Ручак у Бечу", **WHEN, **PARENT}
    page = press(client, begun(client), "make:part_of", typed)
    assert fields_of(page)["f.part_of"] == "22nd Conference (2999)"
    page = press(client, page, "add:organisations")
    named = {"organisations.1.organisation": "Safe House", "organisations.1.role": "host"}
    page = press(client, page, "make:organisations.1", named)
    for number, name in ((1, "Vera Đ."), (2, "Ana B.")):
        page = press(client, page, "add:speakers")
        named = {f"speakers.{number}.speaker": name, f"speakers.{number}.role": "Speaker"}
        page = press(client, page, f"make:speakers.{number}", named)
    page = press(client, page, "up:speakers.2", {"body": "A text."})
    assert fields_of(page)["f.speakers.1.speaker"] == "Ana B."
    [focused] = [each for each in page.iter("button") if each.get("autofocus") is not None]
    assert focused.get("value") == "up:speakers.1"

    press(client, page, "publish")

    event = event_by_slug("rucak-u-becu")
    assert event is not None
    assert event.parent is not None
    assert (event.parent.slug, event.parent.has_page) == ("22nd-conference", False)
    assert [each.organisation.name for each in event.involvements] == ["Safe House"]
    assert [each.speaker.name for each in event.appearances] == ["Ana B.", "Vera Đ."]
    assert [each.slug for each in all_speakers()] == ["ana-b", "vera-dj"]
    assert [each.slug for each in all_organisations()] == ["safe-house"]
    form = page_of(client.get(f"{CONTENT}/events/{event.id}/"))
    assert fields_of(form)["f.speakers.2.speaker"] == "Vera Đ."
    assert facts_of(page_of(client.get("/events/rucak-u-becu/")))["Part of"].startswith("22nd")


def test_name_that_is_not_there_is_told_at_its_place(editor_client: FlaskClient) -> None:
    page = press(editor_client, begun(editor_client), "add:speakers")
    named = {"speakers.1.speaker": "Nobody", "speakers.1.role": "Speaker", "part_of": "Nothing"}
    page = press(editor_client, page, "publish", {"name": "Lunch", **WHEN, **named}, status=422)

    assert problems(page) == [
        "Part of: There is no event of this name. Choose one from the list, or make it.",
        (
            "Speakers, 1: Speaker: There is no speaker of this name. Choose one from the list, or "
            "press “Add as new”."
        ),
    ]
    assert make_button(page).get("hidden") is None


def test_larger_event_that_cannot_be_made_comes_back_as_typed(editor_client: FlaskClient) -> None:
    typed = {"name": "Lunch", **WHEN, "new_parent.name": "22nd Conference"}

    page = press(editor_client, begun(editor_client), "make:part_of", typed, status=422)

    assert fields_of(page)["new_parent.name"] == "22nd Conference"
    assert "Begins: Fill this in." in text_of(by_class(page, "notice")[0])


def test_names_are_found_in_any_script(editor_client: FlaskClient) -> None:
    page = press(editor_client, begun(editor_client), "add:speakers")
    page = press(editor_client, page, "make:speakers.1", {"speakers.1.speaker": "Вера Ђ."})
    for typed, is_known in (("vera dj", True), ("Vera Đ.", True), ("Vera", False)):
        page = press(editor_client, page, "save", {"speakers.1.speaker": typed})
        assert (make_button(page).get("hidden") is not None) == is_known


def test_preview_shows_the_article_and_stores_nothing(editor_client: FlaskClient) -> None:
    page = press(editor_client, begun(editor_client), "make:part_of", {**WHEN, **PARENT})
    page = press(editor_client, page, "add:speakers")
    named = {"speakers.1.speaker": "Vera Đ.", "speakers.1.role": "Speaker"}
    page = press(editor_client, page, "make:speakers.1", named)

    seen = press(editor_client, page, "preview", {"name": "Lunch", "body": "A **text**."})

    assert texts(seen, ".//h1") == ["Lunch"]
    assert texts(seen, ".//strong") == ["text"]
    facts = facts_of(seen)
    assert facts["Part of"].startswith("22nd Conference")
    assert facts["Speakers"] == "Vera Đ."
    assert event_by_slug("lunch") is None


def test_preview_leads_on_and_is_in_the_language_of_the_text(
    app: Flask, editor_client: FlaskClient, tmp_path: Path
) -> None:
    take_in_all(tmp_path, FILES)
    meeting = event_by_slug("meeting")
    assert meeting is not None
    url = f"{CONTENT}/events/{meeting.id}/"
    typed = {"language": "de", "body": "Guten Tag, Vera Markedperson.", "status": "cancelled"}

    seen = press(editor_client, page_of(editor_client.get(url)), "preview", typed)

    assert seen.get("lang") == "de"
    assert "abgesagt" in text_of(by_class(seen, "banner")[0])
    prose = links(seen, ".//div[@class='prose']")
    assert prose == {"Vera Markedperson": "/speakers/vera/"}
    assert "/events/other/" in links(seen, ".//section[@class='onward']").values()
    [bar] = by_class(seen, "preview-bar")
    assert (bar.get("lang"), list(links(bar, "."))) == ("en", ["Back to the form"])
    new = press(editor_client, begun(editor_client), "preview", {"name": "New", **WHEN})
    assert texts(new, ".//h1") == ["New"]


def test_old_web_address_leads_to_the_new_one(editor_client: FlaskClient, event: Event) -> None:
    page = page_of(editor_client.get(f"{CONTENT}/events/{event.id}/"))

    press(editor_client, page, "publish", {"slug": "summer-meeting"})

    response = editor_client.get(f"/events/{event.slug}/")
    assert response.status_code in {301, 308}
    assert response.location.endswith("/events/summer-meeting/")


def make_button(page: Element) -> Element:
    [button] = [b for b in page.iter("button") if b.get("value") == "make:speakers.1"]
    return button
