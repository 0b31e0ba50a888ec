"""What the filter says of texts, by weights that stand here."""

import pytest

from ethreader.learning.examples import Seen, shared_numbers
from ethreader.learning.features import look_at, number_of_shape, number_of_word
from ethreader.learning.weights import Verdict, Weights, packed, unpacked

HEAVY = {"subscribe": 9.0, "channel": 3.0, "thank": -9.0}
NEUTRAL = ["to", "my", "you", "for", "this", "evening", "please", "all", "see"]
LEARNED = Weights(
    by_number={
        **{number_of_word(word): weight for word, weight in HEAVY.items()},
        **{number_of_word(word): 0.0 for word in NEUTRAL},
        number_of_shape("link"): 8.0,
    },
    bias=-1.0,
    threshold=2.0,
)


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        pytest.param("Subscribe to my channel", Verdict.SPAM, id="words of spam"),
        pytest.param("SUB$CR1BE to my channe1", Verdict.SPAM, id="words of spam in disguise"),
        pytest.param("Thank you for this evening", Verdict.NOT_SPAM, id="words of thanks"),
        pytest.param("Please see this channel", Verdict.UNKNOWN, id="neither clearly"),
        pytest.param("Хвала вам на овој вечери", Verdict.UNKNOWN, id="words that it never met"),
        pytest.param("subscribe asap everybody quickly", Verdict.UNKNOWN, id="mostly new words"),
        pytest.param("https://a.example/b", Verdict.UNKNOWN, id="a link of an unknown name"),
        pytest.param("", Verdict.UNKNOWN, id="nothing"),
        pytest.param("💜", Verdict.UNKNOWN, id="no word"),
    ],
)
def test_text_gets_its_verdict(text: str, verdict: Verdict) -> None:
    assert LEARNED.verdict(look_at(text)) is verdict


def test_reasons_are_the_words_that_weigh_most_as_they_stand_in_the_text() -> None:
    looked = look_at("Please SUB$CRIBE to my channel: https://a.example")

    assert LEARNED.words_for_spam(looked) == ["sub$cribe", "channel"]
    assert LEARNED.signs_for_spam(looked) == ["link"]


def test_stored_weights_are_the_same_again() -> None:
    assert unpacked(packed(LEARNED.by_number)) == LEARNED.by_number


@pytest.mark.parametrize(
    ("names", "is_kept"),
    [
        pytest.param(["Ana", "Boris", "Mira"], True, id="three texts by three names"),
        pytest.param(["Ana", "ana", "Ana"], False, id="three texts by one name"),
        pytest.param(["Ana", "Boris"], False, id="two texts"),
        pytest.param(["", "", ""], True, id="three texts without a name"),
    ],
)
def test_word_is_learned_when_several_people_use_it(names: list[str], *, is_kept: bool) -> None:
    examples = [Seen(look_at(f"Petrovgrad {n}"), name, False) for n, name in enumerate(names)]

    assert (number_of_word("petrovgrad") in shared_numbers(examples)) is is_kept
