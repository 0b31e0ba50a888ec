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
from ethreader.learning.hosts import links_in
from ethreader.learning.training import FOLDS, fitted, train
from ethreader.learning.weights import Verdict

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

    caught: float  # Of spam.
    false_alarms: float  # Of the rest, as is the next.
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
    return [float(bool(links_in(each.text))) for each in others]


SCORERS: dict[str, Scorer] = {
    "the filter": by_filter,
    "naive Bayes on words": by_words,
    "has a link": by_links,
}


def figures_in_folds(texts: Texts, scorer: Scorer, *, groups: Sequence[str] = ()) -> Figures:
    """Return how well texts are told by what is learned from the other folds, or other groups."""
    scores = np.zeros(len(texts))
    for known, others in _folds(texts, groups):
        scores[others] = scorer(*_picked(texts, known, others))
    return figures(scores, texts)


def figures(scores: Sequence[float] | np.ndarray, texts: Texts) -> Figures:
    """Return how well scores part the two kinds of texts."""
    alarms, recalls, _ = roc_curve(_is_spam(texts), scores, drop_intermediate=False)
    recall = float(recalls[alarms <= FALSE_ALARMS].max())
    return Figures(area=float(roc_auc_score(_is_spam(texts), scores)), recall=recall)


def said_of(known: Texts, others: Texts) -> list[Verdict]:
    """Return what the filter says of the second texts, by the first ones."""
    learned = train(seen(known))
    return [learned.verdict(look_at(each.text)) for each in others]


def said_in_folds(texts: Texts, *, groups: Sequence[str] = ()) -> list[Verdict]:
    """Return what is said of texts by what is learned from the other folds, or other groups."""
    said = [Verdict.UNKNOWN] * len(texts)
    for known, others in _folds(texts, groups):
        for place, verdict in zip(others, said_of(*_picked(texts, known, others)), strict=True):
            said[place] = verdict
    return said


def shares(said: Sequence[Verdict], texts: Texts) -> Verdicts:
    """Return the shares of what was said of texts."""
    told = np.array(said)
    spam, good = told[_is_spam(texts)], told[~_is_spam(texts)]
    return Verdicts(
        caught=float(np.mean(spam == Verdict.SPAM)) if len(spam) else 0.0,
        false_alarms=float(np.mean(good == Verdict.SPAM)) if len(good) else 0.0,
        unknown=float(np.mean(good == Verdict.UNKNOWN)) if len(good) else 0.0,
    )


def _picked(texts: Texts, *places: np.ndarray) -> tuple[list[Example], list[Example]]:
    known, others = ([texts[place] for place in each] for each in places)
    return known, others


def _folds(texts: Texts, groups: Sequence[str]) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Yield which texts are learned from and which are told, without one of the groups each."""
    if groups:
        yield from LeaveOneGroupOut().split(texts, groups=groups)
    else:
        folds = StratifiedKFold(FOLDS, shuffle=True, random_state=0)
        yield from folds.split(np.zeros(len(texts)), _is_spam(texts))


def _is_spam(texts: Texts) -> np.ndarray:
    return np.array([each.is_spam for each in texts])
