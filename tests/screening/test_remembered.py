"""Which words stay in the memory, and for how long."""

import pytest

from ethreader.screening.remembered import LONGEST, Remembered


class Asked:
    """Finds the length of a word, and counts how often it is asked."""

    def __init__(self) -> None:
        self.words: list[str] = []

    def __call__(self, word: str) -> int:
        self.words.append(word)
        return len(word)


@pytest.mark.parametrize("word", ["help", "помоћ", "don't", "don’t", ".", "7", "a" * LONGEST])
def test_a_word_is_looked_at_once(word: str) -> None:
    asked = Asked()
    lengths = Remembered(asked)

    assert [lengths[word], lengths[word]] == [len(word)] * 2
    assert asked.words == [word]


@pytest.mark.parametrize(
    "word", ["0641234567", "ana85", "ana_p", "ana@example", "12", "", "'a", "a" * (LONGEST + 1)]
)
def test_numbers_and_what_leads_to_a_person_are_not_remembered(word: str) -> None:
    asked = Asked()
    lengths = Remembered(asked)

    assert [lengths[word], lengths[word]] == [len(word)] * 2
    assert len(asked.words) == 2
    assert word not in {*lengths, *lengths._older}


def test_words_in_use_stay_and_others_make_room() -> None:
    asked = Asked()
    lengths = Remembered(asked, most=8)
    words = ["".join(chr(ord("a") + int(digit)) for digit in str(n)) for n in range(100, 160)]
    for word in words:
        assert lengths["again"] + lengths[word] == 8

    held = {*lengths, *lengths._older}

    assert asked.words.count("again") == 1
    assert {"again", words[-1]} <= held
    assert len(held) <= 8
    assert words[0] not in held
