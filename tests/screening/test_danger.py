"""Which sentences say that somebody may be in danger, and which only talk about it."""

import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from ethreader.screening.danger import dangers_in, is_danger, telling_words
from ethreader.screening.danger_features import spelt
from ethreader.screening.danger_kinds import DangerKind
from ethreader.screening.danger_likeness import DIGEST_LENGTH, FILE
from tests.screening.danger_sentences import SENTENCES, digest

# One sentence a row. What danger is like was learned from the same: that tells nothing of how many
# others are noticed, which docs/decisions.md says, but that none of these is lost again.
# Written by somebody who had read neither the phrases nor the sentences; nothing is learned of it.
JUDGED = Path(__file__).with_name("judged")
FILES = sorted(path.name.removeprefix("danger.") for path in SENTENCES.glob("danger.*.txt"))
# These are there to be learned from, so that one that is like the other side may stay.
MISTAKEN = {f"more.{language}.txt": 8 for language in ("de", "en", "sr")}
MISTAKEN |= {"event.txt": 3, "event.sr.txt": 3}


def rows(name: str) -> Iterator[str]:
    return iter((SENTENCES / name).read_text(encoding="utf-8").strip().splitlines())


@pytest.mark.parametrize("file", FILES)
def test_who_may_be_in_danger_is_noticed(file: str) -> None:
    missed = [row for row in rows(f"danger.{file}") if not is_danger(row)]

    assert missed[MISTAKEN.get(file, 0) :] == []


@pytest.mark.parametrize("file", FILES)
def test_who_talks_about_it_is_not(file: str) -> None:
    taken = [row for row in rows(f"talk.{file}") if is_danger(row)]

    assert taken[MISTAKEN.get(file, 0) :] == []


def test_of_what_nobody_learned_from_most_is_told_rightly() -> None:
    danger, talk = (
        [is_danger(row) for row in (JUDGED / f"{kind}.txt").read_text("utf-8").splitlines()]
        for kind in ("danger", "talk")
    )

    assert (len(danger), len(talk)) == (100, 250)
    assert sum(danger) >= 78
    assert sum(talk) <= 7


def test_what_was_learned_is_of_the_sentences_as_they_are() -> None:
    stored = FILE.read_bytes()[:DIGEST_LENGTH]

    assert stored == digest(), "python -m tests.screening.learn_danger"


def test_danger_in_a_long_comment_of_usual_talk_is_noticed() -> None:
    talk = list(islice(rows("talk.more.en.txt"), 12))
    danger = "He choked me again last night, I have no money and nowhere to go."

    assert not is_danger("\n".join(talk))
    assert is_danger("\n".join([*talk[:6], danger, *talk[6:]]))


def test_a_name_is_no_danger_by_how_it_is_spelt() -> None:
    assert [
        name for name in ("Ana", "Selma K.", "Marija iz Niša", "help4you") if is_danger(name)
    ] == []


CODES = ("69a3c1ec", "ec14d6f7", "e92468eb", "d831a9de", "k048392011")


def test_a_code_is_read_as_any_other_and_no_number_or_word_is_one() -> None:
    assert len(set(map(spelt, CODES))) == 1
    assert not {spelt("69a3c1ec")} & set(map(spelt, ("22nd", "pa55port", "17b", "1999", "062808")))


def test_who_comes_with_a_code_is_in_no_danger() -> None:
    assert [code for code in CODES if is_danger(f"I will bring three colleagues {code}.")] == []


def test_words_say_why_where_no_phrase_does() -> None:
    text = "Their house is the one with the ramp, behind the fire station."

    assert dangers_in(text) == (DangerKind.ALIKE,)
    assert "behind" in telling_words(text)
    assert telling_words("Thank you for this.") == ()


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        pytest.param("I will find you.", [DangerKind.THREAT], id="threat"),
        pytest.param("Er schlägt mich.", [DangerKind.CRY_FOR_HELP], id="cry for help"),
        pytest.param("Прати ме свуда.", [DangerKind.STALKING], id="stalking"),
        pytest.param("Where is my wife?", [DangerKind.WHEREABOUTS], id="whereabouts"),
        pytest.param("Thank you for this.", [], id="none"),
    ],
)
def test_kinds_are_told_apart(text: str, kinds: list[DangerKind]) -> None:
    assert list(dangers_in(text)) == kinds


@pytest.mark.parametrize("text", ["i will k1ll y0u", "I will kiiiill you", "i will k i l l you"])
def test_disguised_words_are_read_as_they_are_meant(text: str) -> None:
    assert is_danger(text)


def test_what_was_long_ago_is_over_unless_it_goes_on() -> None:
    assert not is_danger("He beat me for years. That was ten years ago.")
    assert is_danger("He beat me ten years ago, and last night he beat me again.")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("he " * 3_333, id="one word"),
        pytest.param("i will he beats where is my " * 360, id="beginnings of phrases"),
        pytest.param("help me understand " * 526, id="excuses"),
        pytest.param("a" * 10_000, id="one long word"),
        pytest.param("ä\u0308" * 5_000, id="marks"),
    ],
)
def test_no_text_takes_long(text: str) -> None:
    is_danger("The phrases are read.")
    began = time.process_time()
    is_danger(text)

    assert time.process_time() - began < 2  # A fiftieth of it on a quiet machine.


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("I’M GOING TO KILL YOU", id="capitals and a curly apostrophe"),
        pytest.param("Thank you.\n\nHe beats me every day.\n\nAna", id="between other lines"),
        pytest.param("help\u00a0me please", id="a blank of another width"),
        pytest.param("ｈｅｌｐ ｍｅ please", id="letters of full width"),
        pytest.param("he *beats* me", id="a word in italics"),
    ],
)
def test_however_it_is_typed(text: str) -> None:
    assert is_danger(text)


def test_what_ends_a_sentence_ends_a_phrase() -> None:
    assert not is_danger("We all came to help. Me and my sister sang.")
