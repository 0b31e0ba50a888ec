"""The sentences that danger is learned from; without the libraries that learn, 100 MB of them."""

from hashlib import blake2b
from pathlib import Path

from ethreader.learning.word_lists import read_lists
from ethreader.screening.danger_features import VERSION
from ethreader.screening.danger_likeness import DIGEST_LENGTH

SENTENCES = Path(__file__).with_name("sentences")


def sentences(kind: str) -> list[str]:
    """Return the sentences of a kind, each once."""
    files = sorted(SENTENCES.glob(f"{kind}.*.txt"))
    rows = [row for file in files for row in file.read_text(encoding="utf-8").splitlines()]
    if kind == "talk":
        # What is written under articles everywhere, advertising too, is no danger.
        rows += [row for _, row in read_lists("first_examples.txt")]
    return list(dict.fromkeys(filter(None, rows)))


def digest() -> bytes:
    """Return what tells whether the file was made from the sentences as they are now."""
    said = "\n".join([str(VERSION), *sentences("danger"), "", *sentences("talk")])
    return blake2b(said.encode(), digest_size=DIGEST_LENGTH).digest()
