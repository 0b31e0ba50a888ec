"""Which texts are nearly the same as one that was sent before."""

import random
import tracemalloc
from datetime import date, timedelta

import pytest

from ethreader.screening.recent_texts import KEPT, MOST, RecentTexts
from tests.words import new_text

TODAY = date(2026, 2, 3)
OFFER = (
    "Dear friends, I was broke until I met Doctor Obi who gave me a loan of 5000 euros within one "
    "day and without questions. Write to him and your worries will be over for ever."
)


def recent(*sent: str) -> RecentTexts:
    """Return what remembers these texts."""
    texts = RecentTexts()
    for number, text in enumerate(sent):
        texts.add(str(number), text, sent_on=TODAY)
    return texts


@pytest.mark.parametrize(
    ("other", "is_alike"),
    [
        pytest.param(OFFER, True, id="the same"),
        pytest.param(OFFER.upper(), True, id="in capital letters"),
        pytest.param(OFFER.replace("o", "о"), True, id="with letters of another alphabet"),
        pytest.param(OFFER.replace("Obi", "Ken"), True, id="with another name"),
        pytest.param(f"{OFFER} God bless you all!", True, id="with something at its end"),
        pytest.param(OFFER.replace("Dear friends, ", "Hello, "), True, id="with another beginning"),
        pytest.param(OFFER.replace(" ", "\n\n"), True, id="a word in each line"),
        pytest.param(OFFER.replace("5000 euros", "9000 dollars"), True, id="with another sum"),
        pytest.param(OFFER[:60], False, id="its first third"),
        pytest.param(
            "I met a doctor within one day who helped without questions. My worries are not over.",
            False,
            id="another text with some of its words",
        ),
        pytest.param("Thank you.", False, id="a few words"),
    ],
)
def test_text_is_compared_with_one_sent_before(other: str, *, is_alike: bool) -> None:
    assert recent(OFFER).has_alike(other) is is_alike


@pytest.mark.parametrize(
    "text", ["Thank you for this evening!", "Hvala svima na podršci.", "Danke für alles!", ""]
)
def test_what_many_people_write_is_no_repetition(text: str) -> None:
    assert not recent(text).has_alike(text)


def test_authors_own_earlier_text_is_no_repetition() -> None:
    texts = RecentTexts()
    texts.add("1", OFFER, sent_on=TODAY)

    assert (texts.has_alike(OFFER, own="1"), texts.has_alike(OFFER)) == (False, True)


def test_text_is_forgotten_after_its_days() -> None:
    texts = RecentTexts()
    texts.add("1", OFFER, sent_on=TODAY)
    texts.add("2", "", sent_on=TODAY + KEPT)
    was_known = texts.has_alike(OFFER)
    texts.add("3", "", sent_on=TODAY + KEPT + timedelta(days=1))

    assert (was_known, texts.has_alike(OFFER)) == (True, False)


def test_memory_is_bounded() -> None:
    texts = RecentTexts()
    for number in range(MOST + 10):
        texts.add(str(number), " ".join(f"w{number}x{place}" for place in range(8)), sent_on=TODAY)

    assert len(texts) <= MOST


def _changed(text: str, chance: random.Random) -> str:
    """Return a text with up to eight of its words changed, put in or taken out."""
    words = text.split()
    for _ in range(chance.randrange(9)):
        at = chance.randrange(len(words))
        words[at : at + chance.randrange(2)] = [f"word{chance.random()}"][: chance.randrange(2)]
    return " ".join(words)


def test_every_text_that_is_alike_is_found_among_many() -> None:
    """By some of its checksums alone, and as if it were compared with each of them."""
    chance = random.Random(7)
    texts = [new_text(chance.randrange(7, 40)) for _ in range(60)]
    asked = [_changed(text, chance) for text in texts for _ in range(4)]
    one_by_one = list(map(recent, texts))
    together = recent(*texts)

    alike = {other for other in asked if any(each.has_alike(other) for each in one_by_one)}

    assert {other for other in asked if together.has_alike(other)} == alike
    assert 20 < len(alike) < len(asked) - 20


def test_text_is_remembered_in_little_more_than_its_checksums() -> None:
    # Of few words, which are remembered beforehand: what is known of words is not counted.
    chance, few = random.Random(7), new_text(300).split()
    words = [" ".join(chance.sample(few, 20)) for _ in range(500)]
    recent(*words)
    tracemalloc.start()
    try:
        texts = RecentTexts()
        for number, text in enumerate(words):
            texts.add(f"{number:016x}", text, sent_on=TODAY)
        taken, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert len(texts) == len(words)
    assert taken / len(words) < 900  # As numbers, each by itself, it was 1,140.
