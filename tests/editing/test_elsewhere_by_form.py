"""Five events of other sites, typed and pasted into the form: what cannot be moved is told.

The same as `transfer/test_events_from_elsewhere` does with files.
"""

import re
from collections.abc import Mapping
from xml.etree.ElementTree import Element

import pytest
from flask.testing import FlaskClient

from tests.editing.filled import fields_of, form_of, press
from tests.editing.test_event_form import begun, problems
from tests.editing.test_files import send
from tests.editing.writing import CONTENT, Form
from tests.pages import facts_of, links, page_of, text_of
from tests.pictures.drawing import file_of, painted, pdf
from tests.transfer.test_events_from_elsewhere import FACTS, FOUND, MOVED, SLUGS, words_of

PHONES = (
    "A workshop about getting to know the settings of a phone. As a start for the course, we look "
    "at who can see where a phone is."
)
TYPED: Mapping[str, Mapping[str, str]] = {
    "evening-for-all": {
        "name": "Evening for all & everybody",
        "slug": "evening-for-all",
        "summary": "“Open doors, open tables” An evening in the yard with soup and music.",
        "starts.day": "2025-11-01",
        "starts.hour": "19:00",
        "ends.hour": "23:00",
        "time_zone": "Europe/Vienna",
        "place.name": "The Old Foundry",
        "place.address": "Gartengasse 63, 1050 Vienna",
        "place.locality": "Vienna",
        "place.country": "AT",
    },
    "open-space": {
        "name": "#listeners Virtual Open Space",
        "slug": "2025-06-02-virtual-open-space",
        "starts.day": "2025-06-02",
        "starts.hour": "19:00",
        "ends.hour": "22:00",
        "time_zone": "Europe/Berlin",
        "attendance": "online",
        "online": "https://meet.example.org",
    },
    "courts-or-counselling": {
        "name": "Courts vs Counselling vs Cash Transfers",
        "slug": "courts-or-counselling",
        "starts.day": "2025-06-01",
        "starts.hour": "14:30",
        "ends.hour": "15:15",
        "time_zone": "Europe/Ljubljana",
        "place.name": "Winter School",
        "place.locality": "Ljubljana",
        "place.country": "SI",
        "registration": "http://school.example.org/ljubljana-2025",
    },
    "workshop-on-phones": {
        "name": "Safe Phones Workshop 2025",
        "slug": "workshop-on-phones",
        "summary": PHONES,
        "published": "2025-02-26",
        "starts.day": "2025-03-08",
        "starts.hour": "12:45",
        "ends.hour": "13:15",
        "time_zone": "Europe/Amsterdam",
        "attendance": "online",
        "registration": "https://school.example.org/events/723/",
        "new_parent.name": "Lunch talks of the school",
        "new_parent.starts.day": "2025-03-08",
    },
    "escucha-activa": {
        "name": "Escucha activa en línea",
        "slug": "escucha-activa",
        "language": "es",
        "starts.day": "2025-11-29",
        "attendance": "online",
        "organisations.1.organisation": "RED",
        "organisations.1.role": "host",
        "speakers.1.speaker": "Olga Ejemplo",
        "speakers.1.role": "formadora",
    },
}
# What is done after that, each by a button: rows, and what they name, made in place.
BUTTONS = {
    "workshop-on-phones": ("make:part_of",),
    "escucha-activa": (
        *("add:organisations", "add:speakers"),
        *("make:organisations.1", "make:speakers.1"),
    ),
}


# The lines of each text that are not shown as they were found.
REFUSED = {"evening-for-all": ["1", "3"]}
LOOKED_AT = {**REFUSED, "open-space": ["26"]}


@pytest.mark.parametrize("name", SLUGS)
def test_text_is_pasted_as_it_was_found_and_what_readers_would_not_see_is_told(
    editor_client: FlaskClient, name: str
) -> None:
    found = (FOUND / f"{name}.md").read_text(encoding="utf-8")
    typed = {"name": "N", "starts.day": "2025-01-01", "body": body_of(found)}
    form = begun(editor_client)
    token = {"csrf_token": fields_of(form)["csrf_token"], "f.body": typed["body"]}
    status = 422 if name in REFUSED else 200

    looked_at = editor_client.post(f"{CONTENT}/text?field=f.body", data=token).text
    page = press(editor_client, form, "publish", typed, status=status)

    assert re.findall(r"<li>Line (\d+):", looked_at) == LOOKED_AT.get(name, [])
    told = " ".join(problems(page)) if name in REFUSED else ""
    assert re.findall(r"(\d+): “", told) == REFUSED.get(name, [])


@pytest.mark.parametrize("name", SLUGS)
def test_what_was_moved_is_shown(editor_client: FlaskClient, name: str) -> None:
    client, page, body = editor_client, begun(editor_client), body_of_moved(name)
    for button in BUTTONS.get(name, ()):
        page = press(client, page, button, typed_into(page, name))
    page = press(client, page, "save", {**typed_into(page, name), "body": body})
    page = with_files(client, page, name)

    press(client, page, "publish")

    shown = page_of(client.get(f"/events/{SLUGS[name]}/"))
    facts = " ".join(facts_of(shown).values())
    assert [each for each in FACTS[name] if each not in facts] == []
    prose = shown.find(".//div[@class='prose']")
    words = set(re.findall(r"[^\W_]+", text_of(prose)))
    assert {each for line in body.split("\n") for each in words_of(line)} <= words
    assert len(list(shown.iter("figure"))) == (name == "open-space")
    assert ("Slides" in links(shown, ".//div[@class='prose']")) == (name == "workshop-on-phones")


def body_of(text: str) -> str:
    return text.split("\n---\n", 1)[1].strip("\n")


def body_of_moved(name: str) -> str:
    """Return a text without its line for a document, which the form adds."""
    text = body_of((MOVED / f"{name}.md").read_text(encoding="utf-8"))
    return text.replace("[Slides](tutorial.pdf), and a", "A")


def typed_into(page: Element, name: str) -> dict[str, str]:
    """Return what can be typed by now: rows and names come one after the other."""
    there = fields_of(page)
    return {
        field: text
        for field, text in TYPED[name].items()
        if f"f.{field}" in there or (field in there and "make:part_of" in BUTTONS[name])
    }


def with_files(client: FlaskClient, page: Element, name: str) -> Element:
    """Send the files that an article shows, with the form."""
    form = Form(client, form_of(page).get("action") or "", fields_of(page))
    if name == "open-space":
        form.fields["f.picture.alt"] = "A screen with many small faces"
        sent = send(form, "picture:picture", file_of(painted(400, 200), "JPEG"))
    elif name == "workshop-on-phones":
        sent = send(form, "document:body", pdf(), words="Slides")
    else:
        return page
    return page_of(client.get(sent.location))
