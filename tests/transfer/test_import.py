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
from ethreader.transfer.reading import SIZE_LIMIT
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
            "name: it is missing",
            id="a field that must be there is missing",
        ),
        pytest.param(
            event_file("venue: Hall"), "venue: there is no such field", id="an unknown field"
        ),
        pytest.param(
            event_file("published_on: 2026-02-01"),
            "published_on: there is no such field",
            id="the name of a column",
        ),
        pytest.param(
            event_file("body: A text."), "body: there is no such field", id="the text as a field"
        ),
        pytest.param(
            event_file("place:", "  town: Niš"),
            "place.town: there is no such field",
            id="an unknown field inside another",
        ),
        pytest.param(
            "---\nkind: meeting\n---\n",
            "kind: say event, speaker or organisation",
            id="an unknown kind",
        ),
        pytest.param(
            "---\nname: Meeting\n---\n",
            "kind: say event, speaker or organisation",
            id="no kind at all",
        ),
        pytest.param(
            event_file("status: maybe"),
            "status: choose 'planned', 'postponed', 'rescheduled' or 'cancelled'",
            id="a status that does not exist",
        ),
        pytest.param(
            event_file("organisations:", "  - organisation: safe-house", "    role: friend"),
            "organisations.1.role: choose 'host', 'co-host', 'supporter' or 'funder'",
            id="a role that does not exist",
        ),
        pytest.param(
            event_file().replace("2026-02-03", "2026-02-30"),
            f"starts: {A_MOMENT}",
            id="a day that no calendar has",
        ),
        pytest.param(
            event_file().replace("2026-02-03", "3 February 2026"),
            f"starts: {A_MOMENT}",
            id="a day in words",
        ),
        pytest.param(
            event_file("published: 2026-02-03T10:00"),
            "published: give a day like 2022-04-05",
            id="an hour where a day is wanted",
        ),
        pytest.param(
            event_file("published: 2026-02-31"),
            "published: give a day like 2022-04-05",
            id="a day of publication that no calendar has",
        ),
        pytest.param(
            event_file().replace("2026-02-03", "2026-02-03T18:00"),
            "time_zone: say in which time zone the hours are, like Europe/Vienna",
            id="an hour without a zone",
        ),
        pytest.param(
            event_file("time_zone: Vienna"),
            "time_zone: give a time zone by its IANA name, like Europe/Vienna",
            id="a zone that does not exist",
        ),
        pytest.param(
            event_file("ends: 2026-02-02"),
            "ends: the end must come after the beginning",
            id="the end before the start",
        ),
        pytest.param(
            event_file("ends: 2026-02-03T18:00", "time_zone: Europe/Vienna").replace(
                "starts: 2026-02-03", "starts: 2026-02-03T18:00"
            ),
            "ends: the end must come after the beginning",
            id="the end at the start",
        ),
        pytest.param(
            event_file("ends: 2026-02-03T18:00", "time_zone: Europe/Vienna"),
            "starts: give the hour as well, or leave it out of “ends” too",
            id="an hour for the end alone",
        ),
        pytest.param(
            event_file("previously:", "  - 2026-01-01"),
            "previously: earlier dates belong to the status “rescheduled”",
            id="an earlier date of an event that was not moved",
        ),
        pytest.param(
            event_file("organisations:", "  - organisation: nobody", "    role: host"),
            "organisations.1.organisation: there is no organisation “nobody”",
            id="an organisation that is not there",
        ),
        pytest.param(
            event_file("speakers:", "  - speaker: nobody", "    role: Speaker"),
            "speakers.1.speaker: there is no speaker “nobody”",
            id="a speaker who is not there",
        ),
        pytest.param(
            event_file("part_of: nothing"),
            "part_of: there is no event “nothing”",
            id="a parent that is not there",
        ),
        pytest.param(
            event_file("organisations: Safe House"), "organisations: give a list", id="no list"
        ),
        pytest.param(
            event_file("place: Vienna"),
            "place: give its fields, one a line, indented",
            id="text where fields are wanted",
        ),
        pytest.param(event_file("headline:"), f"headline: {A_LINE}", id="a field left empty"),
        pytest.param(event_file("headline: [a]"), f"headline: {A_LINE}", id="a list, not text"),
        pytest.param(
            event_file('headline: "a\\nb"'), f"headline: {A_LINE}", id="two lines, not one"
        ),
        pytest.param(
            event_file("language: Serbian"),
            "language: give a language tag like en, de, sr or sr-Cyrl",
            id="a language by its name",
        ),
        pytest.param(
            event_file("place:", "  country: Austria"),
            "place.country: give two capital letters, like AT",
            id="a country by its name",
        ),
        pytest.param(
            event_file("online: javascript:alert(1)"),
            f"online: {A_URL}",
            id="a URL that runs a script",
        ),
        pytest.param(
            event_file("part_of: The Conference"), f"part_of: {A_SLUG}", id="a slug with blanks"
        ),
        pytest.param(event_file("slug: Größe"), f"slug: {A_SLUG}", id="a slug with umlauts"),
        pytest.param(
            event_file("slug: " + "x" * 121), f"slug: {A_SLUG}", id="a slug that is too long"
        ),
        pytest.param(
            event_file(f"headline: {'x' * 301}"),
            "headline: it is longer than 300 characters",
            id="a line that is too long",
        ),
        pytest.param(
            organisation_file(f"url: https://example.org/{'x' * 500}"),
            "url: it is longer than 500 characters",
            id="a URL that is too long",
        ),
        pytest.param(
            organisation_file('url: "https://example.org/\\uD800"'),
            "url: give one line of text",
            id="half a character in a URL",
        ),
        pytest.param(
            organisation_file('url: "https://example.org/\\0"'),
            f"url: {A_URL}",
            id="a NUL that YAML spells out in a URL",
        ),
        pytest.param(
            event_file("name: Another"),
            "name: the field “name” stands twice (line 5)",
            id="a field that stands twice",
        ),
        pytest.param(
            event_file("summary: &text A", "headline: *text"),
            "front matter: references like *this are not taken",
            id="a YAML alias",
        ),
        pytest.param(
            event_file("headline: a: b"),
            "front matter: it is not YAML: mapping values are not allowed here (line 5)",
            id="a colon that should be quoted",
        ),
        pytest.param(
            "---\n- a\n- b\n---\n",
            "front matter: it must be a list of “field: value”",
            id="a list as front matter",
        ),
        pytest.param(
            "Just a text.\n",
            "front matter: the file must begin with a line “---”",
            id="no front matter",
        ),
        pytest.param("", "front matter: the file must begin with a line “---”", id="an empty file"),
        pytest.param(
            "---\nkind: event\n",
            "front matter: a second line “---” must end it",
            id="front matter without an end",
        ),
        pytest.param(
            f"{ORGANISATION}\nA text.\n",
            "text: an organisation has no text below its front matter",
            id="an organisation with a text",
        ),
        pytest.param(
            event_file(body="a\0b"), "file: it contains NUL characters", id="a NUL character"
        ),
    ],
)
def test_file_is_refused_by_file_field_and_reason(
    app: Flask, tmp_path: Path, text: str, complaint: str
) -> None:
    folder = write(tmp_path / "content", {"meeting.md": text, "safe-house.md": text})
    path = folder / "meeting.md"

    [refusal] = take_in([path])

    assert refusal == f"{path}: {complaint}."
    assert sum(map(len, dump().values())) == 0


def test_brackets_without_end_are_refused(app: Flask, tmp_path: Path) -> None:
    folder = write(tmp_path / "content", {"meeting.md": f"---\n{'[' * 5000}\n---\n"})

    [refusal] = take_in([folder])

    assert refusal.startswith(f"{folder / 'meeting.md'}: front matter: it is not YAML: ")


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        pytest.param(b"---\nname: \xff\n---\n", "it is not UTF-8 text", id="not UTF-8"),
        pytest.param(
            b" " * (SIZE_LIMIT + 1), "it is larger than 1,000,000 bytes", id="larger than 1 MB"
        ),
        pytest.param(
            None, "it cannot be read (No such file or directory)", id="a file that is not there"
        ),
    ],
)
def test_file_that_is_no_text_is_refused(
    app: Flask, tmp_path: Path, content: bytes | None, complaint: str
) -> None:
    path = tmp_path / "meeting.md"
    if content is not None:
        path.write_bytes(content)

    assert take_in([path]) == [f"{path}: file: {complaint}."]


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

    assert refusal.startswith(f"{folder / 'a.md'}: {field}")
    assert [event.slug for event in db.session.query(Event)] == ["b"]


def test_event_that_is_part_of_itself_is_refused(app: Flask, tmp_path: Path) -> None:
    folder = write(tmp_path / "content", {"a.md": event_file()})
    first = take_in([folder])

    write(folder, {"a.md": event_file("part_of: a")})

    assert first == []
    assert take_in([folder]) == [f"{folder / 'a.md'}: part_of: an event cannot be part of itself."]


def test_events_that_are_part_of_each_other_are_refused_where_the_circle_closes(
    app: Flask, tmp_path: Path
) -> None:
    folder = write(tmp_path / "content", {"a.md": event_file(), "b.md": event_file("part_of: a")})
    first = take_in([folder])

    write(folder, {"a.md": event_file("part_of: b")})

    assert first == []
    assert take_in([folder]) == [f"{folder / 'a.md'}: part_of: an event cannot be part of itself."]


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

    assert refusals == [
        f"{folder / 'meeting.md'}: speakers.1.speaker: there is no speaker “nobody”."
    ]
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
        str(folder / "b.md"),
        str(folder / "d.md"),
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
        f"Refused: {folder / 'b.md'}: status: "
        "choose 'planned', 'postponed', 'rescheduled' or 'cancelled'.\n"
    )
    db.session.rollback()
    assert [each.slug for each in db.session.query(Event)] == ["a"]


def test_command_ends_with_0_when_all_were_taken(app: Flask, tmp_path: Path) -> None:
    folder = write(tmp_path / "content", {"events/a.md": event_file(), "notes.txt": "no content"})

    result = app.test_cli_runner().invoke(args=["content", "import", str(folder)])

    assert (result.exit_code, result.output) == (0, "1 imported, 0 refused.\n")


def test_command_ends_with_1_when_there_was_nothing_to_take(app: Flask, tmp_path: Path) -> None:
    result = app.test_cli_runner().invoke(args=["content", "import", str(tmp_path / "instance")])

    assert (result.exit_code, result.output) == (1, "0 imported, 0 refused.\n")
