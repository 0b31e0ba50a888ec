"""A person who was taken off the site: no URL of anybody's says their name or shows their face.

Asked are all URLs that the map of URLs knows, in all languages, what their pages lead to, and
searches for every spelling, by the border that keeps finished pages, before and after. What an
article says in its own words is its editor's to change, so none here does.
"""

import html
import re
from collections.abc import Collection, Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs, quote, unquote, urlsplit

import pytest
from flask import Flask
from sqlalchemy import select

from ethreader.base.db import begin_write_transaction, db
from ethreader.base.folding import words
from ethreader.base.own_files import names_in
from ethreader.comments.models import Comment
from ethreader.events.models import Event
from ethreader.ops.housekeeping import Housekeeping
from ethreader.publishing.service import withdraw
from ethreader.speakers.queries import speaker_by_slug
from ethreader.transfer.exporting import export_files
from tests.backups.keeping import backup_of, restore_to
from tests.conftest import make_comment
from tests.content_files import take_in, write
from tests.events.test_content_states import urls
from tests.kept.asking import Given, Site
from tests.pictures.drawing import bytes_below, file_of, painted
from tests.publishing.pages import item
from tests.times import utcnow

NAME = "Anđa Markanđelković"
# What somebody may type who looks for her; the folding makes one word of them.
SPELLINGS = ("Markanđelković", "Markandjelkovic", "markandelkovic", "Марканђелковић")
INFLECTED = "Markanđelkovićem"
MARK = "markandelkovic"
SLUG = MARK
WAYS = ("withdrawn", "consent is over")
LANGUAGES = ("", "/sr", "/de")

PORTRAIT, HALL, WORK = painted(700, 500), painted(640, 400), painted(500, 500)
FILES = {
    "markandelkovic.md": f"""---
kind: speaker
name: {NAME}
headline: Lawyer
portrait: {{file: face.png, alt: {NAME} at her desk, credit: {NAME}}}
links:
  - label: {NAME} elsewhere
    url: https://example.org/markandelkovic
---
{NAME} speaks.

![{NAME} once more](face.png "{NAME}")

![At work](work.png)
""",
    "markandelkovic.de.md": f"""---
kind: speaker
headline: {NAME}, Anwältin
---
{NAME} spricht.

![{NAME} bei der Arbeit](work.png)
""",
    "markandelkovic.sr.md": f"---\nkind: speaker\nheadline: {NAME} govori\n---\n{NAME} govori.\n",
    "ruth.sr.md": "---\nkind: speaker\n---\nUz [nju](/speakers/markandelkovic/).\n\n"
    "![Gošća](face.png)\n",
    "ruth.md": "---\nkind: speaker\nname: Ruth Other\n---\nShe speaks too.\n",
    "conference.md": """---
kind: event
name: A conference
starts: 2999-04-04
speakers:
  - speaker: markandelkovic
    role: Keynote
---
Of the conference.
""",
    "meeting.md": """---
kind: event
name: A meeting
headline: The meeting of the year
summary: Of rights.
starts: 2999-04-05T09:30
ends: 2999-04-05T11:00
time_zone: Europe/Vienna
part_of: conference
picture: {file: hall.png, alt: A hall}
speakers:
  - speaker: markandelkovic
    role: Head
    affiliation: Safe House
    topic: Work
  - speaker: ruth
    role: Chair
---
Welcome, [our guest](/speakers/markandelkovic/).

![A hall](hall.png)

![Our guest](face.png)
""",
    "past.md": """---
kind: event
name: A meeting of before
starts: 2020-04-05
speakers:
  - speaker: markandelkovic
    role: Guest
---
It was said by [her](/speakers/markandelkovic/).
""",
    "meeting.sr.md": """---
kind: event
name: Sastanak
speakers:
  - speaker: markandelkovic
    role: Vodi
    topic: Rad
---
Dobro došli.
""",
    "about.md": "---\nkind: page\ntitle: About\nplace: header\n---\nSee "
    "[a friend](/speakers/markandelkovic/).\n\n![A friend](face.png)\n",
}


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "face.png").write_bytes(file_of(PORTRAIT))
    (folder / "hall.png").write_bytes(file_of(HALL))
    (folder / "work.png").write_bytes(file_of(WORK))
    return folder


def public_paths(app: Flask) -> Iterator[str]:
    """Yield every path that the map of URLs has for readers, and what is asked with a query."""
    comment = db.session.scalars(select(Comment)).one()
    for slug in ("meeting", "conference", "past"):
        for path in urls(app, comment, slug):
            yield path.replace("/speakers/vera", f"/speakers/{SLUG}")
    yield from (
        f"/search?q={quote(each)}" for each in (*SPELLINGS, INFLECTED, "Anđa", "meeting", "speaks")
    )
    yield from (f"/oembed?url=http://127.0.0.1:8000/{each}" for each in ("events/meeting/", ""))
    yield "/pages/about/"
    yield "/speakers/markandelkovic/"


def walked(app: Flask, site: Site, known: Collection[str] = ()) -> dict[str, Given]:
    """Ask for everything, in all languages, and for what the pages lead to."""
    paths = set(public_paths(app))
    asked = {before + path for before in LANGUAGES for path in paths} | set(known)
    given: dict[str, Given] = {}
    while waiting := sorted(asked - set(given)):
        for path in waiting:
            given[path] = site.ask(path)
        asked |= {to for path in waiting for to in led_to(given[path])}
    return given


def led_to(given: Given) -> Iterator[str]:
    """Yield the paths of the site that a response names."""
    said = ""
    if given.headers.get("content-type", "").startswith(("text/", "application/")):
        said = given.text
    for url in re.findall(r"(?:href|src|srcset)=\"([^\"]+)\"|<loc>([^<]+)<", said):
        for part in html.unescape("".join(url)).split(", "):
            to = urlsplit(part.split(" ")[0])
            is_ours = to.netloc in {"", "127.0.0.1:8000", "localhost"} and to.path.startswith("/")
            if is_ours and not re.match(r"/(\w\w(-\w+)?/)?(moderation|exit|static)", to.path):
                yield to.path + (f"?{to.query}" if to.query else "")


def names(text: str) -> bool:
    """Tell whether a text says her name, in any spelling and any way to write letters."""
    plain = re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), html.unescape(text))
    return any(MARK in word.folded for word in words(unquote(plain)))


def said_by(path: str, given: Given) -> str:
    """Return what a response says by itself: not what was typed into the URL."""
    is_text = given.headers.get("content-type", "").startswith(("text/", "application/"))
    said = "".join(f"{name}: {value}\n" for name, value in given.headers.items())
    said += given.text if is_text else ""
    typed = urlsplit(path)
    asked_for = parse_qs(typed.query).get("q", [])
    for each in (*re.findall(rf"speakers/{SLUG}", typed.path), *asked_for):
        said = unquote(html.unescape(said)).replace(each, "")
    return said


def told_of(given: dict[str, Given], pieces: list[bytes], name: str) -> list[str]:
    """Return what says her name or shows her face, or finds something by her name."""
    found = []
    for path, each in given.items():
        said = said_by(path, each)
        is_found = is_search_for_her(path) and "<mark>" in said
        is_shown = name in said or any(piece in each.body for piece in pieces)
        if is_found or is_shown or names(said):
            found.append(path)
    return found


def is_search_for_her(path: str) -> bool:
    asked_for = parse_qs(urlsplit(path).query).get("q", [])
    return any(names(each) for each in asked_for)


def pieces_of(portrait: str, app: Flask) -> list[bytes]:
    """Return a piece of each file of a portrait."""
    folder = Path(app.instance_path) / "pictures" / portrait
    return [path.read_bytes()[-200:-20] for path in folder.iterdir()]


def take_off(app: Flask, way: str) -> None:
    begin_write_transaction()
    speaker = speaker_by_slug(SLUG)
    assert speaker is not None
    if way == "withdrawn":
        withdraw(speaker)
        db.session.commit()
        return
    speaker.consent_expires_on = utcnow().date() - timedelta(days=2)
    db.session.commit()
    Housekeeping(app.extensions["settings"], of="site").take_out(utcnow())


def portrait_of() -> str:
    db.session.rollback()
    speaker = speaker_by_slug(SLUG)
    assert speaker is not None
    assert speaker.picture is not None
    return speaker.picture.name


@pytest.mark.long
@pytest.mark.parametrize("way", WAYS)
def test_no_url_tells_of_her(app: Flask, files: Path, tmp_path: Path, way: str) -> None:
    site = Site(app)
    assert take_in([write(files, FILES)]) == []
    meeting = item("meeting")
    assert isinstance(meeting, Event)
    make_comment(meeting, body="A comment.")
    portrait = portrait_of()
    [at_work] = names_in(str(item(SLUG).body)) - {portrait}
    pieces = pieces_of(portrait, app) + pieces_of(at_work, app)
    before = walked(app, site)
    backup = backup_of(app, tmp_path / "backups")
    told = told_of(before, pieces, portrait)
    # What the test looks for can be found.
    assert {
        *("/speakers/", f"/speakers/{SLUG}/", "/events/meeting/", "/events/past/", "/pages/about/"),
        *("/sitemap.xml", f"/pictures/{portrait}-320.webp", f"/search?q={quote(SPELLINGS[1])}"),
        f"/search?q={quote(INFLECTED)}",
        *("/sr/events/meeting/", "/sr/speakers/ruth/"),
        *(f"{prefix}/speakers/{SLUG}/" for prefix in ("/sr", "/de")),
    } <= set(told)

    take_off(app, way)

    assert told_of(walked(app, site, before), pieces, portrait) == []
    kept = bytes_below(Path(app.instance_path) / "pictures")
    assert way == "withdrawn" or [piece for piece in pieces if piece in kept] == []
    list(export_files(tmp_path / "export"))
    assert [path for path in (tmp_path / "export").rglob("*") if names(path.name)] == []
    assert [piece for piece in pieces if piece in bytes_below(tmp_path / "export")] == []
    exported = bytes_below(tmp_path / "export").decode(errors="replace")
    assert not names(exported)

    take_in([files])
    assert told_of({path: site.ask(path) for path in told}, pieces, portrait) == []

    site.close()
    db.session.remove()
    db.engine.dispose()
    restore_to(app, backup)
    again = Site(app)
    assert told_of({path: again.ask(path) for path in told}, pieces, portrait) == []
    again.close()
