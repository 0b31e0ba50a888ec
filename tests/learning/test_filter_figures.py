"""How well the filter tells texts that it has not learned from, beside what is simpler.

`python -m tests.benchmarks.learning` prints more of it, and what a comment costs.
"""

import pytest

from ethreader.learning.evaluating import SCORERS, Texts, figures_in_folds, read_file
from ethreader.learning.examples import Example, first_examples, seen
from tests.corpora import SPAM_TABLE
from tests.learning.texts import GOOD, SPAM

Groups = list[str]

OWN = [Example(text, "", True) for text in SPAM] + [Example(text, "", False) for text in GOOD]


def sources() -> list[tuple[Texts, Groups]]:
    """Return our own texts, and the comments of five videos where they lie: not ours to ship."""
    if not SPAM_TABLE.exists():
        return [(OWN, [])]
    texts, videos = read_file(SPAM_TABLE, group="video")
    return [(OWN, []), (texts, []), (texts, videos)]


@pytest.mark.long
@pytest.mark.parametrize(("texts", "groups"), sources())
def test_filter_tells_texts_that_it_has_not_learned_from(texts: Texts, groups: Groups) -> None:
    found = {
        name: figures_in_folds(texts, scorer, groups=groups) for name, scorer in SCORERS.items()
    }
    print(found)
    ours, plain = found["the filter"], found["naive Bayes on words"]

    assert (ours.area >= 0.97, ours.recall >= 0.9) == (True, True), found
    assert (ours.area > plain.area, ours.recall > plain.recall) == (True, True), found


def test_examples_that_come_along_are_as_many_of_either_kind_and_none_of_those_judged_by() -> None:
    first = first_examples()
    judged = {each.looked.numbers for each in seen(OWN)}

    assert [each.is_spam for each in first].count(True) * 2 == len(first)
    assert [each for each in first if each.looked.numbers in judged] == []
