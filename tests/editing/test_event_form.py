"""An event from nothing to its end, written without a script: all that it names made in place."""

from flask.testing import FlaskClient

from ethreader.events.models import Event
from ethreader.events.queries import all_organisations, event_by_slug
from ethreader.speakers.queries import all_speakers
from tests.editing.filled import fields_of, press
from tests.editing.writing import CONTENT
from tests.pages import Element, by_class, facts_of, page_of, text_of, texts

WHEN = {
    "starts__day": "2999-04-05",
    "starts__hour": "09:30",
    "ends__hour": "11:00",
    "time_zone": "Europe/Vienna",
}


def begun(client: FlaskClient) -> Element:
    return page_of(client.get(f"{CONTENT}/events/new"))


def said(page: Element) -> str:
    return text_of(by_class(page, "when-said")[0])


def problems(page: Element) -> list[str]:
    return texts(page, ".//div[@class='error-summary']//li")


def test_dates_are_said_in_words_while_they_are_typed(editor_client: FlaskClient) -> None:
    page = press(editor_client, begun(editor_client), "save", name="Meeting", **WHEN)

    assert said(page) == "Readers will see: 5 April 2999, 9:30–11:00, Vienna time (CEST)"
    held = fields_of(page)
    assert (held["f.starts.day"], held["f.starts.hour"]) == ("2999-04-05", "09:30")
    assert (held["f.ends.day"], held["f.ends.hour"]) == ("", "11:00")
    page = press(editor_client, page, "save", starts__hour="", ends__hour="")
    assert said(page) == "Readers will see: 5 April 2999"
    page = press(editor_client, page, "save", ends__day="2999-04-01")
    assert said(page) == ""


def test_what_a_field_for_dates_cannot_hold_stays_as_it_was_typed(
    editor_client: FlaskClient,
) -> None:
    page = press(
        editor_client,
        begun(editor_client),
        "publish",
        422,
        name="Meeting",
        starts__day="5 April",
        starts__hour="half past nine",
    )

    held = fields_of(page)
    assert held["f.starts.day"] + "|" + held["f.starts.hour"] == "5 April|half past nine"
    assert problems(page)[0].startswith("Begins: Give a day like 2022-04-05")


def test_event_is_published_with_all_that_it_names_made_in_place(
    editor_client: FlaskClient,
) -> None:
    client = editor_client
    page = press(client, begun(client), "save", name="Lunch", headline="Ручак у Бечу", **WHEN)
    page = press(
        client,
        page,
        "make:part_of",
        new_parent__name="22nd Conference",
        new_parent__starts__day="2999-04-04",
        new_parent__ends__day="2999-04-06",
    )
    assert fields_of(page)["f.part_of"] == "22nd Conference (2999)"
    page = press(client, page, "add:organisations")
    page = press(client, page, "save", organisations__1__organisation="Safe House")
    page = press(client, page, "make:organisations.1", organisations__1__role="host")
    for number, name in ((1, "Vera Đ."), (2, "Ana B.")):
        page = press(client, page, "add:speakers")
        typed = {f"speakers__{number}__speaker": name, f"speakers__{number}__role": "Speaker"}
        page = press(client, page, f"make:speakers.{number}", **typed)
    page = press(client, page, "up:speakers.2", body="A text.")
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
    page = press(
        editor_client,
        page,
        "publish",
        422,
        name="Lunch",
        part_of="No such thing",
        speakers__1__speaker="Nobody",
        speakers__1__role="Speaker",
        **WHEN,
    )

    assert problems(page) == [
        "Part of: There is no event of this name. Choose one from the list, or make it.",
        (
            "Speakers, 1: Speaker: There is no speaker of this name. Choose one from the list, or "
            "press “Add as new”."
        ),
    ]
    [make] = [b for b in page.iter("button") if (b.get("value") or "").startswith("make:speakers")]
    assert make.get("hidden") is None


def test_larger_event_that_cannot_be_made_comes_back_as_typed(
    editor_client: FlaskClient,
) -> None:
    page = press(editor_client, begun(editor_client), "save", name="Lunch", **WHEN)
    page = press(editor_client, page, "make:part_of", 422, new_parent__name="22nd Conference")

    assert fields_of(page)["new_parent.name"] == "22nd Conference"
    assert "Begins: Fill this in." in text_of(by_class(page, "notice")[0])


def test_names_are_found_in_any_script(editor_client: FlaskClient, event: Event) -> None:
    page = press(editor_client, begun(editor_client), "add:speakers")
    page = press(editor_client, page, "save", speakers__1__speaker="Вера Ђ.")
    press(editor_client, page, "make:speakers.1")
    page = press(editor_client, page, "save", speakers__1__speaker="vera djordjevic")
    assert make_button(page).get("hidden") is None
    page = press(editor_client, page, "save", speakers__1__speaker="Vera Đ.")
    assert make_button(page).get("hidden") is not None


def make_button(page: Element) -> Element:
    [button] = [b for b in page.iter("button") if b.get("value") == "make:speakers.1"]
    return button
