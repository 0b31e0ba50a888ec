"""Words of which nobody says the language stand in an element that keeps their direction in it."""

from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from flask import Flask
from flask.testing import FlaskClient

from ethreader.comments.models import State
from ethreader.events.queries import event_by_slug
from tests.conftest import make_comment
from tests.content_files import event_file, take_in_all
from tests.pages import page_of

# Each begins with a word of its own, so that it is found, and ends with a sign that would jump.
ORGANISATION, LINKED, NOTE = "منظمة!", "مجموعة!", "ملاحظة!"
ROLE, AFFILIATION = "متحدثة!", "جامعة!"
AUTHOR, REPLYING = "ليلى!", "سلمى!"

FILES = {
    "house.md": f"---\nkind: organisation\nname: {ORGANISATION}\n---\n",
    "group.md": f"---\nkind: organisation\nname: {LINKED}\nurl: https://example.org/\n---\n",
    "vera.md": "---\nkind: speaker\nname: Vera\n---\n\nShe speaks.\n",
    "meeting.md": event_file(
        *("organisations:", "  - organisation: house", "    role: host", f"    note: {NOTE}"),
        *("  - organisation: group", "    role: supporter"),
        *("speakers:", "  - speaker: vera"),
        *(f"    role: {ROLE}", f"    affiliation: {AFFILIATION}"),
    ),
}
SHOWN = {
    "/events/meeting/": (ORGANISATION, LINKED, NOTE, ROLE, AFFILIATION, AUTHOR, REPLYING),
    "/speakers/vera/": (ROLE, AFFILIATION),
    "/events/meeting/comments": (AUTHOR, REPLYING),
    "/moderation/": (AUTHOR,),
    "/moderation/published": (REPLYING,),
}


@pytest.fixture
def filled(app: Flask, tmp_path: Path) -> Flask:
    take_in_all(tmp_path, FILES)
    event = event_by_slug("meeting")
    assert event is not None
    first = make_comment(event, name=AUTHOR)
    last = first
    for _ in range(5):  # Beyond what the indentation shows, the parent is named.
        last = make_comment(event, name=REPLYING, answering=last)
    make_comment(event, name=AUTHOR, answering=first, state=State.PENDING)
    return app


def holders(page: Element, words: str, above: dict[Element, Element]) -> Iterator[Element]:
    """Yield what holds words that are shown: in it, or in what goes on behind a piece of it."""
    for each in page.find("body").iter():  # type: ignore[union-attr]
        if words in (each.text or "") and each.tag not in {"script", "textarea"}:
            yield each
        if words in (each.tail or ""):
            yield above[each]


def kept_apart(page: Element, words: str) -> list[bool]:
    """Tell for each place of words whether the nearest element that has a direction is theirs."""
    above = {child: parent for parent in page.iter() for child in parent}
    sides = [side_of(each, above) for each in holders(page, words, above)]
    return ["".join(each.itertext()).strip(" \n\u2068\u2069") == words for each in sides]


def side_of(element: Element, above: dict[Element, Element]) -> Element:
    """Return the nearest element that has a direction of its own."""
    while element.tag != "bdi" and "dir" not in element.attrib and element in above:
        element = above[element]
    return element


@pytest.mark.parametrize("path", SHOWN)
def test_words_of_a_language_that_nobody_said_stand_by_themselves(
    filled: Flask, moderator_client: FlaskClient, path: str
) -> None:
    page = page_of(moderator_client.get(path))

    apart = {words: kept_apart(page, words) for words in SHOWN[path]}

    assert apart == {words: [True] * len(each) for words, each in apart.items()}
    assert all(apart.values())
