"""Pictures and documents that an editor sends with a form."""

from io import BytesIO
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from ethreader.accounts.choices import ModeratorRole
from ethreader.base.db import db
from ethreader.base.markup import article_html
from ethreader.base.own_files import names_in
from ethreader.editing.new_files import escaped, with_line
from ethreader.events.queries import event_by_slug
from ethreader.pictures.models import Document, Picture
from ethreader.publishing.draft_models import ContentDraft
from ethreader.site_pages.queries import site_of
from ethreader.speakers.queries import speaker_by_slug
from tests.editing.writing import CONTENT, Form, Writer, beside, mistakes_of
from tests.pages import by_class, page_of, text_of
from tests.pictures.drawing import file_of, painted, pdf, png_that_says
from tests.visitors import signed_in_in_role

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
EVENT = {"name": "A meeting", "starts_day": "2026-02-03"}
FIELDS = {"alt": "Two women [talk]", "credit": 'Photo: "A & B"'}


def send(form: Form, what: str, file: bytes | None, **said: str) -> TestResponse:
    """Choose a file and press the button beside it."""
    place = f"f.new.{'pdf.' if what.startswith('document') else ''}{what.partition(':')[2]}"
    data: dict[str, Any] = {**form.fields, "do": what}
    data |= {f"{place}.{name}": text for name, text in said.items()}
    if file is not None:
        data[f"{place}.file"] = FileStorage(BytesIO(file), filename="a file.png")
    boundary, body = encode_multipart(data)
    sent_as = f"multipart/form-data; boundary={boundary}"
    return form.client.post(f"{form.url}/files", data=body, content_type=sent_as)


def shown(writer: Writer, response: TestResponse, *, status: int = 200) -> Element:
    if response.status_code == 303:
        response = writer.client.get(response.headers["Location"])
    return page_of(response, status=status)


def typed_of_draft() -> dict[str, Any]:
    db.session.rollback()
    [draft] = db.session.query(ContentDraft)
    return draft.values


def published(form: Form) -> None:
    assert form.press("publish").status_code == 303
    db.session.rollback()


def test_picture_stands_in_the_text_with_its_words_and_is_listed(mara: Writer) -> None:
    form = mara.open("events/new").type(**EVENT, body="First.\n\nSecond.", summary="In short")

    sent = send(form, "picture:body", file_of(painted(700, 350)), **FIELDS, at="3")

    assert sent.status_code == 303
    [picture] = db.session.query(Picture)
    line = rf'![Two women \[talk\]]({picture.file} "Photo: \"A \& B\"")'
    assert typed_of_draft()["body"] == f"First.\n\n{line}\n\nSecond.\n"
    assert typed_of_draft()["summary"] == "In short"
    page = shown(mara, sent)
    [listed] = by_class(page, "files-in-text")
    [image] = listed.iter("img")
    assert image.get("src") == f"{CONTENT}/pictures/{picture.name}-640.jpg"
    assert image.get("alt") == FIELDS["alt"]
    published(mara.form_of(sent))
    [figure] = page_of(mara.client.get("/events/a-meeting/")).iter("figure")
    assert [each.get("alt") for each in figure.iter("img")] == [FIELDS["alt"]]
    assert text_of(figure.find("figcaption")) == FIELDS["credit"]


def test_document_is_linked_by_its_words(mara: Writer) -> None:
    form = mara.open("pages/new").type(title="About us", body="First.")

    sent = send(form, "document:body", pdf(), words="Programme (*new*)")

    [document] = db.session.query(Document)
    assert (
        typed_of_draft()["body"]
        == rf"First.\n\n[Programme (\*new\*)]({document.file})".replace(r"\n", "\n") + "\n"
    )
    page = shown(mara, sent)
    [listed] = by_class(page, "files-in-text")
    [link] = listed.iter("a")
    assert (link.text, link.get("href")) == (
        "Programme (*new*)",
        f"{CONTENT}/documents/{document.name}.pdf",
    )


@pytest.mark.parametrize(
    ("what", "file", "said", "sentence"),
    [
        ("picture:body", SVG, FIELDS, "It is an SVG drawing, in which programs can hide"),
        ("picture:body", png_that_says(9000, 9000), FIELDS, "The picture has more points"),
        ("picture:body", b"x" * 20_000_001, FIELDS, "The file is larger than 20 MB"),
        ("picture:body", pdf() + file_of(), FIELDS, "It is a PDF and no picture"),
        ("picture:body", b"GIF89a<script>", FIELDS, ""),
        ("picture:body", b"", FIELDS, "The file is empty"),
        ("picture:body", None, FIELDS, "Choose a file first."),
        ("document:body", file_of(), {"words": "Programme"}, "It is no PDF"),
        (
            *("document:body", pdf(b"/OpenAction << /S /JavaScript >>")),
            *({"words": "Programme"}, "A program (JavaScript) is in it"),
        ),
        ("document:body", b"%PDF-1.7" + b"x" * 10_000_001, {"words": "P"}, "The file is larger"),
    ],
)
def test_refusal_stands_beside_the_file_and_all_else_is_kept(
    mara: Writer, what: str, file: bytes | None, said: dict[str, str], sentence: str
) -> None:
    form = mara.open("events/new").type(**EVENT, body="Typed text.")

    sent = send(form, what, file, **said)

    page = page_of(sent, status=422)
    place = f"f-new-{'pdf-' if what.startswith('document') else ''}body-"
    assert beside(page)[f"{place}file"].startswith(f"Error: {sentence}")
    assert set(mistakes_of(page)) == {f"#{place}file"}
    again = mara.form_of(sent, status=422).fields
    assert {again[f"{place.replace('-', '.')}{name}"]: text for name, text in said.items()} == {
        text: text for text in said.values()
    }
    assert again["f.body"] == typed_of_draft()["body"] == "Typed text."
    assert again["f.name"] == typed_of_draft()["name"] == "A meeting"
    assert db.session.query(Picture).count() == db.session.query(Document).count() == 0


def test_picture_whose_words_are_missing_is_kept_until_they_are_there(mara: Writer) -> None:
    form = mara.open("events/new").type(**EVENT, body="Typed text.")

    sent = send(form, "picture:body", file_of(), alt="", credit="Photo: ASTRA", at="0")

    page = page_of(sent, status=422)
    assert beside(page) == {"f-new-body-alt": "Error: Fill this in."}
    assert typed_of_draft()["body"] == "Typed text."
    again = mara.form_of(sent, status=422)
    assert again.fields["f.new.body.at"] == "0"
    assert send(again, "picture:body", None, alt="A hall").status_code == 303
    [picture] = db.session.query(Picture)
    line = f'![A hall]({picture.file} "Photo: ASTRA")'
    assert typed_of_draft()["body"] == f"Typed text.\n\n{line}\n"


def test_portrait_is_added_replaced_and_removed(mara: Writer) -> None:
    form = mara.open("speakers/new").type(name="Mira", portrait_alt="Mira, laughing")

    sent = send(form, "picture:portrait", file_of(painted(90, 70)))
    [first] = db.session.query(Picture)
    page = shown(mara, sent)
    assert [each.get("src") for each in page.iter("img")] == [
        f"{CONTENT}/pictures/{first.name}-90.jpg"
    ]
    sent = send(mara.form_of(sent), "picture:portrait", file_of(painted(60, 70)))
    db.session.rollback()
    second = db.session.query(Picture).order_by(Picture.id.desc()).first()
    assert second is not None
    published(mara.form_of(sent))

    mira = speaker_by_slug("mira")
    assert mira is not None
    assert mira.picture is not None
    assert (mira.picture.name, mira.picture_alt) == (second.name, "Mira, laughing")
    form = mara.open(f"speakers/{mira.id}/")
    removed = mara.form_of(form.press("drop:portrait"))
    published(removed)
    mira = speaker_by_slug("mira")
    assert mira is not None
    assert mira.picture is None


def test_portrait_without_words_is_told_at_once_and_is_not_lost(mara: Writer) -> None:
    form = mara.open("speakers/new").type(name="Mira")

    sent = send(form, "picture:portrait", file_of())

    assert beside(page_of(sent, status=422)) == {"f-portrait-alt": "Error: Fill this in."}
    [picture] = db.session.query(Picture)
    assert typed_of_draft()["portrait"]["file"] == picture.file


def test_logo_stands_before_the_name_of_the_site(app: Flask, mara: Writer) -> None:
    form = mara.open("site/new").type(language="en", name="Safe House")

    published(mara.form_of(send(form, "picture:logo", file_of(painted(400, 100)))))

    site = site_of("en")
    assert site is not None
    assert site.picture is not None
    home = page_of(app.test_client().get("/"))
    [name] = by_class(home, "site-name")
    [logo] = name.iter("img")
    assert (logo.get("src"), logo.get("alt")) == (f"/pictures/{site.picture.name}-400.jpg", "")
    assert app.test_client().get(logo.get("src") or "").status_code == 200


def test_files_of_a_draft_are_for_editors_alone(app: Flask, mara: Writer) -> None:
    form = mara.open("events/new").type(**EVENT, body="Text.")
    sent = send(form, "picture:body", file_of(painted(400, 300)), **FIELDS)
    sent = send(mara.form_of(sent), "document:body", pdf(), words="Programme")
    [picture], [document] = db.session.query(Picture), db.session.query(Document)
    paths = (f"/pictures/{picture.name}-320.webp", f"/documents/{document.name}.pdf")
    stranger = app.test_client()
    moderator = signed_in_in_role(app, "Nada", ModeratorRole.MODERATOR)

    def statuses(client: FlaskClient, before: str = "") -> list[int]:
        return [client.get(before + path).status_code for path in paths]

    assert statuses(stranger) == statuses(mara.client) == [404, 404]
    assert statuses(mara.client, CONTENT) == [200, 200]
    assert statuses(stranger, CONTENT) == [303, 303]
    assert statuses(moderator, CONTENT) == [403, 403]
    for path in paths:
        headers = mara.client.get(CONTENT + path).headers
        assert headers["Cache-Control"] == "no-store"
        assert headers["Content-Security-Policy"].endswith(
            "default-src 'none'; frame-ancestors 'none'"
        )
    preview = mara.form_of(sent).press("preview").headers["Location"]
    seen = mara.client.get(preview).text
    assert f"{CONTENT}{paths[0]} 320w" in seen
    assert f'"/pictures/{picture.name}' not in seen

    published(mara.form_of(sent))
    assert statuses(stranger) == [200, 200]
    event = event_by_slug("a-meeting")
    assert event is not None
    stranger.get("/events/a-meeting/")
    event.state = type(event.state).WITHDRAWN
    db.session.commit()
    assert statuses(stranger) == [404, 404]


def test_strangers_and_moderators_send_no_files(app: Flask, mara: Writer) -> None:
    form = mara.open("events/new").type(**EVENT)
    stranger, large = app.test_client(), file_of() + b"\0" * 40_000
    moderator = signed_in_in_role(app, "Nada", ModeratorRole.MODERATOR)

    for client, status in ((stranger, 403), (moderator, 403)):
        other = Form(client, form.url, form.fields)
        assert send(other, "picture:body", large, **FIELDS).status_code == status
        assert client.get(f"{form.url}/files").status_code != 204
    assert mara.client.get(f"{form.url}/files").status_code == 204
    unsigned = Form(mara.client, form.url, form.fields | {"csrf_token": "none"})
    assert send(unsigned, "picture:body", file_of(), **FIELDS).status_code != 303
    assert db.session.query(Picture).count() == 0


@pytest.mark.parametrize("what", ["picture:name", "picture:nothing", "drop:body", ""])
def test_file_for_no_place_is_refused(mara: Writer, what: str) -> None:
    form = mara.open("events/new").type(**EVENT)

    assert send(form, what, file_of()).status_code == 400

    assert db.session.query(Picture).count() == 0


def test_file_is_not_taken_for_a_draft_that_is_another_editors(
    app: Flask, mara: Writer, nikola: Writer
) -> None:
    form = mara.open("events/new").type(**EVENT, body="Hers.")
    form.press("save")
    his = nikola.form_of(nikola.client.get(form.url))

    sent = send(his, "picture:body", file_of(), **FIELDS)

    assert sent.status_code == 403
    assert typed_of_draft()["body"] == "Hers."
    assert db.session.query(Picture).count() == 0


@pytest.mark.parametrize(
    ("text", "at", "result"),
    [
        ("", None, "L\n"),
        ("A", None, "A\n\nL\n"),
        ("A\n\nB\n", 0, "A\n\nL\n\nB\n"),
        ("A\nA\n\nB", 2, "A\nA\n\nL\n\nB\n"),
        ("A\n\nB", 4, "A\n\nB\n\nL\n"),
        ("A\n\nB", 9000, "A\n\nB\n\nL\n"),
        ("\n\n", None, "L\n"),
    ],
)
def test_line_is_a_paragraph_of_its_own(text: str, at: int | None, result: str) -> None:
    assert with_line(text, "L", at=at) == result


@pytest.mark.parametrize(
    "words", ["plain", "a [b](c) *d* `e` <b>&amp;</b> \\ ~~f~~ __g__ | h! #", "“Ž”", 'say "so"']
)
def test_words_are_shown_as_they_were_typed(words: str) -> None:
    name = "0" * 32
    html = article_html(f'![{escaped(words)}]({name}.webp "{escaped(words)}")')

    figure = html5lib.parse(html, namespaceHTMLElements=False)
    [image] = figure.iter("img")
    assert image.get("alt") == words
    assert "".join(next(figure.iter("figcaption")).itertext()) == words
    assert names_in(html) == {name}
