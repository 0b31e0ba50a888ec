"""Names of speakers in a text lead to their pages, and nothing else does."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from ethreader.events.mentions import link_names
from tests.content_files import SPEAKER, event_file, take_in_all
from tests.pages import links, page_of, texts

VERA = {"Vera Ilić": "/v/"}


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        pytest.param("<p>Vera Ilić speaks.</p>", "<p>[Vera Ilić] speaks.</p>", id="a name"),
        pytest.param(
            "<p>Vera Ilić and Vera Ilić.</p>", "<p>[Vera Ilić] and Vera Ilić.</p>", id="once"
        ),
        pytest.param("<p>„Vera\nIlić“</p>", "<p>„[Vera\nIlić]“</p>", id="over a line's end"),
        pytest.param("<p>Vera&nbsp;Ilić</p>", "<p>[Vera&nbsp;Ilić]</p>", id="kept together"),
        pytest.param("<p>Вера Илић</p>", "<p>[Вера Илић]</p>", id="in the other script"),
        pytest.param("<p><em>Vera Ilić</em></p>", "<p><em>[Vera Ilić]</em></p>", id="in italics"),
        pytest.param("<p>Vera <em>Ilić</em></p>", "<p>Vera <em>Ilić</em></p>", id="half of it"),
        pytest.param("<p>Vera Ilićka</p>", "<p>Vera Ilićka</p>", id="a longer name"),
        pytest.param("<p>Severa Ilić</p>", "<p>Severa Ilić</p>", id="another name's end"),
        pytest.param("<p>vera ilić</p>", "<p>vera ilić</p>", id="written another way"),
        pytest.param("<p>Vera</p>", "<p>Vera</p>", id="the first name alone"),
        pytest.param("<h2>Vera Ilić</h2>", "<h2>Vera Ilić</h2>", id="in a heading"),
        pytest.param("<pre><code>Vera Ilić</code></pre>", None, id="in code"),
        pytest.param('<p><a href="/x">Vera Ilić</a></p>', None, id="in a link"),
        pytest.param(
            '<p><a href="/x?a=>"><em>by Vera Ilić</em></a> Vera Ilić</p>',
            '<p><a href="/x?a=>"><em>by Vera Ilić</em></a> [Vera Ilić]</p>',
            id="in a link first, then in the text",
        ),
        pytest.param('<p>Vera Ilić: <a href="/v/">here</a></p>', None, id="linked by the editor"),
        pytest.param('<p><a href="/Vera Ilić/">x</a></p>', None, id="in a URL"),
        pytest.param("", None, id="no text"),
    ],
)
def test_first_mention_is_a_link(html: str, expected: str | None) -> None:
    made = (expected or html).replace("[", '<a href="/v/">').replace("]", "</a>")

    assert link_names(html, VERA) == made


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Љиљана Џонсон", "Ljiljana Džonson"),
        ("Ljiljana Džonson", "Љиљана Џонсон"),
        ("Đorđe Šćepanović", "Ђорђе Шћепановић"),
        ("Anne-Marie O’Brien", "Anne-Marie O’Brien"),
        ("D'Arcy & Sons", "D'Arcy &amp; Sons"),
        ("Jean (Jo) <Doe>", "Jean (Jo) &lt;Doe&gt;"),
        ("مريم حداد", "مريم حداد"),
    ],
)
def test_names_of_all_kinds_are_found(name: str, text: str) -> None:
    assert link_names(f"<p>… {text}, …</p>", {name: "/n/"}) == (
        f'<p>… <a href="/n/">{text}</a>, …</p>'
    )


@pytest.mark.parametrize("name", ["Vera", "May", "Q"])
def test_name_of_one_word_is_left_alone(name: str) -> None:
    assert link_names(f"<p>{name} spoke.</p>", {name: "/v/"}) == f"<p>{name} spoke.</p>"


def test_article_leads_to_its_speakers_in_the_reader_s_language(
    app: Flask, client: FlaskClient, tmp_path: Path
) -> None:
    body = "## Vera Ilić\n\nVera Ilić and Ana Ilić speak. Vera Ilić begins."
    lines = ("speakers:", "  - speaker: vera", "    role: Speaker")
    files = {
        "vera.md": SPEAKER.replace("Vera", "Vera Ilić"),
        "ana.md": SPEAKER.replace("Vera", "Ana Ilić"),
        "meeting.md": event_file(*lines, body=body),
    }
    take_in_all(tmp_path, files)

    page = page_of(client.get("/de/events/meeting/"))

    prose = ".//div[@class='prose']"
    assert links(page, prose) == {"#": "#s-vera-ilic", "Vera Ilić": "/de/speakers/vera/"}
    assert texts(page, f"{prose}/*") == [
        "Vera Ilić #",
        "Vera Ilić and Ana Ilić speak. Vera Ilić begins.",
    ]
