"""Simple pages: where they stand, in which languages, and which menus name them."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from ethreader.base.content_state import ContentState
from ethreader.base.db import db
from ethreader.site_pages.queries import all_pages
from ethreader.transfer.importing import import_files
from ethreader.web.routes import route_of
from tests.conftest import ZONE
from tests.content_files import take_in, take_in_all, write
from tests.pages import by_class, links, page_of, text_of, texts

MAIN_MENU, FOOTER = ".//nav[@aria-label='Main']", ".//footer"


def page_file(title: str = "About us", *, text: str = "We *help*.", **given: str) -> str:
    lines = "".join(f"{name}: {value}\n" for name, value in given.items())
    return f"---\nkind: page\ntitle: {title}\n{lines}---\n\n{text}\n"


def test_page_stands_at_its_url_with_its_text(client: FlaskClient, tmp_path: Path) -> None:
    take_in_all(tmp_path, {"about.md": page_file(summary="Who we are.")})

    page = page_of(client.get("/pages/about/"))

    assert texts(page, ".//h1") == ["About us"]
    assert [text_of(each) for each in by_class(page, "standfirst")] == ["Who we are."]
    assert texts(page, ".//main//em") == ["help"]
    assert text_of(page.find(".//title")) == "About us – ASTRA events"


def test_page_that_is_not_there_is_not_found(client: FlaskClient) -> None:
    page_of(client.get("/pages/about/"), status=404)


@pytest.mark.parametrize(
    ("place", "menus"),
    [("header", [True, False]), ("footer", [False, True]), ("none", [False, False])],
)
def test_menu_of_its_place_names_a_page(
    client: FlaskClient, tmp_path: Path, place: str, menus: list[bool]
) -> None:
    take_in_all(tmp_path, {"about.md": page_file(place=place)})

    page = page_of(client.get("/"))

    assert ["About us" in links(page, each) for each in (MAIN_MENU, FOOTER)] == menus


def test_menu_goes_by_position_and_marks_the_page_itself(
    client: FlaskClient, tmp_path: Path
) -> None:
    take_in_all(
        tmp_path,
        {
            "a.md": page_file("Contact", place="header", position="2"),
            "b.md": page_file(place="header", position="1"),
        },
    )

    page = page_of(client.get("/pages/b/"))

    assert list(links(page, MAIN_MENU))[-2:] == ["About us", "Contact"]
    assert texts(page, f"{MAIN_MENU}//a[@aria-current='page']") == ["About us"]


@pytest.fixture
def two_languages(app: Flask, tmp_path: Path) -> None:
    take_in_all(
        tmp_path / "pages",
        {
            "about.md": page_file(place="header"),
            "ueber-uns.md": page_file(
                "Über uns", place="header", language="de", translation_of="about"
            ),
        },
    )


@pytest.mark.usefixtures("two_languages")
@pytest.mark.parametrize(
    ("prefix", "title", "tag", "note"),
    [
        ("", "About us", "en", []),
        ("/de", "Über uns", "de", []),
        ("/sr", "About us", "en", ["Jezik ove stranice: engleski."]),
    ],
)
def test_page_is_read_in_the_readers_language_or_in_the_first(
    client: FlaskClient, prefix: str, title: str, tag: str, note: list[str]
) -> None:
    page = page_of(client.get(f"{prefix}/pages/about/"))

    assert texts(page, ".//h1") == [title]
    assert [each.get("lang") for each in page.iter("article")] == [tag]
    assert [text_of(each) for each in by_class(page, "foreign")] == note
    [entry] = page.findall(".//nav//a[@aria-current='page']")
    assert (text_of(entry), entry.get("lang")) == (title, tag)


@pytest.mark.usefixtures("two_languages")
def test_translation_stands_under_the_slug_of_what_it_translates(client: FlaskClient) -> None:
    response = client.get("/de/pages/ueber-uns/")

    assert (response.status_code, response.location) == (301, "/de/pages/about/")


def test_translation_of_nothing_stands_by_itself_where_it_is_led_to(
    client: FlaskClient, tmp_path: Path
) -> None:
    take_in_all(tmp_path, {"ueber-uns.md": page_file(translation_of="about", place="footer")})

    assert links(page_of(client.get("/")), FOOTER)["About us"] == "/pages/about/"
    assert texts(page_of(client.get("/pages/about/")), ".//h1") == ["About us"]


@pytest.mark.parametrize("state", [ContentState.SCHEDULED, ContentState.WITHDRAWN])
def test_page_that_is_not_published_is_nowhere(
    client: FlaskClient, tmp_path: Path, state: ContentState
) -> None:
    take_in_all(tmp_path, {"about.md": page_file(place="header")})
    client.get("/pages/about/")

    for page in all_pages():
        page.state = state
    db.session.commit()

    assert client.get("/pages/about/").status_code in {404, 410}
    assert "About us" not in client.get("/").text


def test_page_translates_no_page_that_is_itself(app: Flask, tmp_path: Path) -> None:
    [refusal] = take_in([write(tmp_path, {"about.md": page_file(translation_of="about")})])

    assert "translation_of: a page cannot translate itself" in refusal


def test_page_may_lead_to_a_page(app: Flask, tmp_path: Path) -> None:
    files = {
        "about.md": page_file(text="Write to [us](/pages/contact/)."),
        "contact.md": page_file("Contact", text="See [who we are](/pages/abut/)."),
    }

    outcomes = import_files([write(tmp_path, files)], default_zone=ZONE, route_of=route_of)

    [told] = [finding for each in outcomes for finding in each.findings]
    assert told.sentence.startswith("“/pages/abut/”: the site has no such page yet")


def test_page_of_one_script_is_read_by_those_of_the_other(
    client: FlaskClient, tmp_path: Path
) -> None:
    files = {
        "about.md": page_file(),
        "o-nama.md": page_file("O nama", language="sr", translation_of="about"),
    }
    take_in_all(tmp_path, files)

    page = page_of(client.get("/sr-Cyrl/pages/about/"))

    assert texts(page, ".//h1") == ["O nama"]
    assert by_class(page, "foreign") == []
