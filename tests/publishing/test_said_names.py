"""A name in what editors typed is found however it is spelt, and nothing beside it."""

import pytest

from ethreader.publishing.said_names import SaidNames

ANA = SaidNames({"Anđa Markanđelković", "Nada"})


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("With Anđa Markanđelković.", "With […]."),
        ("ANDJA MARKANDJELKOVIC, andja markandelkovic", "[…], […]"),
        ("Анђа Маркандјелковић и Анђа\nМаркaнђелковић", "[…] и […]"),
        ("**Anđa** *Markanđelković* and Anđa-Markanđelković", "**[…]* and […]"),
        ("Anđa\u00a0Markanđelkovic\u0301", "[…]"),
        ("Anđa said. Then Markanđelković spoke.", "Anđa said. Then Markanđelković spoke."),
        ("Anđa\n\nMarkanđelković", "Anđa\n\nMarkanđelković"),
        ("Anđa Markanđelkovićeva", "Anđa Markanđelkovićeva"),
        ("Nada and nada, Nadaline", "[…] and nada, Nadaline"),
        ("", ""),
    ],
)
def test_name_leaves_a_gap(text: str, left: str) -> None:
    assert ANA.taken_out(text) == left
    assert ANA.is_in(text) is (text != left)


def test_row_of_a_form_names_one_person() -> None:
    whole = (
        "Anđa Markanđelković",
        "anđa  markandjelković (andja-2)",
        "Nada",
        "Анђа Маркандјелковић",
    )

    assert [each for each in whole if not ANA.is_whole(each)] == []
    assert not ANA.is_whole("Anđa Markanđelković and Ruth")
    assert not ANA.is_whole("")
    assert not SaidNames(set()).is_in("Anyone")
