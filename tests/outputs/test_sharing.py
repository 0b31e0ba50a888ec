"""What a link shows elsewhere: Open Graph, the picture, oEmbed."""

import io
import re
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image

from ethreader.outputs.share_pictures import drawn
from ethreader.outputs.sharing import Sharing, can_draw
from tests.conftest import EVENT_FILE, make_app, make_event
from tests.pages import page_of
from tests.test_demo import HEADLINE

MAIN = "/events/unconditional-support-and-residence/"
HOST = "http://127.0.0.1:8000"
OEMBED = "/oembed?format=json&url="

HEADLINES = [
    "Help first, without conditions",
    "Đurđa, Šabac, Žižić – Überlebende schützen",
    "Безусловна подршка: Љубица, Ђорђе, Његош, Џо, Ћирић",
    "word " * 60,
    "Donaudampfschifffahrtsgesellschaftskapitän" * 7,
    "x",
]


def told(page: str) -> dict[str, str]:
    return dict(re.findall(r'<meta property="(og:[^"]+)" content="([^"]*)">', page))


def sharing(headline: str, facts: str = "5 April 2022 · Vienna, Austria") -> Sharing:
    return Sharing(site="Example", headline=headline, facts=facts)


def darkest(image: Any) -> int:
    return int(min(image.tobytes()))


def test_article_tells_what_a_link_to_it_shows(reader: FlaskClient) -> None:
    page = reader.get(MAIN).text
    said = told(page)

    assert said["og:title"] == HEADLINE
    assert said["og:type"] == "article"
    assert said["og:url"] == f"{HOST}{MAIN}"
    assert said["og:description"].startswith("In Vienna, ASTRA joins")
    assert (said["og:image:width"], said["og:image:height"]) == ("1200", "630")
    assert said["og:image"].startswith(f"{HOST}{MAIN}share.png?v=")
    assert "twitter:" not in page


def test_picture_is_the_one_that_the_page_names(reader: FlaskClient) -> None:
    url = told(reader.get(MAIN).text)["og:image"].removeprefix(HOST)

    response = reader.get(url)

    assert response.headers["Content-Type"] == "image/png"
    assert Image.open(io.BytesIO(response.data)).size == (1200, 630)
    assert len(response.data) < 100_000


def test_picture_is_drawn_once_for_the_same_words(reader: FlaskClient) -> None:
    drawn.cache_clear()
    for _ in range(3):
        reader.get(f"{MAIN}share.png")

    assert drawn.cache_info().misses == 1


def test_url_of_a_picture_changes_with_its_words(app: Flask, tmp_path: Path) -> None:
    urls = set()
    for text in (EVENT_FILE, EVENT_FILE.replace("Winter meeting", "Other name")):
        make_event(tmp_path, "winter-meeting", text)
        urls.add(told(app.test_client().get("/events/winter-meeting/").text)["og:image"])

    assert len(urls) == 2


@pytest.mark.parametrize("headline", HEADLINES, ids=range(len(HEADLINES)))
def test_headline_of_any_length_has_room(headline: str) -> None:
    assert can_draw(sharing(headline))
    image = Image.open(io.BytesIO(drawn(sharing(headline)))).convert("L")
    # Nothing of it stands in the margins, and something of it within them.
    margins = [image.crop((0, 20, 75, 630)), image.crop((1130, 20, 1200, 630))]
    between = [image.crop((0, 110, 1200, 140)), image.crop((0, 598, 1200, 630))]

    assert [darkest(each) > 200 for each in margins + between] == [True] * 4
    assert darkest(image.crop((75, 145, 1125, 545))) < 100


@pytest.mark.parametrize("letters", [("ћ", "h"), ("š", "s"), ("Ђ", "Ћ"), ("Љ", "Л")])
def test_each_letter_is_drawn_as_itself(letters: tuple[str, str]) -> None:
    one, other = (drawn(sharing(letter)) for letter in letters)

    assert one != other


@pytest.mark.parametrize("headline", ["مرحبا", "こんにちは", "Smile 😀"])
def test_what_the_font_cannot_write_gets_no_picture(
    app: Flask, tmp_path: Path, headline: str
) -> None:
    text = EVENT_FILE.replace("kind: event", f"kind: event\nheadline: {headline}")
    make_event(tmp_path, "winter-meeting", text)
    client = app.test_client()

    assert "og:image" not in told(client.get("/events/winter-meeting/").text)
    assert client.get("/events/winter-meeting/share.png").status_code == 404
    assert client.get("/events/nowhere/share.png").status_code == 404


def embedded(client: FlaskClient, url: str, more: str = "") -> Any:
    return client.get(f"{OEMBED}{quote(url, safe='')}{more}")


def test_oembed_tells_title_and_picture(reader: FlaskClient) -> None:
    response = embedded(reader, f"{HOST}{MAIN}")

    assert response.mimetype == "application/json"
    thumbnail = response.get_json().pop("thumbnail_url")
    assert thumbnail == told(reader.get(MAIN).text)["og:image"]
    assert response.get_json() == {
        "version": "1.0",
        "type": "link",
        "title": HEADLINE,
        "provider_name": "ASTRA events",
        "provider_url": f"{HOST}/",
        "cache_age": 3600,
        "thumbnail_url": thumbnail,
        "thumbnail_width": 1200,
        "thumbnail_height": 630,
    }


def test_page_leads_to_its_oembed(reader: FlaskClient) -> None:
    link = page_of(reader.get(MAIN)).find(".//link[@type='application/json+oembed']")
    assert link is not None

    response = reader.get(str(link.get("href")).removeprefix(HOST))

    assert response.get_json()["title"] == HEADLINE


@pytest.mark.parametrize(
    "url",
    [
        pytest.param(f"{HOST}/de{MAIN}", id="another language"),
        pytest.param(f"{HOST}{MAIN}?utm_source=x#comments", id="with what others add"),
        pytest.param(f"{HOST}{MAIN.rstrip('/')}", id="without the last stroke"),
    ],
)
def test_oembed_knows_a_page_by_its_other_urls(reader: FlaskClient, url: str) -> None:
    assert embedded(reader, url).status_code == 200


@pytest.mark.parametrize(
    "url",
    [
        "",
        "x",
        "http://[",
        MAIN,
        f"https://example.org{MAIN}",
        f"http://127.0.0.1:8000@example.org{MAIN}",
        f"{HOST}/",
        f"{HOST}/events/nowhere/",
        f"{HOST}/events/22nd-alliance-conference/",
        f"{HOST}/speakers/marija-andjelkovic/",
        f"{HOST}/moderation/sign-in",
        f"{HOST}{MAIN}comments",
    ],
)
def test_oembed_knows_nothing_else(reader: FlaskClient, url: str) -> None:
    assert embedded(reader, url).status_code == 404


def test_oembed_keeps_to_the_size_that_is_asked_for(reader: FlaskClient) -> None:
    assert "thumbnail_url" not in embedded(reader, f"{HOST}{MAIN}", "&maxwidth=300").get_json()
    assert "thumbnail_url" in embedded(reader, f"{HOST}{MAIN}", "&maxwidth=odd").get_json()


def test_oembed_has_no_other_format(reader: FlaskClient) -> None:
    assert reader.get("/oembed?format=xml&url=x").status_code == 501


def test_site_below_a_path_knows_its_pages(tmp_path: Path) -> None:
    base = "https://example.org/events-site"
    app = make_app(tmp_path / "instance", ETHREADER_BASE_URL=base)
    with app.app_context():
        make_event(tmp_path, "winter-meeting", EVENT_FILE)
        client = app.test_client()
        ask = f"/oembed?url={quote(base)}/events/winter-meeting/"
        told_there = client.get(ask, base_url="https://example.org/")

    assert told_there.get_json()["thumbnail_url"].startswith(
        f"{base}/events/winter-meeting/share.png"
    )
    assert told_there.get_json()["provider_url"] == f"{base}/"
