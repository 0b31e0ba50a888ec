"""The examples that come along: what a filter knows before anybody has decided anything."""

from ethreader.learning.examples import first_examples, seen
from tests.learning.texts import OWN


def test_examples_that_come_along_are_as_many_of_either_kind_and_none_of_those_judged_by() -> None:
    first = first_examples()
    judged = {each.looked.numbers for each in seen(OWN)}

    assert [each.is_spam for each in first].count(True) * 2 == len(first)
    assert [each for each in first if each.looked.numbers in judged] == []
