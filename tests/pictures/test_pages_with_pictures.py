"""Pictures on pages: in articles, beside people, on cards; kept with the page."""

from datetime import timedelta
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from flask import Flask
from flask.testing import FlaskClient

from ethreader.base.db import begin_write_transaction, db
from ethreader.base.markup import article_html, comment_html
from ethreader.events.queries import event_by_slug
from ethreader.pictures.removing import remove, remove_unused
from ethreader.site_pages.queries import files_of_pages
from tests.content_files import SPEAKER, event_file, take_in_all
from tests.pages import page_of
from tests.pictures.drawing import file_of, painted, store_picture
from tests.times import utcnow

NAME = "0123456789abcdef" * 2


def shown(client: FlaskClient, path: str) -> list[Element]:
    return page_of(client.get(path)).findall(".//picture")


@pytest.fixture
def picture(app: Flask) -> str:
    """A picture of the site; returns its name."""
    return store_picture(file_of(painted(700, 350), "JPEG")).name


def test_picture_of_an_article_says_all_that_a_browser_needs(
    app: Flask, client: FlaskClient, tmp_path: Path, picture: str
) -> None:
    lines = [f"picture: {{file: {picture}.webp, alt: 'A “hall” & more', credit: Ana Anić}}"]
    take_in_all(tmp_path, {"meeting.md": event_file(*lines)})

    (found,) = shown(client, "/events/meeting/")

    source, image = found
    jpg, webp = (
        ", ".join(f"/pictures/{picture}-{width}.{ending} {width}w" for width in (320, 640, 700))
        for ending in ("jpg", "webp")
    )
    sizes = "(min-width: 46rem) 42rem, 92vw"
    assert source.attrib == {"type": "image/webp", "srcset": webp, "sizes": sizes}
    assert image.attrib == {
        "src": f"/pictures/{picture}-640.jpg",
        "srcset": jpg,
        "sizes": sizes,
        "alt": "A “hall” & more",
        "width": "700",
        "height": "350",
        "fetchpriority": "high",
    }
    assert "<figcaption>Ana Anić</figcaption>" in client.get("/events/meeting/").text
    for path in ("/", "/sr/"):  # The card, in any language, at the same URLs.
        (on_card,) = shown(client, path)
        assert on_card[1].attrib["src"] == image.attrib["src"]
    for each in (*jpg.split(", "), *webp.split(", ")):
        assert client.get(each.partition(" ")[0]).status_code == 200


def test_pictures_further_down_wait_until_they_are_near(
    app: Flask, client: FlaskClient, tmp_path: Path, picture: str
) -> None:
    files = {
        f"{slug}.md": event_file(f"picture: {{file: {picture}.webp, alt: A hall}}").replace(
            "2026", year
        )
        for slug, year in (("next", "2091"), ("later", "2092"), ("past", "2021"))
    }
    take_in_all(tmp_path, files)

    first, *others = (image.attrib for _, image in shown(client, "/"))

    assert first["fetchpriority"] == "high"
    assert "loading" not in first
    assert [each["loading"] for each in others] == ["lazy", "lazy"]


def test_picture_in_a_text_is_a_figure(
    app: Flask, client: FlaskClient, tmp_path: Path, picture: str
) -> None:
    body = f'Before.\n\n![Four "fields"]({picture}.webp "Ana *Anić*")\n\nAfter.'
    take_in_all(tmp_path, {"meeting.md": event_file(body=body)})

    page = page_of(client.get("/events/meeting/"))

    figure = page.find(".//div[@class='prose']/figure")
    assert figure is not None
    assert [each.tag for each in figure] == ["picture", "figcaption"]
    assert (figure[0][1].attrib["alt"], figure[1].text) == ('Four "fields"', "Ana *Anić*")


@pytest.mark.parametrize(
    "body",
    [
        f"A word ![alt]({NAME}.webp) within.",
        f"[![alt]({NAME}.webp)](https://example.org)",
        "![alt](https://example.org/a.webp)",
        f"![alt](../{NAME}.webp)",
        "![alt](data:image/webp;base64,AAAA)",
        f'<img src="{NAME}.webp">',
    ],
)
def test_no_other_picture_is_ever_shown(body: str) -> None:
    assert "<img" in article_html(f"![alt]({NAME}.webp)")

    assert "<img" not in article_html(body)


def test_comments_have_no_pictures(app: Flask) -> None:
    assert "<img" not in comment_html(f"![alt]({NAME}.webp)")


def test_person_has_a_portrait_or_initials(
    app: Flask, client: FlaskClient, tmp_path: Path, picture: str
) -> None:
    with_portrait = SPEAKER.replace(
        "name: Vera", f"name: Vera\nportrait: {{file: {picture}.webp, alt: Vera at her desk}}"
    )
    without = SPEAKER.replace("Vera", "Мира Анђелковић (Ниш)")
    take_in_all(tmp_path, {"vera.md": with_portrait, "mira.md": without})

    assert shown(client, "/speakers/vera/")[0][1].attrib["alt"] == "Vera at her desk"
    assert 'aria-hidden="true" data-initials="МА"></p>' in client.get("/speakers/mira/").text
    assert len(shown(client, "/speakers/")) == 1


def test_what_is_removed_leaves_pages_with_its_words(
    app: Flask, client: FlaskClient, tmp_path: Path, picture: str
) -> None:
    lines = [f"picture: {{file: {picture}.webp, alt: Mira at the door, credit: Her own}}"]
    body = f'A text.\n\n![Mira at the door]({picture}.webp "Her own")'
    take_in_all(tmp_path, {"meeting.md": event_file(*lines, body=body)})
    assert client.get("/events/meeting/").text.count("Mira at the door") == 2

    begin_write_transaction()
    assert remove(picture, utcnow()) is True
    db.session.commit()

    page = client.get("/events/meeting/").text
    assert "A text." in page
    assert [each for each in ("Mira", "Her own", picture, "<figure", "<img") if each in page] == []
    event = event_by_slug("meeting")
    assert event is not None
    assert event.picture_id is None


def test_simple_page_shows_its_pictures_and_keeps_them(
    app: Flask, client: FlaskClient, tmp_path: Path, picture: str
) -> None:
    text = f"---\nkind: page\ntitle: About\n---\n\n![Our house]({picture}.webp)\n"
    take_in_all(tmp_path, {"about.md": text})

    begin_write_transaction()
    remove_unused(utcnow() + timedelta(days=400))
    db.session.commit()

    assert shown(client, "/pages/about/")[0][1].attrib["alt"] == "Our house"
    assert files_of_pages() == {picture}


def test_article_shows_the_portraits_of_its_speakers(
    app: Flask, client: FlaskClient, tmp_path: Path, picture: str
) -> None:
    vera = SPEAKER.replace(
        "name: Vera", f"name: Vera\nportrait: {{file: {picture}.webp, alt: Vera at her desk}}"
    )
    speaking = [
        "speakers:",
        *(f"  - speaker: {each}\n    role: Chair" for each in ("vera", "mira")),
    ]
    files = {
        "vera.md": vera,
        "mira.md": SPEAKER.replace("Vera", "Mira Anić"),
        "meeting.md": event_file(*speaking),
    }
    take_in_all(tmp_path, files)

    page = page_of(client.get("/events/meeting/"))

    assert [each[1].attrib["alt"] for each in page.findall(".//picture")] == ["Vera at her desk"]
    initials = [each.get("data-initials") for each in page.iter("p") if each.get("data-initials")]
    assert initials == ["MA"]
