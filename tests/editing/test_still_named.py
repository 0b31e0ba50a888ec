"""Where somebody who was withdrawn is still named, editors are told: only they can change that."""

from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from flask import Flask

from tests.content_files import take_in_all
from tests.editing.writing import CONTENT, Writer
from tests.pages import by_class, page_of, text_of
from tests.publishing.pages import FILES, item

NAME = "Vera Markedperson"
SAID = f"{NAME} was taken off the site. The name still stands in this text."


@pytest.fixture(autouse=True)
def content(app: Flask, tmp_path: Path) -> None:
    named = FILES["meeting.md"].replace("Welcome,", f"{NAME} spoke. Welcome,")
    past = FILES["meeting.md"].replace("Markedmeeting", "Silent one")
    take_in_all(tmp_path / "files", {**FILES, "meeting.md": named, "silent.md": past})


def notices(page: Element) -> list[str]:
    return [text_of(each) for each in by_class(page, "notice")]


def test_editor_who_withdraws_a_person_is_told_which_articles_name_them(mara: Writer) -> None:
    vera, meeting = item("vera").id, item("meeting").id
    events = f"{CONTENT}/events/"
    assert notices(page_of(mara.client.get(events))) == []
    standing = f"{CONTENT}/speakers/{vera}/standing"
    form = {"do": "withdraw", "seen": "published", "csrf_token": token(mara, standing)}

    done = mara.client.post(standing, data=form)

    [told] = by_class(page_of(mara.client.get(done.headers["Location"])), "notice")
    assert [each.get("href") for each in told.iter("a")] == [f"{CONTENT}/events/{meeting}/"]
    listed = {
        text_of(each.find("h3")): notices(each)
        for each in by_class(page_of(mara.client.get(events)), "content")
    }
    assert listed == {"Markedmeeting": [SAID], "Silent one": []}


def token(writer: Writer, path: str) -> str:
    page = page_of(writer.client.get(path))
    tokens = (each.get("value") for each in page.iter("input") if each.get("name") == "csrf_token")
    return next(filter(None, tokens))
