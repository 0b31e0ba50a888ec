from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from ethreader.base.db import db
from ethreader.comments.thread_queries import published_thread
from ethreader.events.models import Event, Organisation
from ethreader.events.queries import event_by_slug
from ethreader.speakers.models import Speaker
from ethreader.transfer.byte_reading import SIZE_LIMIT
from tests.conftest import make_comment
from tests.content_files import (
    ORGANISATION,
    SPEAKER,
    dump,
    event_file,
    take_in,
    take_in_all,
    write,
)
from tests.pages import links, page_of, texts

A_MOMENT = "give a day like 2022-04-05, or a day with an hour like 2022-04-05T09:30"
A_SLUG = "use small letters a to z, digits and single hyphens, 120 at most"
A_LINE = "give one line of text"
A_URL = "give a web address that starts with https:// or http://"

# The hard characters of the article, for where the article itself is not at hand.
ARTICLE = """“PROTECTION: upholding victims’ rights” is on April 5, from 9:30 to 11:00.

La Strada International − a European platform – organises it with LSI’s member LEFO IBF.

One of the speakers will be the ASTRA CEO, Marija Andjelković.
"""


def organisation_file(*lines: str) -> str:
    return "\n".join(["---", "kind: organisation", "name: Safe House", *lines, "---", ""])


# --- what is refused ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        pytest.param(
            "---\nkind: event\nstarts: 2026-02-03\n---\n",
            "1: name: it is missing",
            id="a field that must be there is missing",
        ),
        pytest.param(
            event_file("dress_code: smart"),
            (
                "5: dress_code: there is no such field; the fields here are kind, slug, "
                "name, headline, summary, language, published, starts, ends, time_zone, "
                "status, status_note, previously, attendance, place, online, registration, "
                "part_of, organisations, speakers, comments, comments_close_after, "
                "picture"
            ),
            id="an unknown field",
        ),
        pytest.param(
            event_file("published_on: 2026-02-01"),
            "5: published_on: there is no such field; it is called “published” here",
            id="the name of a column",
        ),
        pytest.param(
            event_file("body: A text."),
            "5: body: there is no such field; the text stands below the front matter",
            id="the text as a field",
        ),
        pytest.param(
            event_file("place:", "  town: Niš"),
            "6: place.town: there is no such field; it is called “locality” here",
            id="an unknown field inside another",
        ),
        pytest.param(
            "---\nkind: meeting\n---\n",
            "2: kind: say event, speaker, organisation, page or site; here perhaps “kind: event”",
            id="an unknown kind",
        ),
        pytest.param(
            "---\nname: Meeting\n---\n",
            "1: kind: say event, speaker, organisation, page or site",
            id="no kind at all",
        ),
        pytest.param(
            event_file("status: maybe"),
            "5: status: choose 'planned', 'postponed', 'rescheduled', 'cancelled' or "
            "'moved-online'",
            id="a status that does not exist",
        ),
        pytest.param(
            event_file("organisations:", "  - organisation: safe-house", "    role: friend"),
            (
                "6: organisations.1.organisation: there is no organisation “safe-house”; write its "
                "file, or correct the slug\n"
                "7: organisations.1.role: "
                "choose 'host', 'co-host', 'supporter', 'funder' or 'participant'"
            ),
            id="a role that does not exist",
        ),
        pytest.param(
            event_file().replace("2026-02-03", "2026-02-30"),
            "4: starts: no calendar has the day 2026-02-30",
            id="a day that no calendar has",
        ),
        pytest.param(
            event_file().replace("2026-02-03", "3 February 2026"),
            (
                "4: starts: give a day like 2022-04-05, or a day with an hour like "
                "2022-04-05T09:30; here perhaps 2026-02-03"
            ),
            id="a day in words",
        ),
        pytest.param(
            event_file("published: 2026-02-03T10:00"),
            "5: published: give a day like 2022-04-05; here perhaps 2026-02-03",
            id="an hour where a day is wanted",
        ),
        pytest.param(
            event_file("published: 2026-02-31"),
            "5: published: no calendar has the day 2026-02-31",
            id="a day of publication that no calendar has",
        ),
        pytest.param(
            event_file().replace("2026-02-03", "2026-02-03T18:00"),
            "1: time_zone: say in which time zone the hours are, like Europe/Vienna",
            id="an hour without a zone",
        ),
        pytest.param(
            event_file("time_zone: Vienna"),
            (
                "5: time_zone: give the time zone of a place by its IANA name, like "
                "Europe/Vienna; for “Vienna” perhaps Europe/Vienna"
            ),
            id="a zone that does not exist",
        ),
        pytest.param(
            event_file("ends: 2026-02-02"),
            "5: ends: the end must come after the beginning",
            id="the end before the start",
        ),
        pytest.param(
            event_file("ends: 2026-02-03T18:00", "time_zone: Europe/Vienna").replace(
                "starts: 2026-02-03", "starts: 2026-02-03T18:00"
            ),
            ("5: ends: the end must come after the beginning"),
            id="the end at the start",
        ),
        pytest.param(
            event_file("ends: 2026-02-03T18:00", "time_zone: Europe/Vienna"),
            "4: starts: give the hour as well, or leave it out of “ends” too",
            id="an hour for the end alone",
        ),
        pytest.param(
            event_file("previously:", "  - 2026-01-01"),
            "5: previously: an event with earlier dates is no longer “planned”; its status may be "
            "“rescheduled”",
            id="an earlier date of an event that was not moved",
        ),
        pytest.param(
            event_file("organisations:", "  - organisation: nobody", "    role: host"),
            (
                "6: organisations.1.organisation: there is no organisation “nobody”"
                "; write its file, or correct the slug"
            ),
            id="an organisation that is not there",
        ),
        pytest.param(
            event_file("speakers:", "  - speaker: nobody", "    role: Speaker"),
            (
                "6: speakers.1.speaker: there is no speaker “nobody”"
                "; write its file, or correct the slug"
            ),
            id="a speaker who is not there",
        ),
        pytest.param(
            event_file("part_of: nothing"),
            "5: part_of: there is no event “nothing”; write its file, or correct the slug",
            id="a parent that is not there",
        ),
        pytest.param(
            event_file("organisations: Safe House"),
            (
                "5: organisations: give a list: one item a line, indented, each with “- ” before "
                "it, with its fields: organisation, role, note"
            ),
            id="no list",
        ),
        pytest.param(
            event_file("place: Vienna"),
            ("5: place: give its fields, one a line, indented: name, address, locality, country"),
            id="text where fields are wanted",
        ),
        pytest.param(
            event_file("headline: [a]"), "5: headline: give one line of text", id="a list, not text"
        ),
        pytest.param(
            event_file('headline: "a\\nb"'),
            "5: headline: give one line of text",
            id="two lines, not one",
        ),
        pytest.param(
            event_file("headline: \u2800\u200b"),
            "5: headline: nothing of it can be seen; delete it, or type it anew",
            id="a line of blanks that no eye sees",
        ),
        pytest.param(
            event_file("headline: a\u202eb"),
            (
                "5: headline: a sign in it that is not seen (U+202E) turns the letters round; "
                "type it anew"
            ),
            id="letters that are turned round",
        ),
        pytest.param(
            event_file("attendance: offline"),
            (
                "5: attendance: choose 'in-person', 'online' or 'both'; for “offline” perhaps "
                "in-person"
            ),
            id="a word that looks like its opposite",
        ),
        pytest.param(
            event_file("attendance: Hybrid"),
            "5: attendance: choose 'in-person', 'online' or 'both'; for “Hybrid” perhaps both",
            id="a word that others use",
        ),
        pytest.param(
            event_file("ends: 2026\u201302\u201304"),
            (
                "5: ends: give a day like 2022-04-05, or a day with an hour like "
                "2022-04-05T09:30; here perhaps 2026-02-04"
            ),
            id="dashes of a word processor",
        ),
        pytest.param(
            event_file("speakers:", "  - Vera"),
            (
                "6: speakers.1: give its fields, one a line, indented: speaker, role, "
                "affiliation, topic"
            ),
            id="a speaker by the name alone",
        ),
        pytest.param(
            event_file("language: Serbian"),
            ("5: language: give a language tag like en, de, sr or sr-Cyrl; for “Serbian” it is sr"),
            id="a language by its name",
        ),
        pytest.param(
            event_file("place:", "  country: Austria"),
            "6: place.country: give two capital letters, like AT; for “Austria” it is AT",
            id="a country by its name",
        ),
        pytest.param(
            event_file("online: javascript:alert(1)"),
            "5: online: give a web address that starts with https:// or http://",
            id="a URL that runs a script",
        ),
        pytest.param(
            event_file("part_of: The Conference"),
            (
                "5: part_of: use small letters a to z, digits and single hyphens, 120 at "
                "most; for “The Conference” perhaps the-conference"
            ),
            id="a slug with blanks",
        ),
        pytest.param(
            event_file("part_of: /events/the-conference/"),
            (
                "5: part_of: use small letters a to z, digits and single hyphens, 120 at "
                "most; for “/events/the-conference/” perhaps the-conference"
            ),
            id="a path where a slug is wanted",
        ),
        pytest.param(
            event_file("part_of: events/the-conference.md"),
            (
                "5: part_of: use small letters a to z, digits and single hyphens, 120 at "
                "most; for “events/the-conference.md” perhaps the-conference"
            ),
            id="a file where a slug is wanted",
        ),
        pytest.param(
            event_file("slug: Größe"),
            (
                "5: slug: use small letters a to z, digits and single hyphens, 120 at most; "
                "for “Größe” perhaps groesse"
            ),
            id="a slug with umlauts",
        ),
        pytest.param(
            event_file("slug: " + "x" * 121),
            (
                "5: slug: use small letters a to z, digits and single hyphens, 120 at most; "
                "for "
                "“xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
                "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx” perhaps "
                "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
                "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
            ),
            id="a slug that is too long",
        ),
        pytest.param(
            event_file(f"headline: {'x' * 301}"),
            "5: headline: it is longer than 300 characters",
            id="a line that is too long",
        ),
        pytest.param(
            organisation_file(f"url: https://example.org/{'x' * 500}"),
            "4: url: it is longer than 500 characters",
            id="a URL that is too long",
        ),
        pytest.param(
            organisation_file('url: "https://example.org/\\uD800"'),
            "4: url: give one line of text",
            id="half a character in a URL",
        ),
        pytest.param(
            organisation_file('url: "https://example.org/\\0"'),
            "4: url: give a web address that starts with https:// or http://",
            id="a NUL that YAML spells out in a URL",
        ),
        pytest.param(
            event_file("name: Another"),
            "5: name: the field stands twice, also on line 3; keep one of them",
            id="a field that stands twice",
        ),
        pytest.param(
            event_file("headline: a: b"),
            (
                "5: headline: a colon with a blank behind it means a new field in YAML; "
                'write “headline: "a: b"”'
            ),
            id="a colon that should be quoted",
        ),
        pytest.param(
            "---\n- a\n- b\n---\n",
            "2: front matter: it must be a list of “field: value”, like “name: Meeting”",
            id="a list as front matter",
        ),
        pytest.param(
            "Just a text.\n",
            (
                "1: front matter: the file must begin with a line “---”: put the fields at "
                "the top of the file, one a line like “name: Meeting”, between two lines "
                "“---”; the text stands below"
            ),
            id="no front matter",
        ),
        pytest.param(
            "",
            (
                "1: front matter: the file is empty; put the fields at the top of the file, "
                "one a line like “name: Meeting”, between two lines “---”; the text stands "
                "below"
            ),
            id="an empty file",
        ),
        pytest.param(
            "---\nkind: event\n",
            "1: front matter: a second line “---” must end the fields",
            id="front matter without an end",
        ),
        pytest.param(
            f"{ORGANISATION}\nA text.\n",
            (
                "6: text: an organisation has no text below its front matter; use "
                "“description”, or delete it"
            ),
            id="an organisation with a text",
        ),
        pytest.param(
            event_file(body="a\0b"),
            "7: file: it contains NUL characters, which no text has; delete them",
            id="a NUL character",
        ),
    ],
)
def test_file_is_refused_by_file_field_and_reason(
    app: Flask, tmp_path: Path, text: str, complaint: str
) -> None:
    folder = write(tmp_path / "content", {"meeting.md": text, "safe-house.md": text})
    path = folder / "meeting.md"

    refusals = take_in([path])

    assert refusals == [f"{path}:{each}." for each in complaint.splitlines()]
    assert sum(map(len, dump().values())) == 0


def test_brackets_without_end_are_refused(app: Flask, tmp_path: Path) -> None:
    folder = write(tmp_path / "content", {"meeting.md": f"---\n{'[' * 5000}\n---\n"})

    [refusal] = take_in([folder])

    assert refusal == (
        f"{folder / 'meeting.md'}:2: front matter: brackets stand within brackets without end; "
        "write lists one item a line."
    )


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        pytest.param(
            b"---\nname: \xff\n---\n",
            (
                ":2: file: it is not UTF-8 text, but probably Windows-1250, 1251 or 1252; save it "
                "anew with the encoding UTF-8, which every editor has under “Save as”"
            ),
            id="not UTF-8",
        ),
        pytest.param(
            b" " * (SIZE_LIMIT + 1),
            ": file: it is larger than 1,000,000 bytes, no article is; divide it, or leave it out",
            id="larger than 1 MB",
        ),
        pytest.param(
            None,
            ": file: it cannot be read (No such file or directory)",
            id="a file that is not there",
        ),
    ],
)
def test_file_that_is_no_text_is_refused(
    app: Flask, tmp_path: Path, content: bytes | None, complaint: str
) -> None:
    path = tmp_path / "meeting.md"
    if content is not None:
        path.write_bytes(content)

    assert take_in([path]) == [f"{path}{complaint}."]


@pytest.mark.parametrize(
    ("lines", "field"),
    [
        pytest.param(
            ["organisations:", *["  - organisation: safe-house", "    role: host"] * 2],
            "organisations.2",
            id="an organisation that stands twice in one role",
        ),
        pytest.param(
            ["speakers:", *["  - speaker: vera", "    role: Speaker"] * 2],
            "speakers.2",
            id="a speaker who stands twice in one role",
        ),
    ],
)
def test_same_role_twice_is_refused_and_the_next_file_is_taken(
    app: Flask, tmp_path: Path, lines: list[str], field: str
) -> None:
    folder = write(
        tmp_path / "content",
        {
            "safe-house.md": ORGANISATION,
            "vera.md": SPEAKER,
            "a.md": event_file(*lines),
            "b.md": event_file(),
        },
    )

    [refusal] = take_in([folder])

    assert refusal.startswith(f"{folder / 'a.md'}:8: {field}")
    assert [event.slug for event in db.session.query(Event)] == ["b"]


def test_event_that_is_part_of_itself_is_refused(app: Flask, tmp_path: Path) -> None:
    folder = write(tmp_path / "content", {"a.md": event_file()})
    first = take_in([folder])

    write(folder, {"a.md": event_file("part_of: a")})

    assert first == []
    assert take_in([folder]) == [
        f"{folder / 'a.md'}:5: part_of: an event cannot be part of itself."
    ]


def test_events_that_come_in_a_circle_are_told_of_the_circle(app: Flask, tmp_path: Path) -> None:
    circle = {"a.md": "b", "b.md": "c", "c.md": "a"}
    files = {name: event_file(f"part_of: {parent}") for name, parent in circle.items()}
    folder = write(tmp_path / "content", {**files, "d.md": event_file("part_of: a")})

    said = [line.removeprefix(f"{folder}/") for line in take_in([folder])]

    round_ = "5: part_of: an event cannot be part of itself, as it would be by way of"
    assert sorted(said) == [
        f"a.md:{round_} “b”; take one of these lines out.",
        f"b.md:{round_} “c”; take one of these lines out.",
        f"c.md:{round_} “a”; take one of these lines out.",
        (
            f"d.md:5: part_of: the event “a” is not here yet, as {folder / 'a.md'} is refused; "
            "mend that file first."
        ),
    ]


def test_events_that_are_part_of_each_other_are_refused_where_the_circle_closes(
    app: Flask, tmp_path: Path
) -> None:
    folder = write(tmp_path / "content", {"a.md": event_file(), "b.md": event_file("part_of: a")})
    first = take_in([folder])

    write(folder, {"a.md": event_file("part_of: b")})

    assert first == []
    assert take_in([folder / "a.md"]) == [
        f"{folder / 'a.md'}:5: part_of: an event cannot be part of itself."
    ]


# --- all or nothing -----------------------------------------------------------------------

GOOD = {
    "conference.md": event_file().replace("Meeting", "Conference"),
    "safe-house.md": ORGANISATION,
    "vera.md": SPEAKER,
    "meeting.md": event_file(
        "part_of: conference",
        "organisations:",
        "  - organisation: safe-house",
        "    role: host",
        "speakers:",
        "  - speaker: vera",
        "    role: Speaker",
        "    affiliation: Safe House",
    ),
}


def test_refused_update_leaves_the_event_as_it_was(app: Flask, tmp_path: Path) -> None:
    folder = tmp_path / "content"
    take_in_all(folder, GOOD)
    before = dump()
    changed = GOOD["meeting.md"].replace("Meeting", "Changed").replace("A text.", "Changed.")

    write(folder, {"meeting.md": changed.replace("speaker: vera", "speaker: nobody")})
    refusals = take_in([folder / "meeting.md"])

    [refusal] = refusals
    assert refusal == (
        f"{folder / 'meeting.md'}:10: speakers.1.speaker: there is no speaker “nobody”; "
        "write its file, or correct the slug."
    )
    assert [len(before[table]) for table in ("event", "involvement", "appearance")] == [2, 1, 1]
    assert dump() == before


def test_refused_new_event_leaves_nothing_behind(app: Flask, tmp_path: Path) -> None:
    folder = tmp_path / "content"
    take_in_all(folder, GOOD)
    before = dump()
    spoilt = GOOD["meeting.md"].replace("speaker: vera", "speaker: nobody")

    refusals = take_in([write(folder, {"new.md": spoilt})])

    assert len(refusals) == 1
    assert dump() == before


def test_refused_file_leaves_the_others_in(app: Flask, tmp_path: Path) -> None:
    folder = write(
        tmp_path / "content",
        {"a.md": event_file(), "b.md": event_file("status: maybe"), "c.md": event_file()},
    )
    spoilt = write(folder, {"d.md": event_file("part_of: nothing"), "e.md": event_file()})

    refusals = take_in([spoilt])

    assert [line.partition(": ")[0] for line in refusals] == [
        f"{folder / 'b.md'}:5",
        f"{folder / 'd.md'}:5",
    ]
    assert [each.slug for each in db.session.query(Event).order_by(Event.slug)] == ["a", "c", "e"]


@pytest.mark.parametrize(
    "order",
    [
        pytest.param(list(GOOD), id="as they depend on each other"),
        pytest.param(list(reversed(GOOD)), id="the other way round"),
        pytest.param(["meeting.md", "vera.md", "conference.md", "safe-house.md"], id="mixed"),
    ],
)
def test_files_may_come_in_any_order(app: Flask, tmp_path: Path, order: list[str]) -> None:
    folder = write(tmp_path / "content", GOOD)

    refusals = take_in([folder / name for name in order])

    meeting = event_by_slug("meeting")
    assert refusals == []
    assert meeting is not None
    assert meeting.parent is not None
    assert (
        meeting.parent.name,
        [each.organisation.name for each in meeting.involvements],
        [each.speaker.name for each in meeting.appearances],
    ) == ("Conference", ["Safe House"], ["Vera"])


def test_chain_of_side_events_is_taken_from_its_top(app: Flask, tmp_path: Path) -> None:
    files = {"a.md": event_file("part_of: b"), "b.md": event_file("part_of: c")}

    take_in_all(tmp_path / "content", {**files, "c.md": event_file()})

    first = event_by_slug("a")
    assert first is not None
    assert first.parent is not None
    assert first.parent.parent is event_by_slug("c")


# --- in place -----------------------------------------------------------------------------


def test_import_updates_in_place_by_slug(app: Flask, tmp_path: Path) -> None:
    folder = tmp_path / "content"
    take_in_all(folder, {**GOOD, "other-house.md": ORGANISATION.replace("Safe", "Other")})
    before = event_by_slug("meeting")
    assert before is not None
    make_comment(before)
    number = before.id

    take_in_all(
        folder,
        {
            "meeting.md": event_file(
                "organisations:",
                "  - organisation: other-house",
                "    role: funder",
                body="Another text.",
            )
        },
    )

    after = event_by_slug("meeting")
    assert after is not None
    assert (after.id, after.body, after.parent) == (number, "Another text.", None)
    assert [(each.organisation.slug, each.role) for each in after.involvements] == [
        ("other-house", "funder")
    ]
    assert after.appearances == []
    assert published_thread(after).count == 1
    assert db.session.query(Event).count() == 2


def test_organisation_and_speaker_are_updated_in_place_too(app: Flask, tmp_path: Path) -> None:
    folder = tmp_path / "content"
    take_in_all(folder, {"safe-house.md": organisation_file("description: A"), "vera.md": SPEAKER})

    take_in_all(
        folder, {"safe-house.md": organisation_file(), "vera.md": SPEAKER.replace("Vera", "Ana")}
    )

    assert [(each.slug, each.description) for each in db.session.query(Organisation)] == [
        ("safe-house", "")
    ]
    assert [(each.slug, each.name) for each in db.session.query(Speaker)] == [("vera", "Ana")]


def test_slug_in_the_file_goes_before_the_name_of_the_file(app: Flask, tmp_path: Path) -> None:
    take_in_all(tmp_path / "content", {"Any Name.md": event_file("slug: own-slug")})

    assert [each.slug for each in db.session.query(Event)] == ["own-slug"]


# --- what is taken ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "spell",
    [
        pytest.param(lambda text: text.encode(), id="plain"),
        pytest.param(lambda text: text.replace("\n", "\r\n").encode(), id="with Windows line ends"),
        pytest.param(lambda text: text.encode("utf-8-sig"), id="with a byte order mark"),
        pytest.param(lambda text: text.rstrip("\n").encode(), id="without a last line end"),
        pytest.param(
            lambda text: text.replace("\n---\n\n", "\n---\n\n\n\n").encode(), id="with blank lines"
        ),
    ],
)
def test_file_is_read_the_same_however_it_was_saved(
    app: Flask, tmp_path: Path, spell: Callable[[str], bytes]
) -> None:
    path = tmp_path / "meeting.md"
    path.write_bytes(spell(event_file("headline: Ко долази?", body="One.\n\nTwo.")))

    refusals = take_in([path])

    event = event_by_slug("meeting")
    assert refusals == []
    assert event is not None
    assert (event.headline, event.body) == ("Ко долази?", "One.\n\nTwo.")


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("no", id="a word that YAML may take for false"),
        pytest.param("2022", id="a number"),
        pytest.param("22:30", id="a time"),
        pytest.param("null", id="nothing at all"),
        pytest.param("22.\u00a0April", id="a space that does not break"),
        pytest.param("می\u200cخواهم", id="a word with a joiner inside, as Persian has"),
    ],
)
def test_name_is_text_whatever_it_looks_like(app: Flask, tmp_path: Path, name: str) -> None:
    take_in_all(tmp_path / "content", {"a.md": event_file().replace("Meeting", name)})

    assert [each.name for each in db.session.query(Event)] == [name]


def test_text_of_blanks_makes_no_page(app: Flask, client: FlaskClient, tmp_path: Path) -> None:
    take_in_all(tmp_path / "content", {"a.md": event_file(), "b.md": event_file(body="  \n\t")})

    archive = page_of(client.get("/events/"))

    assert links(archive, ".//ul[@class='lines']") == {"Meeting": "/events/a/"}
    assert texts(page_of(client.get("/events/b/"), status=404), ".//h1") == ["Page not found"]


def test_article_shows_every_paragraph_unharmed(
    app: Flask, client: FlaskClient, tmp_path: Path
) -> None:
    paragraphs = [part.strip() for part in ARTICLE.split("\n\n") if part.strip()]
    take_in_all(tmp_path / "content", {"article.md": event_file(body=ARTICLE)})

    page = page_of(client.get("/events/article/"))

    shown = texts(page, ".//div[@class='prose']/p")
    assert shown == paragraphs
    assert {"’", "“", "”", "ć", "−"} <= set("".join(shown))


# --- the command --------------------------------------------------------------------------


def test_command_takes_what_is_good_and_ends_with_1_when_anything_was_refused(
    app: Flask, tmp_path: Path
) -> None:
    folder = write(
        tmp_path / "content", {"a.md": event_file(), "b.md": event_file("status: maybe")}
    )

    result = app.test_cli_runner().invoke(args=["content", "import", str(folder)])

    assert (result.exit_code, result.stdout) == (1, "1 imported, 1 refused.\n")
    assert result.stderr == (
        f"Refused: {folder / 'b.md'}:5: status: "
        "choose 'planned', 'postponed', 'rescheduled', 'cancelled' or 'moved-online'.\n"
    )
    db.session.rollback()
    assert [each.slug for each in db.session.query(Event)] == ["a"]


def test_command_ends_with_0_when_all_were_taken(app: Flask, tmp_path: Path) -> None:
    folder = write(tmp_path / "content", {"events/a.md": event_file(), "notes.txt": "no content"})

    result = app.test_cli_runner().invoke(args=["content", "import", str(folder)])

    assert (result.exit_code, result.output) == (0, "1 imported, 0 refused.\n")


def test_command_ends_with_1_when_there_was_nothing_to_take(app: Flask, tmp_path: Path) -> None:
    result = app.test_cli_runner().invoke(args=["content", "import", str(tmp_path)])

    assert (result.exit_code, result.output) == (
        1,
        "0 imported, 0 refused.\nThere is no file here whose name ends in “.md”.\n",
    )


@pytest.mark.parametrize(
    ("files", "exit_code", "said"),
    [
        pytest.param({"a.md": event_file()}, 0, "1 good, 0 refused.\n", id="all are good"),
        pytest.param(
            {"a.md": event_file(), "b.md": event_file("draft: true")},
            0,
            "1 good, 0 refused, 1 left out.\n",
            id="one is a draft",
        ),
        pytest.param(
            {"a.md": event_file(), "b.md": event_file("status: x")},
            1,
            "1 good, 1 refused.\n",
            id="one is refused",
        ),
        pytest.param(
            {"a.md": event_file("draft: true")},
            1,
            "0 good, 0 refused, 1 left out.\n",
            id="nothing is meant to be taken",
        ),
        pytest.param({"notes.txt": "x"}, 1, "0 good, 0 refused.\n", id="there is nothing"),
    ],
)
def test_check_counts_ends_as_import_would_and_takes_nothing(
    app: Flask, tmp_path: Path, *, files: dict[str, str], exit_code: int, said: str
) -> None:
    folder = write(tmp_path / "content", files)

    result = app.test_cli_runner().invoke(args=["content", "check", str(folder)])

    assert (result.exit_code, result.stdout) == (exit_code, said)
    db.session.rollback()
    assert db.session.query(Event).all() == []
