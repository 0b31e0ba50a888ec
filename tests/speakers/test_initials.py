"""What stands where a portrait is missing."""

import pytest

from ethreader.speakers.names import initials


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Marija Anđelković", "MA"),
        ("Марија Анђелковић", "МА"),
        ("Ana Maria de la Cruz", "AC"),
        ("Dr. Ana Petrović", "AP"),
        ("Prof. dr. Ana Petrović, LL.M.", "AP"),
        ("Vera Primer (example)", "VP"),
        ("Cher", "C"),
        ("jean-luc picard", "JP"),
        ("“Vera”", "V"),
        ("Dr.", "D"),
        ("***", ""),
    ],
)
def test_initials_are_those_of_first_and_last_name(name: str, expected: str) -> None:
    assert initials(name) == expected
