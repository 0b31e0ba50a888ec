"""Learns what danger is like from our sentences: `python -m tests.screening.learn_danger`.

Sentences of `danger.*.txt` on the one side, of `talk.*.txt` on the other. With `--judge` it says
how well each tenth of them is told by what the other nine tenths teach, and stores nothing.
"""

import math
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from scipy.sparse import csr_array
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

from ethreader.screening.danger_features import (
    number_of_pair,
    number_of_word,
    numbers_of_pieces,
    passages,
    spelt,
)
from ethreader.screening.danger_likeness import DIGEST_LENGTH, FILE, Likeness, packed, unpacked
from ethreader.screening.danger_words import read_words
from tests.screening.danger_sentences import digest, sentences

STRENGTH = 10.0  # How far weights may follow the sentences.
SCALE = 5.0  # Of a usual feature's rarity, so that STRENGTH is about 1 for most.
FEWEST = 2  # Sentences that have a feature in common; of one alone nothing is learned.
FALSE_ALARMS = (0.01, 0.02, 0.03, 0.05)
FOLDS = 10
NO_DIGEST = bytes(DIGEST_LENGTH)

Parts = tuple[list[int], list[int], list[int]]


def examples() -> tuple[list[Parts], np.ndarray]:
    """Return all sentences as they are known, and which of them tell of danger."""
    danger, talk = sentences("danger"), sentences("talk")
    return list(map(parts_of, danger + talk)), np.repeat([1, 0], [len(danger), len(talk)])


def parts_of(text: str) -> Parts:
    """Return the numbers of the words, pairs and pieces of a text."""
    words = list(map(spelt, read_words(text)))
    numbers = list(map(number_of_word, words))
    return (
        numbers,
        [number_of_pair(*pair) for pair in pairwise(numbers)],
        [number for word in words for number in numbers_of_pieces(word)],
    )


def learn(known: Sequence[Parts], is_danger: np.ndarray, *, digest: bytes = NO_DIGEST) -> bytes:
    """Return the file of what sentences teach."""
    counts = Counter(number for parts in known for number in {n for part in parts for n in part})
    kept = sorted(number for number, count in counts.items() if count >= FEWEST)
    columns = {number: place for place, number in enumerate(kept)}
    rarity = [1 + math.log((1 + len(known)) / (1 + counts[number])) for number in kept]
    ratios = np.array(rarity) / SCALE
    model = LogisticRegression(C=STRENGTH, solver="liblinear", random_state=0)
    model.fit(_rows(known, columns) * ratios, is_danger)
    weights = dict(zip(kept, map(float, model.coef_[0] * ratios), strict=True))
    of_pairs = weights.keys() & {number for parts in known for number in parts[1]}
    pairs = {number: weights.pop(number) for number in of_pairs}
    return packed(weights, pairs, bias=float(model.intercept_[0]), digest=digest)


def _rows(known: Sequence[Parts], columns: dict[int, int]) -> csr_array:
    cells = [
        (row, columns[number], 1 / math.sqrt(len(part)))
        for row, parts in enumerate(known)
        for part in parts
        for number in part
        if number in columns
    ]
    rows, places, values = map(np.array, zip(*cells, strict=True))
    where = rows.astype(np.int32), places.astype(np.int32)
    return csr_array((values, where), shape=(len(known), len(columns)))


def scores_of_others() -> Iterator[tuple[str, int, float]]:
    """Yield each sentence, whether it tells of danger, and its score by what others teach."""
    texts = sentences("danger") + sentences("talk")
    known, is_danger = examples()
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=0)
    for others, these in folds.split(texts, is_danger):
        learned = unpacked(learn([known[i] for i in others], is_danger[others]))
        for i in these:
            yield texts[i], int(is_danger[i]), best_score(learned, texts[i])


def best_score(learned: Likeness, text: str) -> float:
    """Return the score of the passage of a text that is most like danger."""
    words = read_words(text)
    return max(learned.scores(words, passages(words)))


def main() -> None:
    """Learn, or judge."""
    if "--judge" in sys.argv:
        found = list(scores_of_others())
        danger = np.array([score for _, is_danger, score in found if is_danger])
        talk = np.array([score for _, is_danger, score in found if not is_danger])
        for share in FALSE_ALARMS:
            line = np.quantile(talk, 1 - share)
            print(f"{share:.0%} false from {line:.2f} on: {(danger > line).mean():.2f} noticed")
        return
    known, is_danger = examples()
    FILE.write_bytes(learn(known, is_danger, digest=digest()))
    print(f"Learned from {len(known)} sentences: {FILE.stat().st_size} bytes")


if __name__ == "__main__":
    main()
