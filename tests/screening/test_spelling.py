"""Which spellings are one word, for lists and for the filter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ethreader.screening.danger_words import read_words
from ethreader.screening.spelling import meant_words, spelt_words


def meant(text: str) -> list[str]:
    return [word.meant for word in spelt_words(text)]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        pytest.param("Subscribe NOW", ["subscribe", "now"], id="capital letters"),
        pytest.param("sub$cr1be", ["subscribe"], id="digits and signs for letters"),
        pytest.param("ѕubѕсribе", ["subscribe"], id="Cyrillic letters in a Latin word"),
        pytest.param("s u b s c r i b e now", ["subscribe", "now"], id="letters far apart"),
        pytest.param("s.u.b.s.c.r.i.b.e", ["subscribe"], id="letters with dots between them"),
        pytest.param("Subscriiiiibe", ["subscribe"], id="a letter dragged out"),
        pytest.param("sub\u200bscribe", ["subscribe"], id="a sign that nobody sees"),
        pytest.param("𝐬𝐮𝐛𝐬𝐜𝐫𝐢𝐛𝐞", ["subscribe"], id="letters of formulas"),
        pytest.param("Čestitam, đače", ["cestitam", "dace"], id="accents"),
        pytest.param("Честитам", ["cestitam"], id="the other script of Serbian"),
        pytest.param("für dich", ["fur", "dich"], id="an umlaut"),
        pytest.param("my ch@nnel", ["my", "channel"], id="an at sign for an a"),
        pytest.param("ana@example.org", ["anaaxample", "org"], id="an email falls to pieces"),
        pytest.param(
            "2nd of 10km in 1990s", ["2nd", "of", "10km", "in", "1990s"], id="numbers stay"
        ),
        pytest.param("100", ["100"], id="a number alone stays"),
        pytest.param("a b c", ["a", "b", "c"], id="three letters apart are none that hide"),
        pytest.param("هذا مهم", ["هذا", "مهم"], id="another script stays whole"),
        pytest.param("!!! …", [], id="signs are no words"),
    ],
)
def test_words_are_read_as_they_are_meant(typed: str, words: list[str]) -> None:
    assert meant(typed) == words


@given(st.text("ab1'@$_-.*` \n"))
def test_words_of_ascii_are_found_as_beside_other_letters(text: str) -> None:
    assert meant(f"{text} word")[:-1] == meant(f"{text} реч")[:-1]
    assert meant_words(text.upper()) == meant(text)
    assert read_words(f"{text} word")[:-2] == read_words(f"{text} реч")[:-2]
