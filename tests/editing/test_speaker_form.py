"""A speaker's page is written, refused with all mistakes at once, and published."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from ethreader.base.db import db
from ethreader.publishing.draft_models import ContentDraft
from ethreader.publishing.version_models import ContentVersion
from ethreader.speakers.models import Speaker
from ethreader.speakers.queries import all_speakers, speaker_by_slug
from tests.editing.writing import Writer, beside, mistakes_of
from tests.pages import by_class, page_of, text_of, texts
from tests.visitors import HTMX, both_ways


def stored() -> list[Speaker]:
    db.session.rollback()
    return list(all_speakers())


def drafts() -> list[ContentDraft]:
    db.session.rollback()
    return db.session.query(ContentDraft).order_by(ContentDraft.id).all()


def test_a_speaker_is_published_with_everything_that_was_typed(
    mara: Writer, client: FlaskClient
) -> None:
    form = mara.open("speakers/new").type(
        name="Ана Анђелковић",
        headline="Lawyer",
        language="sr-Cyrl",
        body="She *helps*.\r\n\r\nAll.",
    )
    form = mara.form_of(form.press("add:links"))
    form.type(links_1_label="Her page", links_1_url="https://example.org/")

    response = form.press("publish")

    assert response.status_code == 303
    page = page_of(form.client.get(response.headers["Location"]))
    assert text_of(by_class(page, "confirmation")[0]).startswith("Published: Ана Анђелковић.")
    [speaker] = stored()
    assert (speaker.slug, speaker.headline) == ("ana-andjelkovic", "Lawyer")
    assert (speaker.language, speaker.body) == ("sr-Cyrl", "She *helps*.\n\nAll.")
    assert speaker.links == [{"label": "Her page", "url": "https://example.org/"}]
    assert "<em>helps</em>" in client.get("/speakers/ana-andjelkovic/").text
    assert drafts() == []


@both_ways
def test_all_mistakes_are_told_at_once_and_nothing_typed_is_lost(
    mara: Writer, headers: dict[str, str]
) -> None:
    form = mara.open("speakers/new")
    form = mara.form_of(form.press("add:links"))
    form = mara.form_of(form.press("add:links"))
    typed = {
        "headline": "x" * 301,
        "slug": "Not a slug",
        "body": "  <b>kept\n\n",
        "links_2_label": "Her page",
        "links_2_url": "example.org",
    }
    form.type(**typed)

    response = form.press("publish", headers)

    page = page_of(response, status=422)
    assert set(mistakes_of(page)) == {"#f-name", "#f-headline", "#f-slug", "#f-links-2-url"}
    assert mistakes_of(page)["#f-name"] == "Name: Fill this in."
    assert beside(page)["f-links-2-url"].endswith("perhaps https://example.org.")
    [summary] = by_class(page, "error-summary")
    assert [each for each in page.iter() if "autofocus" in each.attrib] == [summary]
    again = mara.form_of(response, status=422)
    assert {name: again.fields[f"f.{name.replace('_', '.')}"] for name in typed} == typed
    assert stored() == []
    assert [draft.values["headline"] for draft in drafts()] == ["x" * 301]


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Ana Anđelković", "ana-andjelkovic-2"),
        ("Ана Анђелковић", "ana-andjelkovic-2"),
        ("Zoë Müller", "zoe-mueller"),
    ],
)
def test_a_slug_is_made_of_the_name_and_never_one_that_is_taken(
    mara: Writer, name: str, slug: str
) -> None:
    mara.publish_speaker("Ana Anđelković")

    mara.publish_speaker(name)

    assert {speaker.slug for speaker in stored()} == {"ana-andjelkovic", slug}


def test_a_slug_that_is_taken_or_cannot_be_made_is_told(mara: Writer) -> None:
    mara.publish_speaker("Ana")
    taken = mara.open("speakers/new").type(name="Another", slug="ana").press("publish")
    foreign = mara.open("speakers/new").type(name="李明").press("publish")

    assert "Something else has this already" in mistakes_of(page_of(taken, status=422))["#f-slug"]
    assert "cannot be made from the name" in mistakes_of(page_of(foreign, status=422))["#f-slug"]
    assert [speaker.slug for speaker in stored()] == ["ana"]


def test_what_is_on_the_site_is_changed_in_place(mara: Writer) -> None:
    mara.publish_speaker(headline="Lawyer")
    [speaker] = stored()
    form = mara.open(f"speakers/{speaker.id}/")
    assert (form.fields["f.name"], form.fields["f.headline"]) == ("Ana Anđelković", "Lawyer")

    form.type(headline="Judge", slug="ana").press("publish")

    [after] = stored()
    assert (after.id, after.headline, after.slug) == (speaker.id, "Judge", "ana")


def test_what_is_kept_of_a_consent_survives_a_change_of_something_else(mara: Writer) -> None:
    form = mara.open("speakers/new").type(name="Ana")
    typed = {
        "consent_purpose": "This page.",
        "consent_given_on": "2026-01-02",
        "is_pseudonym": "yes",
        "no_portrait": "no",
    }
    form.fields |= {f"f.{name}": text for name, text in typed.items()}
    form.press("publish")
    [speaker] = stored()

    mara.open(f"speakers/{speaker.id}/").type(headline="Judge").press("publish")

    [after] = stored()
    assert (after.headline, after.consent_purpose) == ("Judge", "This page.")
    assert (str(after.consent_given_on), after.consent_expires_on) == ("2026-01-02", None)
    assert (after.is_pseudonym, after.no_portrait) == (True, False)


@both_ways
def test_rows_come_go_and_move_with_everything_kept(mara: Writer, headers: dict[str, str]) -> None:
    form = mara.open("speakers/new").type(body="Half a senten")
    for number, word in enumerate(("one", "two", "three"), start=1):
        form = mara.form_of(form.press("add:links", headers))
        form.fields[f"f.links.{number}.label"] = word

    form = mara.form_of(form.press("up:links.3", headers))
    form = mara.form_of(form.press("down:links.1", headers))
    form = mara.form_of(form.press("remove:links.2", headers))

    assert [form.fields[f"f.links.{n}.label"] for n in (1, 2)] == ["three", "two"]
    assert "f.links.3.label" not in form.fields
    assert form.fields["f.body"] == "Half a senten"
    for odd in ("remove:links.9", "up:links.0", "add:nothing", "up:links", "remove:body.1", "xyz"):
        again = mara.form_of(form.press(odd, headers))
        assert again.fields["f.links.2.label"] == "two"


def test_the_row_that_was_added_takes_the_focus(mara: Writer) -> None:
    form = mara.open("speakers/new")

    page = page_of(form.press("add:links", HTMX))

    assert [e.get("id") for e in page.iter() if "autofocus" in e.attrib] == ["f-links-1-label"]


def test_the_preview_is_the_readers_page_and_for_editors_alone(
    mara: Writer, client: FlaskClient
) -> None:
    where = mara.open("speakers/new").type(name="Ana", body="*Soon*").press("preview")
    url = where.headers["Location"]

    response = mara.client.get(url)

    assert "<em>Soon</em>" in response.text
    assert texts(page_of(response), ".//article//h1") == ["Ana"]
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert client.get(url).headers["Location"] == "/moderation/login"
    assert speaker_by_slug("ana") is None


def test_the_preview_of_what_is_not_finished_says_what_is_missing(mara: Writer) -> None:
    where = mara.open("speakers/new").type(body="*Soon*").press("preview")

    page = page_of(mara.client.get(where.headers["Location"]))

    assert "Name: Fill this in." in texts(page, ".//li")


def test_an_organisation_has_the_same_form(mara: Writer) -> None:
    form = mara.open("organisations/new").type(name="ASTRA", description="Against trafficking.")

    assert form.press("publish").status_code == 303

    page = page_of(mara.client.get("/moderation/content/organisations/"))
    assert [text_of(each) for each in by_class(page, "card-title")] == ["ASTRA"]


def test_odd_forms_change_nothing(app: Flask, mara: Writer) -> None:
    form = mara.open("speakers/new")
    for name, value in (
        ("window", "x"),
        ("kind", "page"),
        ("kind", "nonsense"),
        ("item", "-1"),
        ("based_on", "1e9"),
        ("save_number", "²"),
    ):
        odd = {**form.fields, name: value}
        assert mara.client.post(form.url, data=odd).status_code == 400, (name, value)
    assert mara.client.post(form.url, data={**form.fields, "csrf_token": ""}).status_code == 409
    assert drafts() == []
    paths = ("nothing/", "nothing/new", "speakers/999/", "drafts/0123456789abcdef")
    assert {mara.client.get(f"/moderation/content/{path}").status_code for path in paths} == {404}
    assert db.session.query(ContentVersion).count() == 0


def test_a_long_article_in_cyrillic_is_saved(mara: Writer) -> None:
    body = "Жртве трговине људима имају право на подршку. " * 2000

    form = mara.form_of(mara.open("speakers/new").type(name="Ана", body=body).press("save"))

    assert form.fields["f.body"] == body
