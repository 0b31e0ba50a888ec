"""How well the filter tells texts that it has not learned from, beside what is simpler.

`python -m tests.benchmarks.learning` prints more of it, and what a comment costs.
"""

import pytest

from ethreader.learning.evaluating import SCORERS, Texts, figures_in_folds, read_file
from tests.corpora import SPAM_TABLE
from tests.learning.texts import OWN

# What judges is 100 MB of libraries, which no other test loads.
pytestmark = pytest.mark.long

Groups = list[str]


def sources() -> list[tuple[Texts, Groups]]:
    """Return our own texts, and the comments of five videos where they lie: not ours to ship."""
    if not SPAM_TABLE.exists():
        return [(OWN, [])]
    texts, videos = read_file(SPAM_TABLE, group="video")
    return [(OWN, []), (texts, []), (texts, videos)]


@pytest.mark.parametrize(("texts", "groups"), sources())
def test_filter_tells_texts_that_it_has_not_learned_from(texts: Texts, groups: Groups) -> None:
    found = {
        name: figures_in_folds(texts, scorer, groups=groups) for name, scorer in SCORERS.items()
    }
    print(found)
    ours, plain = found["the filter"], found["naive Bayes on words"]

    assert (ours.area >= 0.97, ours.recall >= 0.9) == (True, True), found
    assert (ours.area > plain.area, ours.recall > plain.recall) == (True, True), found
