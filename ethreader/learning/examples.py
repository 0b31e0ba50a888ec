"""What is learned from: texts that somebody has decided on."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ethreader.learning.features import Looked, look_at
from ethreader.learning.word_lists import read_lists

FEWEST = 30  # Of either kind; with fewer, chance would be learned.
MOST = 4_000  # Of either kind, the latest.
# A feature that fewer comments have, or that one name alone has used, is forgotten again: it may
# be the name of a person or of a place.
FEWEST_TEXTS = 3
FEWEST_NAMES = 2


class Example(NamedTuple):
    """A text, who signed it, and whether it was taken for spam."""

    text: str
    name: str
    is_spam: bool


class Seen(NamedTuple):
    """An example as the filter sees it."""

    looked: Looked
    name: str
    is_spam: bool


def seen(examples: Iterable[Example]) -> list[Seen]:
    """Return examples as the filter sees them; what says the same counts once."""
    once: dict[tuple[frozenset[int], bool], Seen] = {}
    for each in examples:
        looked = look_at(each.text)
        if looked.numbers:
            once.setdefault((looked.numbers, each.is_spam), Seen(looked, each.name, each.is_spam))
    return list(once.values())


def first_examples() -> list[Seen]:
    """Return the examples that come along: what is written under articles everywhere.

    Among the good ones are those that are most easily taken for advertising: a survivor tells of
    the advertisement that she answered, a reader links to the law.
    """
    texts = read_lists("first_examples.txt")
    return seen(Example(text, "", kind == "spam") for kind, text in texts)


def are_enough(examples: Sequence[Seen]) -> bool:
    """Tell whether there is something to learn from them."""
    spam = sum(each.is_spam for each in examples)
    return min(spam, len(examples) - spam) >= FEWEST


def shared_numbers(examples: Sequence[Seen]) -> dict[int, int]:
    """Return what several texts by several names have in common, with the count of texts.

    A text without a name is by somebody else each time, for all that anybody knows.
    """
    names: dict[int, set[str]] = {}
    counts: dict[int, int] = {}
    for place, each in enumerate(examples):
        name = each.name.casefold() or f"\n{place}"
        for number in each.looked.numbers:
            counts[number] = counts.get(number, 0) + 1
            known = names.setdefault(number, set())
            if len(known) < FEWEST_NAMES:
                known.add(name)
    return {
        number: count
        for number, count in counts.items()
        if count >= FEWEST_TEXTS and len(names[number]) >= FEWEST_NAMES
    }
