"""Amounts are read as `limits` reads them, and what is none is refused."""

from dataclasses import fields

import pytest
from limits import parse_many

from ethreader.web import limits
from ethreader.web.admission import RateLimit
from ethreader.web.amounts import amount_of, amounts_of
from ethreader.web.visitors import LAYERS

WORDS = [
    "6 per day",
    "1 per 20 minutes",
    "150 per 10 minutes; 600 per day",
    "3 per 1 hour;4 per 2 days",
    "10 per second",
]
WRONG = [
    "",
    "many per day",
    "1 per year",
    "1 in 5 minutes",
    "1 per day; ",
    "-1 per day",
    "1 per day.5",
]


def used() -> list[str]:
    """Return all that the site's limits say."""
    every = [each for each in vars(limits).values() if isinstance(each, RateLimit)]
    names = {*LAYERS, "everybody"} & {each.name for each in fields(RateLimit)}
    return [words for each in every for name in names if (words := getattr(each, name))]


@pytest.mark.parametrize("words", WORDS)
def test_amounts_are_those_that_limits_reads(words: str) -> None:
    theirs = [(each.amount, each.get_expiry()) for each in parse_many(words)]

    assert amounts_of(words) == theirs


def test_amounts_of_the_site_are_those_that_limits_reads() -> None:
    assert len(used()) > 30
    for words in used():
        theirs = [(each.amount, each.get_expiry()) for each in parse_many(words)]
        assert amounts_of(words) == theirs


@pytest.mark.parametrize("words", WRONG)
def test_what_is_no_amount_is_refused(words: str) -> None:
    with pytest.raises(ValueError, match="no amount"):
        amounts_of(words)


def test_one_amount_is_one() -> None:
    with pytest.raises(ValueError, match="no amount"):
        amount_of("1 per day; 2 per day")
