"""In which direction a language is written, and that all that is written in it says so."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from ethreader.base.db import db
from ethreader.comments.models import State
from ethreader.events.models import Event
from ethreader.i18n.directions import direction_of
from tests.conftest import make_comment
from tests.content_files import ORGANISATION, SPEAKER, event_file, take_in_all
from tests.pages import page_of, text_of

RTL = [
    *("ar", "ar-EG", "ar-Arab-IQ", "he", "he-IL", "fa", "fa-AF", "ur", "ur-PK", "ps", "ckb", "sd"),
    *("ug", "yi", "dv", "syr", "nqo", "pa-PK", "pa-Arab", "az-IR", "ku-Arab", "ks"),
]
LTR = [
    *("en", "de", "sr", "sr-Cyrl", "sr-Latn", "ru", "tr", "az", "ku", "pa", "ar-Latn", "he-Latn"),
    *("ja", "zh-Hant", "el", "am", "ka", "hy", "th", "xx", "zzz", "", "uz", "fr-EG", "ms"),
]
# A name, a text and a headline, which are Arabic, Hebrew, Persian and Urdu.
WORDS = {
    "ar": ("اجتماع الشتاء", "نلتقي في الشتاء."),
    "he": ("פגישת חורף", "ניפגש בחורף."),
    "fa": ("نشست زمستانی", "در زمستان دیدار می‌کنیم."),
    "ur": ("موسم سرما کا اجلاس", "ہم سردیوں میں ملتے ہیں۔"),
}


def test_direction_is_that_of_the_script() -> None:
    assert {tag: direction_of(tag) for tag in RTL} == dict.fromkeys(RTL, "rtl")
    assert {tag: direction_of(tag) for tag in LTR} == dict.fromkeys(LTR, "ltr")


@pytest.mark.parametrize(
    "tag", ["ar", *(pytest.param(each, marks=pytest.mark.long) for each in WORDS if each != "ar")]
)
def test_all_that_is_written_from_the_right_says_so(
    app: Flask, client: FlaskClient, tmp_path: Path, tag: str
) -> None:
    """Every piece of it stands in an element that has both, and the site's own words go back."""
    name, body = WORDS[tag]
    language = f"language: {tag}"
    lines = (language, f"headline: {name} 1", f"summary: {body}", "status: postponed")
    dated = (*lines, "published: 2026-01-05")
    behind = ("organisations:", "  - organisation: house", "    role: host")
    who = ("speakers:", "  - speaker: vera", f"    role: {name} 5", f"    topic: {name} 2")
    event = event_file(*dated, *behind, *who, body=body).replace("Meeting", name)
    about = f"{name} 3\nheadline: {body}\n{language}"
    speaker = SPEAKER.replace("Vera", about).replace("She speaks.", body)
    moved = ("status: rescheduled", "previously: [2026-01-03]", "part_of: meeting")
    side = event_file(language, *moved, body=body).replace("Meeting", f"{name} 4")
    files = {"vera.md": speaker, "meeting.md": event, "side.md": side, "house.md": ORGANISATION}
    take_in_all(tmp_path, files)

    for path in (
        *("/", "/events/", "/events/meeting/", "/events/side/", "/speakers/", "/speakers/vera/"),
        *("/events/meeting/comments", "/events/meeting/comments/new"),
        *("/events/meeting/comments/follow", "/events/meeting/comments/received"),
    ):
        page = page_of(client.get(path))
        above = {child: parent for parent in page.iter() for child in parent}
        said = 0
        for each in page.find("body").iter():  # type: ignore[union-attr]
            element, own = each, each.text or ""
            while "dir" not in element.attrib and element in above:
                element = above[element]
            if name in own or body in own:
                assert (element.get("lang"), element.get("dir")) == (tag, "rtl"), (path, own)
                said += 1
            elif own.strip():
                assert element.get("dir") != "rtl", (path, own)
        assert said, (path, text_of(page))


def test_feed_keeps_a_title_from_the_right_to_itself(
    app: Flask, client: FlaskClient, tmp_path: Path
) -> None:
    """Else the sign at its end would stand before it: XML has no `dir`."""
    arabic = event_file("language: ar", "headline: نلتقي!")
    take_in_all(tmp_path, {"ar.md": arabic, "en.md": event_file("headline: We meet!")})

    titles = [client.get(f"/events/{each}/comments.xml").text for each in ("ar", "en")]

    assert "<title>Comments: \u2068نلتقي!\u2069</title>" in titles[0]
    assert "<title>Comments: We meet!</title>" in titles[1]


def test_moderators_read_a_title_from_the_right_within_their_line(
    moderator_client: FlaskClient, event: Event
) -> None:
    event.headline, event.language = "نلتقي!", "ar"
    db.session.commit()
    make_comment(event, state=State.PENDING)

    assert "on \u2068نلتقي!\u2069" in moderator_client.get("/moderation/").text
