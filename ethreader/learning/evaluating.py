"""How good the filter is on texts that it has not learned from, beside what is simpler.

It loads scikit-learn: only commands import this, in a process that ends.
"""

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.metrics import roc_auc_score, roc_curve
from sklearn.model_selection import LeaveOneGroupOut, StratifiedKFold
from sklearn.naive_bayes import MultinomialNB

from ethreader.learning.examples import Example, seen
from ethreader.learning.features import look_at
from ethreader.learning.signs import LINK
from ethreader.learning.training import FOLDS, fitted
from ethreader.learning.weights import Verdict, Weights

FALSE_ALARMS = 0.01

Texts = Sequence[Example]
Scorer = Callable[[Texts, Texts], Sequence[float]]  # Of the second texts, by the first ones.


@dataclass(frozen=True, kw_only=True)
class Figures:
    """How well scores part spam from the rest."""

    area: float  # Under the curve of caught spam over false alarms.
    recall: float  # Of spam, with `FALSE_ALARMS` among the rest.


@dataclass(frozen=True, kw_only=True)
class Verdicts:
    """What the filter would have said of texts, as shares of each kind."""

    caught: float
    false_alarms: float
    unknown: float


def read_file(path: Path, *, group: str = "") -> tuple[list[Example], list[str]]:
    """Return the texts of a table with the columns `spam` (0 or 1) and `text`, and their groups."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    texts = [Example(row["text"], "", row["spam"] == "1") for row in rows]
    return texts, [row[group] if group else "" for row in rows]


def by_filter(known: Texts, others: Texts) -> Sequence[float]:
    """Score by what the filter learns."""
    learned = fitted(seen(known))
    return [learned.score(look_at(each.text)) for each in others]


def by_words(known: Texts, others: Texts) -> Sequence[float]:
    """Score by multinomial naive Bayes over words, as it comes out of the box."""
    vectors, model = CountVectorizer(), MultinomialNB()
    model.fit(vectors.fit_transform([each.text for each in known]), _is_spam(known))
    return list(model.predict_proba(vectors.transform([each.text for each in others]))[:, 1])


def by_links(_known: Texts, others: Texts) -> Sequence[float]:
    """Score by whether there is a link."""
    return [float(LINK.search(each.text) is not None) for each in others]


SCORERS: dict[str, Scorer] = {
    "the filter": by_filter,
    "naive Bayes on words": by_words,
    "has a link": by_links,
}


def figures_in_folds(texts: Texts, scorer: Scorer, *, groups: Sequence[str] = ()) -> Figures:
    """Return how well texts are told by what is learned from the other folds, or other groups."""
    scores = np.zeros(len(texts))
    for known, others in _folds(texts, groups):
        scores[others] = scorer([texts[i] for i in known], [texts[i] for i in others])
    return figures(scores, texts)


def figures(scores: Sequence[float] | np.ndarray, texts: Texts) -> Figures:
    """Return how well scores part the two kinds of texts."""
    alarms, recalls, _ = roc_curve(_is_spam(texts), scores, drop_intermediate=False)
    recall = float(recalls[alarms <= FALSE_ALARMS].max())
    return Figures(area=float(roc_auc_score(_is_spam(texts), scores)), recall=recall)


def verdicts_on(learned: Weights, texts: Texts) -> Verdicts:
    """Return what the filter says of texts."""
    said = np.array([learned.verdict(look_at(each.text)) for each in texts])
    spam, good = said[_is_spam(texts)], said[~_is_spam(texts)]
    return Verdicts(
        caught=float(np.mean(spam == Verdict.SPAM)) if len(spam) else 0.0,
        false_alarms=float(np.mean(good == Verdict.SPAM)) if len(good) else 0.0,
        unknown=float(np.mean(said == Verdict.UNKNOWN)),
    )


def _folds(texts: Texts, groups: Sequence[str]) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Yield which texts are learned from and which are told, without one of the groups each."""
    if groups:
        yield from LeaveOneGroupOut().split(texts, groups=groups)
    else:
        folds = StratifiedKFold(FOLDS, shuffle=True, random_state=0)
        yield from folds.split(np.zeros(len(texts)), _is_spam(texts))


def _is_spam(texts: Texts) -> np.ndarray:
    return np.array([each.is_spam for each in texts])
