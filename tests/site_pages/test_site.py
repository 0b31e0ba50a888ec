"""What the site says of itself: edited, kept in the database, shown on every page at once."""

from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pydantic import ValidationError
from sqlalchemy import text

from ethreader.base.db import db
from ethreader.base.field_problems import field_problems
from ethreader.events.models import Event
from ethreader.site_pages.fields import FooterLink, SiteFields
from ethreader.site_pages.service import save_site
from tests.pages import by_class, counted_queries, links, page_of, text_of, texts

GREEN, PALE = "#14532d", "#f5d90a"


def say(language: str = "en", **given: Any) -> None:
    save_site(SiteFields(slug=language.casefold(), language=language, **given))
    db.session.commit()


def name_of(client: FlaskClient, path: str = "/") -> str:
    return text_of(by_class(page_of(client.get(path)), "site-name")[0])


def test_name_is_the_settings_until_somebody_says_another(client: FlaskClient) -> None:
    assert name_of(client) == "ASTRA events"

    say(name="Safe House")

    assert name_of(client) == "Safe House"
    assert text_of(page_of(client.get("/events/")).find(".//title")) == "All events – Safe House"


def test_language_says_what_it_has_and_else_what_the_first_says(client: FlaskClient) -> None:
    say(name="Safe House", footer_text="A charity.", body="Be *kind*.")
    say("de", name="Sicheres Haus")

    assert [name_of(client, path) for path in ("/", "/de/", "/sr/")] == [
        "Safe House",
        "Sicheres Haus",
        "Safe House",
    ]
    page = page_of(client.get("/de/"))
    [said] = [each for each in page.iter("p") if text_of(each) == "A charity."]
    assert said.get("lang") == "en"


def test_house_rules_are_those_of_the_language(client: FlaskClient, event: Event) -> None:
    say(body="Be *kind*.")
    say("de", body="Seid *nett*.")

    for path, word in (("", "kind"), ("/de", "nett"), ("/sr", "kind")):
        assert texts(page_of(client.get(f"{path}/house-rules")), ".//main//em") == [word]
        article = page_of(client.get(f"{path}/events/{event.slug}/"))
        assert word in texts(article, ".//em")


def test_house_rules_beside_the_form_change_at_once(client: FlaskClient, event: Event) -> None:
    say(body="Be *kind*.")
    client.get(f"/events/{event.slug}/")

    say(body="Be *quiet*.")

    assert "quiet" in texts(page_of(client.get(f"/events/{event.slug}/")), ".//em")


def test_footer_has_its_text_and_links(client: FlaskClient) -> None:
    link = FooterLink(label="Donate", url="https://example.org/donate")
    say(footer_text="A charity.", links=[link])

    footer = ".//footer"

    assert links(page_of(client.get("/")), footer)["Donate"] == "https://example.org/donate"


def test_unchanged_colour_asks_for_no_stylesheet(client: FlaskClient) -> None:
    page = page_of(client.get("/"))

    assert len(page.findall(".//link[@rel='stylesheet']")) == 1


@pytest.mark.parametrize("prefix", ["", "/de"])
def test_colour_is_a_stylesheet_of_its_own_kept_for_ever(client: FlaskClient, prefix: str) -> None:
    say(accent=GREEN)

    sheets = page_of(client.get(f"{prefix}/")).findall(".//link[@rel='stylesheet']")
    url = sheets[-1].get("href", "")
    response = client.get(url)

    assert urlsplit(url).path == f"/colours/{GREEN[1:]}.css"
    assert f"--accent:{GREEN}" in response.text
    assert response.mimetype == "text/css"
    assert "immutable" in response.headers["Cache-Control"]
    assert "immutable" not in client.get(urlsplit(url).path).headers["Cache-Control"]


@pytest.mark.parametrize(
    "digits", [PALE[1:], "14532D", "14532", "14532d00", "red", "14532d;}body{x"]
)
def test_only_good_colours_have_a_stylesheet(client: FlaskClient, digits: str) -> None:
    page_of(client.get(f"/colours/{digits}.css"), status=404)


@pytest.mark.parametrize("typed", ["14532D", "#14532d", " #14532D "])
def test_colour_is_read_as_people_type_it(typed: str) -> None:
    assert SiteFields(slug="en", accent=typed).accent == GREEN


def test_short_colour_is_meant_twice() -> None:
    assert SiteFields(slug="en", accent="#059").accent == "#005599"


@pytest.mark.parametrize(
    ("given", "field", "words"),
    [
        ({"accent": PALE}, "accent", "too pale to be read on white"),
        ({"accent": "green"}, "accent", "give a colour as # and six digits"),
        ({"slug": "about"}, "slug", "“en” is called “en”"),
        ({"name": "x" * 81}, "name", "longer than 80 characters"),
        ({"links": [{"label": "x", "url": "javascript:x"}]}, "links.1.url", "https://"),
    ],
)
def test_what_is_wrong_is_told_with_what_to_write(
    given: dict[str, Any], field: str, words: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        SiteFields(**{"slug": "en", **given})

    [problem] = field_problems(refused.value)
    assert problem.field == field
    assert words in problem.reason


def test_page_is_the_settings_where_the_table_cannot_be_read(
    app: Flask, client: FlaskClient
) -> None:
    db.session.execute(text("ALTER TABLE site RENAME TO elsewhere"))
    db.session.commit()

    assert name_of(client, "/safety/") == "ASTRA events"


def test_site_costs_one_query_until_content_changes(client: FlaskClient) -> None:
    client.get("/safety/")

    with counted_queries() as statements:
        client.get("/safety/")

    assert [each for each in statements if "site" in each] == []
    assert len([each for each in statements if "revision" in each]) == 1
