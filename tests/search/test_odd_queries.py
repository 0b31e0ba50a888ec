"""Whatever is typed: never a failure, always a sentence that helps. One site for all of it."""

from itertools import cycle

import pytest
from flask.testing import FlaskClient

from ethreader.events.models import Event
from tests.conftest import make_comment
from tests.pages import page_of, text_of
from tests.search.searching import seen

ODD = [
    "", " ", '"', '""', '"""', "'", "''", "\\", "\0", "\0\0house", "a\0b", "*", "**",
    "house*", "*house", "(", ")", "((((", "house)", "NEAR(a b, 5)", "NEAR/2", "AND", "OR",
    "NOT", "AND AND", "house AND", "NOT house", "house OR 1=1", "title:house",
    "{title words}:house", "- house", "-house", "^house", "house^2", "house + sea",
    "house ~ sea", "search_index", "rowid:1", "a:b:c", "house & sea", "a | b", "!house",
    "a <-> b", "a <2> b", ":*", "house:*", "house:A", "'house':*", "%", "_", "100%",
    "house;--", "'; DROP TABLE search_entry; --", "<script>alert(1)</script>", "<mark>",
    "&amp;", "&lt;", "🌱", "👩‍👩‍👧", "🇷🇸", "\u202ehouse", "\ufeff", "\u200b", "\ud7ff",
    "\uffff", "\U0010ffff", "\u0301", "a\u0301\u0301", "\n", "\t", "house\nsea", "½", "№",
    "ﷺ", "ß", "x" * 299, "x" * 300, "x" * 301, "x " * 149, '"x ' * 99, '"' * 300,
    "\u0301" * 300, "ﷺ" * 300, "ch " * 80, "word " + "*" * 200, "%00", "%", "%zz", "+", "..",
    "/",
]  # fmt: skip


CHOICES: tuple[dict[str, str], ...] = ({}, {"kind": "comment", "page": "2"}, {"year": "2026"})


@pytest.fixture
def site(client: FlaskClient, event: Event) -> FlaskClient:
    make_comment(event, body="A house by the sea.")
    return client


def test_odd_query_gets_a_page_with_a_sentence(site: FlaskClient) -> None:
    assert seen(site.get("/search?q=house")).marks == ["house"]
    for typed, more in zip(ODD, cycle(CHOICES), strict=False):
        page = page_of(site.get("/search", query_string={"q": typed, **more}))
        said = text_of(page.find(".//main")).lower()
        assert page.findall(".//h3") or "search" in said, typed
        assert page.findall(".//main//script") == []


ODD_URLS = [
    "kind=nothing", "kind=page%00", "kind=%F0%9F%8C%B1", "year=0", "year=99999", "year=-1",
    "year=two", "year=%D9%A2%D9%A0%D9%A2%D9%A6", "year=9999", "page=0", "page=-1", "page=51",
    "page=99999999999999", "page=1e3", "page=%C2%B2", "kind=&year=&page=", "q=sea&q=house",
    "kind=event&kind=comment", "x=y", "q=%FF%FE", "q=%ED%A0%80", "q=%", "q", "", "q=%00%00",
    "&&&", "q[]=a",
]  # fmt: skip


def test_what_makes_no_sense_in_the_url_is_left_out(site: FlaskClient) -> None:
    for query in ODD_URLS:
        assert site.get(f"/search?q=house&{query}").status_code == 200, query


def test_ten_thousand_characters_get_a_sentence(site: FlaskClient) -> None:
    kept = seen(site.get("/search", query_string={"q": "house " * 1_000}))
    refused = site.get("/search", query_string={"q": "house sea " * 1_000})

    assert kept.notices[0].startswith("That is too long to search for")
    assert refused.status_code == 414
    assert "too long" in refused.text
