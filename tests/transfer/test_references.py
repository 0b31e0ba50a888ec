"""What files name: looked at in an order in which each fault is told, and told once."""

from pathlib import Path

import pytest
from flask import Flask

from ethreader.base.db import db
from ethreader.events.models import Event
from tests.content_files import SPEAKER, event_file, take_in, take_in_all, write

DEAD = "[a](/nowhere/)"
NOWHERE = "text: “/nowhere/”: the site has no such page; correct the link, or delete it."
ROUND = "part_of: an event cannot be part of itself, as it would be by way of"
OUT = "take one of these lines out."
BY_VERA = ("speakers:", "  - speaker: vera", "    role: Chair")


def translation(of: str, body: str = "Ein Text.") -> str:
    return f"---\nkind: event\ntranslation_of: {of}\nlanguage: de\nname: Treffen\n---\n\n{body}\n"


def late(kind: str, name: str, path: str) -> str:
    """Return what is said of a file that names one which is refused."""
    return f"the {kind} “{name}” is not here yet, as {path} is refused; mend that file first."


ORDERS = {
    "a speaker whose link is dead, after the event": (
        {"a.md": event_file(*BY_VERA), "vera.md": SPEAKER.replace("She speaks.", DEAD)},
        [
            f"a.md:6: speakers.1.speaker: {late('speaker', 'vera', 'vera.md')}",
            f"vera.md:6: {NOWHERE}",
        ],
    ),
    "an event whose link is dead, after its translation": (
        {"b.de.md": translation("c"), "c.md": event_file(body=DEAD)},
        [f"b.de.md:3: translation_of: {late('event', 'c', 'c.md')}", f"c.md:7: {NOWHERE}"],
    ),
    "a chain whose last link is dead": (
        {
            "a.md": event_file("part_of: b"),
            "b.md": event_file("part_of: c"),
            "c.md": event_file(body=DEAD),
        },
        [
            f"a.md:5: part_of: {late('event', 'b', 'b.md')}",
            f"b.md:5: part_of: {late('event', 'c', 'c.md')}",
            f"c.md:7: {NOWHERE}",
        ],
    ),
    "part of a circle, and read before it": (
        {
            "a.md": event_file("part_of: b"),
            "b.md": event_file("part_of: c"),
            "c.md": event_file("part_of: b"),
        },
        [
            f"a.md:5: part_of: {late('event', 'b', 'b.md')}",
            f"b.md:5: {ROUND} “c”; {OUT}",
            f"c.md:5: {ROUND} “b”; {OUT}",
        ],
    ),
    "in a circle, and by a speaker who is lost": (
        {
            "a.md": event_file("part_of: b", *BY_VERA),
            "b.md": event_file("part_of: a"),
            "vera.md": SPEAKER.replace("She speaks.", DEAD),
        },
        [
            f"a.md:5: {ROUND} “b”; {OUT}",
            f"a.md:7: speakers.1.speaker: {late('speaker', 'vera', 'vera.md')}",
            f"b.md:5: {ROUND} “a”; {OUT}",
            f"vera.md:6: {NOWHERE}",
        ],
    ),
}


@pytest.mark.parametrize(("files", "said"), ORDERS.values(), ids=ORDERS)
def test_whatever_leans_on_what_is_refused_is_told(
    app: Flask, tmp_path: Path, files: dict[str, str], said: list[str]
) -> None:
    folder = write(tmp_path / "content", files)

    assert sorted(line.replace(f"{folder}/", "") for line in take_in([folder])) == said


def test_a_draft_is_not_there_for_what_names_it(app: Flask, tmp_path: Path) -> None:
    folder = write(tmp_path, {"a.md": event_file("part_of: b"), "b.md": event_file("draft: true")})

    said = [line for line in take_in([folder]) if "a.md" in line]

    assert len(said) == 1
    assert "part_of: there is no event “b”" in said[0]


def test_what_is_stored_can_be_named_while_its_own_file_is_refused(
    app: Flask, tmp_path: Path
) -> None:
    take_in_all(tmp_path, {"vera.md": SPEAKER})
    folder = write(tmp_path, {"vera.md": f"{SPEAKER}<br>", "a.md": event_file(*BY_VERA)})

    [said] = take_in([folder])

    assert said.startswith(f"{folder}/vera.md:")
    assert [each.slug for each in db.session.query(Event)] == ["a"]


@pytest.mark.parametrize(
    "lines",
    [
        ("part_of: [b, c]",),
        ("part_of: The Conference",),
        ("organisations: 5",),
        ("organisations: {organisation: house}",),
        ("speakers: [vera]",),
        ("speakers:", "  - speaker: [vera]", "    role: Chair"),
        ("speakers:", "  - speaker: Vera K.", "    role: Chair"),
    ],
    ids=" ".join,
)
def test_what_is_no_slug_is_told_once_and_looked_up_nowhere(
    app: Flask, tmp_path: Path, lines: tuple[str, ...]
) -> None:
    said = take_in([write(tmp_path, {"a.md": event_file(*lines)})])

    assert len(said) == 1
    assert "there is no" not in said[0]
    assert "its fault" not in said[0]


def test_a_translation_of_what_is_no_slug_is_told_once(app: Flask, tmp_path: Path) -> None:
    said = take_in([write(tmp_path, {"a.de.md": translation("The Meeting")})])

    assert len(said) == 1
    assert "there is no" not in said[0]


def test_a_link_to_what_belongs_to_an_event_is_no_dead_one(app: Flask, tmp_path: Path) -> None:
    body = "[a](/events/later/calendar.ics)"

    said = take_in([write(tmp_path, {"a.md": event_file(body=body)})])

    assert said == []
