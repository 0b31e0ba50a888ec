"""How the filter learns: logistic regression over what several texts have in common.

It loads scikit-learn, which takes more memory than the whole site: only commands import this, in
a process that ends.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np
from scipy.sparse import csr_array
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

from ethreader.learning.examples import Seen, first_examples, shared_numbers
from ethreader.learning.features import Looked, number_of_shape, number_of_word
from ethreader.learning.weights import Weights

MOST_FEATURES = 40_000
STRENGTH = 10.0  # How far weights may follow the examples.
SMOOTHING = 1.0
FIRST_SAY = 0.25  # What an example that comes along counts, beside one that was decided on.
FOLDS = 5
FALSE_ALARMS = 0.01  # The share of good comments that may be taken for spam.
LOWEST = 1.0  # Threshold; few good comments say little of what else good comments may look like.

Numbers = Mapping[int, int]


def train(examples: Sequence[Seen]) -> Weights:
    """Return what is learned from examples of both kinds, beside those that come along."""
    scores = scores_of_others(examples)
    good = scores[~_is_spam(examples)]
    threshold = max(LOWEST, float(np.quantile(good, 1 - FALSE_ALARMS)))
    return replace(fitted(examples), threshold=threshold)


def fitted(examples: Sequence[Seen]) -> Weights:
    """Return what tells examples of both kinds apart, before it is known where to draw the line."""
    bias, weights = _fitted(first_examples(), examples)
    return Weights(by_number=weights, bias=bias, threshold=0.0)


def scores_of_others(examples: Sequence[Seen]) -> np.ndarray:
    """Return the score of each example by what is learned from four fifths without it."""
    scores = np.zeros(len(examples))
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=0)
    for others, these in folds.split(scores, _is_spam(examples)):
        learned = fitted([examples[i] for i in others])
        scores[these] = [learned.score(examples[i].looked) for i in these]
    return scores


def _fitted(first: Sequence[Seen], decided: Sequence[Seen]) -> tuple[float, dict[int, float]]:
    """Return the sum to begin with and the weights, the words first among those that are kept."""
    examples = [*first, *decided]
    kept = _kept(examples)
    columns = {number: place for place, number in enumerate(kept)}
    rows = _rows(examples, columns)
    is_spam = _is_spam(examples)
    ratios = _ratios(rows, is_spam)
    says = np.repeat([FIRST_SAY, 1.0], [len(first), len(decided)])
    model = LogisticRegression(C=STRENGTH, solver="liblinear", random_state=0)
    model.fit(rows * ratios, is_spam, sample_weight=says)
    weights = (model.coef_[0] * ratios).astype(np.float32)
    return float(model.intercept_[0]), dict(zip(kept, map(float, weights), strict=True))


def _kept(examples: Sequence[Seen]) -> list[int]:
    counts = shared_numbers(examples)
    words = {number for each in examples for number in _first_numbers(each)}
    order = sorted(counts, key=lambda number: (number not in words, -counts[number], number))
    return order[:MOST_FEATURES]


def _first_numbers(example: Seen) -> list[int]:
    """Return what must be known of words and shapes, however little it weighs."""
    looked = example.looked
    return [
        *(number_of_word(word.meant) for word in looked.words),
        *map(number_of_shape, looked.shape),
    ]


def _rows(examples: Sequence[Seen], columns: Numbers) -> csr_array:
    """Return which features each example has, as rows whose parts are of the same length each."""
    rows = [list(_row(each.looked, columns)) for each in examples]
    ends = np.concatenate([[0], np.cumsum([len(row) for row in rows])]).astype(np.int32)
    places = np.array([place for row in rows for place, _ in row], dtype=np.int32)
    values = np.array([value for row in rows for _, value in row])
    return csr_array((values, places, ends), shape=(len(examples), len(columns)))


def _row(looked: Looked, columns: Numbers) -> Iterator[tuple[int, float]]:
    for part in looked.parts:
        found = [columns[number] for number in part if number in columns]
        yield from ((place, 1 / math.sqrt(len(found))) for place in found)


def _ratios(rows: csr_array, is_spam: np.ndarray) -> np.ndarray:
    """Return how much more often each feature stands in one kind than in the other.

    By naive Bayes, as Wang and Manning (2012) put it before a linear model: with few examples, it
    tells words that speak from words that are there by chance.
    """
    has = rows.astype(bool).astype(float)
    spam = has[is_spam].sum(axis=0) + SMOOTHING
    good = has[~is_spam].sum(axis=0) + SMOOTHING
    return np.asarray(np.log((spam / spam.sum()) / (good / good.sum()))).ravel()


def _is_spam(examples: Sequence[Seen]) -> np.ndarray:
    return np.array([each.is_spam for each in examples])
