"""What was typed, as it is looked for."""

import pytest

from ethreader.base.endings import forms_of
from ethreader.base.typed_words import MOST_TERMS, Term, wanted


def quoted(*words: str) -> Term:
    return Term(words=words)


def whole(word: str) -> Term:
    return Term(words=(word,), forms=forms_of(word))


def beginning(word: str) -> Term:
    others = tuple(form for form in forms_of(word) if not form.startswith(word))
    return Term(words=(word,), is_beginning=True, forms=others)


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        pytest.param("safe house", [whole("safe"), beginning("house")], id="the last may go on"),
        pytest.param("safe  h", [whole("safe"), whole("h")], id="one letter may not"),
        pytest.param('"safe house"', [quoted("safe", "house")], id="quoted words"),
        pytest.param('"safe"', [quoted("safe")], id="a quoted word is whole"),
        pytest.param("„safe house“ now", [quoted("safe", "house"), beginning("now")], id="German"),
        pytest.param("»safe house«", [quoted("safe", "house")], id="guillemets"),
        pytest.param(
            '"safe house', [whole("safe"), beginning("house")], id="a quote that is not closed"
        ),
        pytest.param('""', [], id="nothing quoted"),
        pytest.param("safe SAFE safe", [beginning("safe")], id="said again"),
        pytest.param(
            "NOT safe OR house NEAR(a)",
            [whole("not"), whole("safe"), whole("or"), whole("house"), whole("near"), whole("a")],
            id="operators are words",
        ),
        pytest.param("title:safe*", [whole("title"), beginning("safe")], id="signs of an index"),
        pytest.param(
            "Anna’s safe's s", [whole("anna"), whole("safe"), whole("s")], id="English genitive"
        ),
        pytest.param("🌱 – ?!", [], id="no word"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_typed_text_looks_for(typed: str, terms: list[Term]) -> None:
    assert list(wanted(typed).terms) == terms


def test_many_words_are_cut_and_said_to_be() -> None:
    typed = " ".join(f"word{number}" for number in range(MOST_TERMS + 1))

    assert (len(wanted(typed).terms), wanted(typed).is_cut) == (MOST_TERMS, True)
    assert not wanted("two words").is_cut
