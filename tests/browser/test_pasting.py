"""Pasting from other programs: clean Markdown, nothing lost unsaid, in a real browser."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import html5lib
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from ethreader.base.markup import article_html
from ethreader.web.bundles import join

pytestmark = pytest.mark.browser
SAMPLES = Path(__file__).parents[1] / "corpus" / "pasted"
FIELD = '<textarea id="body" data-markdown rows="20"></textarea><p id="body-pasted"></p>'
LEFT_OUT: dict[str, dict[str, int]] = {
    "word": {"pictures": 1, "remarks": 2, "tracking": 1},
    "outlook": {"tracking": 1},
    "google-docs": {"pictures": 1, "tracking": 1},
    "libreoffice": {},
    "gmail": {"pictures": 1, "withinWords": 1},
    "web": {"embedded": 1, "fields": 2, "tracking": 1, "withinWords": 1},
}
PASTE = """([html, plain]) => {
  const field = document.querySelector("textarea");
  const data = new DataTransfer();
  if (html) data.setData("text/html", html);
  data.setData("text/plain", plain);
  const event = new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true});
  field.focus();
  return field.dispatchEvent(event);
}"""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """A page with one field to write in, and the script."""
    page = browser.new_page()
    page.set_content(FIELD)
    page.add_script_tag(content=join("editing.js").decode())
    yield page
    page.close()


def converted(page: Page, html: str) -> Any:
    """Return what the script makes of HTML: its text, and what is left out of it."""
    return page.evaluate("(html) => pastedMarkdown.convert(html)", html)


@pytest.mark.parametrize("program", LEFT_OUT)
def test_what_a_program_copies_arrives_as_clean_markdown(page: Page, program: str) -> None:
    html = (SAMPLES / f"{program}.html").read_text(encoding="utf-8")
    wanted = (SAMPLES / f"{program}.md").read_text(encoding="utf-8")

    found = converted(page, html)

    assert found["text"] + "\n" == wanted
    assert {kind: count for kind, count in found["left"].items() if count} == LEFT_OUT[program]


def test_plain_text_stays_as_it_is(page: Page) -> None:
    assert page.evaluate(PASTE, ["", "# a *b*"]) is True
    assert page.evaluate(PASTE, ["<span style='color:red'># a *b*</span>", "# a *b*"]) is True


def test_paste_can_be_undone_and_tells_what_it_left_out(page: Page) -> None:
    page.fill("textarea", "before ")
    page.evaluate(
        """() => { const note = document.querySelector("#body-pasted");
        note.dataset.sayLeftOut = "Left out:"; note.dataset.sayPictures = "pictures";
        note.dataset.sayUndo = "Undo it with Ctrl+Z."; }"""
    )

    page.press("textarea", "End")
    assert page.evaluate(PASTE, ["<p>some <b>words</b><img width=9></p>", "some words"]) is False
    assert page.input_value("textarea") == "before some **words**"
    assert page.inner_text("#body-pasted") == "Left out: pictures (1). Undo it with Ctrl+Z."
    page.press("textarea", "Control+z")
    assert page.input_value("textarea") == "before "


# --- whatever is pasted ---------------------------------------------------------------------------

TEXT = st.text(alphabet="ab1 .,*_`[]()<>&#-+~|\\!:ćЂ“\n=", max_size=8)


def element(names: str, inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Return elements of one of these names around something."""
    return st.builds("<{0}>{1}</{0}>".format, st.sampled_from(names.split()), inner)


ESCAPED = TEXT.map(lambda text: text.replace("&", "&amp;").replace("<", "&lt;"))
INLINE = st.recursive(
    ESCAPED,
    lambda inner: st.one_of(
        element("b i em strong s span font u", inner),
        inner.map("<a href='https://example.org/'>{}</a>".format),
        st.lists(inner, max_size=3).map("".join),
        st.lists(inner, min_size=2, max_size=2).map("<br>".join),
    ),
    max_leaves=5,
)
BLOCKS = st.recursive(
    element("p h1 h2 div", INLINE),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map("".join),
        element("blockquote div", inner),
        st.lists(inner, min_size=1, max_size=3).map(
            lambda items: "<ul>" + "".join(f"<li>{each}</li>" for each in items) + "</ul>"
        ),
        st.lists(INLINE, min_size=1, max_size=3).map(
            lambda items: "<ol>" + "".join(f"<li>{each}</li>" for each in items) + "</ol>"
        ),
        st.lists(INLINE, min_size=4, max_size=4).map(
            lambda cells: (
                "<table><tr><td>{}</td><td>{}</td></tr><tr><td>{}</td><td>{}</td></tr>"
                "</table>".format(*cells)
            )
        ),
    ),
    max_leaves=4,
)


def letters(html: str) -> str:
    """Return all that is read of HTML, without blanks."""
    return "".join("".join(html5lib.parse(html, namespaceHTMLElements=False).itertext()).split())


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(html=BLOCKS)
def test_readers_see_the_words_that_were_copied(page: Page, html: str) -> None:
    shown = article_html(converted(page, html)["text"])

    assert letters(shown) == letters(html)
