"""What is found, by whatever is typed; on both databases."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from ethreader.events.models import Event
from ethreader.search import finding
from tests.conftest import make_comment
from tests.content_files import ORGANISATION, SPEAKER, event_file, take_in_all
from tests.search.searching import search

NAMES = (
    *("Andjelković", "Andjelkovic", "Anđelković", "Анђелковић", "АНЂЕЛКОВИЋ", "anđelk", "Андјел"),
    *("Anđelkovića", "andjelkovicu", "Анђелковићем", "Anđelković’s", "Andjelkovic's"),
)
TALK = (
    "headline: Safe houses by the river",
    "summary: Who opens the door?",
    "organisations:",
    "  - organisation: house",
    "    role: host",
    "speakers:",
    "  - speaker: marija",
    "    role: keynote",
    "    affiliation: University of Niš",
)
FILES = {
    "house.md": ORGANISATION.replace("Safe House", "Lighthouse"),
    "marija.md": SPEAKER.replace("Vera", "Marija Anđelković"),
    "jelena.md": SPEAKER.replace("Vera", "Јелена Анђелковић"),
    "talk.md": event_file(*TALK, body="**Bold** things & all evening by [us](https://example.org/secretpath)."),
    "older.md": event_file(
        "headline: An older evening", body="By the river, safe, in houses."
    ).replace("2026-02-03", "2019-05-06"),
}  # fmt: skip


@pytest.fixture
def site(client: FlaskClient, event: Event, tmp_path: Path) -> FlaskClient:
    """A site with events of two years, two people, and comments of which one is published."""
    take_in_all(tmp_path, FILES)
    make_comment(event, name="Vesna Hidden", body="My *sister* found a safe house\n\nby the river.")
    return client


def test_person_is_found_however_the_name_is_typed(site: FlaskClient) -> None:
    found = {name: search(site, name) for name in NAMES}

    for name, each in found.items():
        assert each.headings == ["Events 1", "Speakers 2"], name
        assert each.titles[1:] == ["Marija Anđelković", "Јелена Анђелковић"], name
        assert each.marks == ["Anđelković", "Anđelković", "Анђелковић"], name


HOUSES = "/events/talk/"
OLDER = "/events/older/"


FOUND = [
    ("river houses", [HOUSES, OLDER, "comment"]),
    ("safe hous", [HOUSES, OLDER, "comment"]),
    ('"safe houses"', [HOUSES]),
    ('"houses safe"', []),
    ('"river bold"', []),
    ("hous", [HOUSES, OLDER, "comment"]),
    ("houses river keynote", [HOUSES]),
    ("lighthouse", [HOUSES]),
    ("Nis university", [HOUSES]),
    ("bold", [HOUSES]),
    ("secretpath", []),
    ("sister", ["comment"]),
    ('"sister found"', ["comment"]),
    ("strong", []),
    ("Vesna", []),
    ("Hidden", []),
    ("riverbank", []),
    ("hou river keynote", []),
    ("housed", []),
    ("lighthouses", [HOUSES]),
    ("house's river keynotes", [HOUSES]),
    ('"safe house"', ["comment"]),
]


def test_words_find_what_has_all_of_them(site: FlaskClient) -> None:
    found = {typed: search(site, typed).urls for typed, _ in FOUND}

    assert {
        typed: ["comment" if "/comments/" in url else url for url in urls]
        for typed, urls in found.items()
    } == dict(FOUND)


def test_what_is_found_in_a_title_comes_first(site: FlaskClient) -> None:
    found = {typed: search(site, typed).urls for typed in ("evening", "evenings", "safe evening")}

    assert found == {
        "evening": [OLDER, HOUSES],
        "evenings": [OLDER, HOUSES],
        "safe evening": [HOUSES, OLDER],
    }


def test_words_are_marked_in_the_text_that_readers_see(site: FlaskClient) -> None:
    found = search(site, "sister hous")

    assert (found.titles, found.marks) == (["Winter meeting"], ["sister", "house"])
    assert found.passages == ["My sister found a safe house by the river."]


def test_name_of_an_event_stands_under_its_headline(site: FlaskClient) -> None:
    found = search(site, "meeting safe", kind="event")

    assert found.titles == ["Safe houses by the river", "An older evening"]
    assert found.names == ["Meeting", "Meeting"]
    assert found.marks == ["Safe", "Meeting", "Meeting", "safe"]


def test_headings_of_a_text_stay_apart(client: FlaskClient, tmp_path: Path) -> None:
    body = "## Lantern\n\nSomebody came.\n\n## Who it was\n\nNobody said."
    take_in_all(tmp_path, {"talk.md": event_file("headline: An evening", body=body)})

    [passage] = search(client, "lantern").passages

    assert passage == "Lantern · Somebody came. · Who it was · Nobody said."


IN_VIENNA = ("U Beču je hladno.", "Beč je lep.", "Стигла сам из Беча.", "Bečki valcer.")


def test_what_was_typed_comes_before_its_other_forms(
    site: FlaskClient, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    for body in IN_VIENNA:
        make_comment(event, body=body)
    here, plain, cyrillic, other = IN_VIENNA

    found = {typed: search(site, typed) for typed in ("Beču", "Беча je", '"Beču"', "Beč", '"Beč"')}

    assert {typed: each.passages for typed, each in found.items()} == {
        "Beču": [here, cyrillic, plain],
        "Беча je": [plain, here],
        '"Beču"': [here],
        "Beč": [other, cyrillic, plain, here],
        '"Beč"': [plain],
    }
    assert (found["Beču"].marks, found["Beču"].headings) == (
        ["Beču", "Беча", "Beč"],
        ["Comments 3"],
    )
    monkeypatch.setattr("ethreader.search.results_page.PAGE_LENGTH", 2)
    monkeypatch.setattr(finding, "PAGE_LENGTH", 2)
    pages = [search(site, "Beču", kind="comment", page=number).passages for number in (1, 2, 3)]
    assert pages == [[here, cyrillic], [plain], []]


def test_result_of_a_comment_leads_to_it(site: FlaskClient) -> None:
    [url] = search(site, "sister").urls

    assert "sister" in site.get(url, follow_redirects=True).text


def test_year_and_kind_are_filters(site: FlaskClient) -> None:
    assert search(site, "river", year="2019").urls == [OLDER]
    assert search(site, "river", kind="event").headings == ["Events 2"]
    assert search(site, "river", kind="comment").headings == ["Comments 1"]
    assert search(site, "river", kind="comment", year="2019").notices != []
    assert search(site, "Анђелковић", year="2026").headings == ["Events 1"]


def test_pages_of_results_have_an_end(
    site: FlaskClient, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(5):
        make_comment(event, body=f"Lantern number {number}.")
    monkeypatch.setattr(finding, "FEW", 3)
    first = search(site, "lantern")
    assert (first.headings, len(first.titles)) == (["Comments 5"], 3)

    monkeypatch.setattr("ethreader.search.results_page.PAGE_LENGTH", 2)
    monkeypatch.setattr(finding, "PAGE_LENGTH", 2)
    pages = [search(site, "lantern", kind="comment", page=number).passages for number in (1, 2, 3)]

    assert pages == [
        ["Lantern number 4.", "Lantern number 3."],
        ["Lantern number 2.", "Lantern number 1."],
        ["Lantern number 0."],
    ]
    assert search(site, "lantern", kind="comment", page=9).passages == []


def test_more_than_anybody_reads_is_not_counted(
    site: FlaskClient, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(4):
        make_comment(event, body=f"Lantern number {number}.")
    monkeypatch.setattr(finding, "MOST", 3)

    assert search(site, "lantern").headings == ["Comments more than 1,000"]
