"""The site itself and its simple pages, written in the browser."""

from flask.testing import FlaskClient

from ethreader.base.db import db
from ethreader.site_pages.queries import all_pages, all_sites
from tests.editing.writing import CONTENT, Writer, beside, mistakes_of
from tests.pages import by_class, links, page_of, text_of, texts


def test_an_editor_gives_the_site_its_name_line_colour_and_rules(
    mara: Writer, client: FlaskClient
) -> None:
    form = mara.form_of(mara.open("site/new").press("add:links")).type(
        language="en",
        name="Safe House",
        tagline="We help.",
        accent="14532D",
        footer_text="A charity.",
        body="Be *kind*.",
        links_1_label="Donate",
        links_1_url="https://example.org/donate",
    )

    assert form.press("publish").status_code == 303

    page = page_of(client.get("/"))
    assert text_of(by_class(page, "site-name")[0]) == "Safe House"
    assert texts(page, ".//h1") == ["We help."]
    assert links(page, ".//footer")["Donate"] == "https://example.org/donate"
    assert texts(page_of(client.get("/house-rules")), ".//main//em") == ["kind"]
    [site] = all_sites()
    assert (site.slug, site.accent) == ("en", "#14532d")


def test_a_pale_colour_is_refused_beside_its_field_with_a_good_one(mara: Writer) -> None:
    form = mara.open("site/new").type(language="en", name="Safe House", accent="#f5d90a")

    page = page_of(form.press("publish"), status=422)

    [told] = mistakes_of(page).values()
    assert "too pale to be read on white" in told
    [said] = beside(page).values()
    proposed = said.rpartition("perhaps ")[2].strip(".")
    again = mara.form_of(form.press("publish"), status=422).type(accent=proposed)
    assert again.fields["f.name"] == "Safe House"
    assert again.press("publish").status_code == 303


def test_an_editor_writes_a_page_and_puts_it_into_a_menu(mara: Writer, client: FlaskClient) -> None:
    form = mara.open("pages/new").type(
        title="Über uns", language="de", place="footer", position="1", body="Wir *helfen*."
    )

    assert form.press("publish").status_code == 303

    assert links(page_of(client.get("/de/")), ".//footer")["Über uns"] == "/de/pages/ueber-uns/"
    assert texts(page_of(client.get("/de/pages/ueber-uns/")), ".//main//em") == ["helfen"]


def test_a_page_is_edited_and_moved_to_another_menu(mara: Writer, client: FlaskClient) -> None:
    mara.open("pages/new").type(title="Contact", body="Call.", place="none").press("publish")
    [page] = all_pages()
    form = mara.open(f"pages/{page.id}/")

    assert form.type(place="header").press("publish").status_code == 303

    db.session.rollback()
    assert "Contact" in links(page_of(client.get("/")), ".//nav[@aria-label='Main']")
    assert "Contact" in mara.client.get(f"{CONTENT}/pages/").text


def test_site_without_a_name_is_called_by_its_language(mara: Writer) -> None:
    form = mara.open("site/new").type(language="sr-Cyrl", tagline="Помажемо.")
    form.press("save")
    drafts = page_of(mara.client.get(f"{CONTENT}/site/"))
    form.press("publish")

    [site] = all_sites()
    for path in ("", f"{site.id}/", f"{site.id}/versions"):
        page = mara.client.get(f"{CONTENT}/site/{path}")
        assert "српски (ћирилица)" in text_of(page_of(page).find(".//main"))
    assert "српски (ћирилица)" in text_of(drafts.find(".//main"))
