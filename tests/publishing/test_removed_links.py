"""Links to who was deleted go, their words stay, and nothing else is touched."""

import pytest

from ethreader.publishing.removal_names import is_removal_name_of, removal_name
from ethreader.publishing.removed_links import without_links

PATH = "/speakers/vera"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[Vera](/speakers/vera/)", "Vera"),
        ("[Vera](/speakers/vera)", "Vera"),
        ("*[Vera](/de/speakers/vera/)*", "*Vera*"),
        ("[Vera](/sr-Latn/speakers/vera/?a=1#top)", "Vera"),
        ("[Vera](https://events.example.org/speakers/vera/)", "Vera"),
        ('[Vera](</speakers/vera/> "Her page")', "Vera"),
        ("[a [b] c](/speakers/vera/)", "a [b] c"),
        ("[Vera][v] and [v]\n\n[v]: /speakers/vera/\n", "Vera and v\n\n"),
        ("[V][] said.\n\n[V]: </speakers/vera/> 'Her page'\n", "V said.\n\n"),
        ("See <https://events.example.org/speakers/vera/>.", "See ."),
        ("See https://events.example.org/speakers/vera/ there", "See  there"),
        (
            "[Vera](/speakers/vera/) and [Vera M.](/speakers/vera-m/)",
            "Vera and [Vera M.](/speakers/vera-m/)",
        ),
        ("[Vera](/speakers/vera-m/)", "[Vera](/speakers/vera-m/)"),
        ("[All](/speakers/)", "[All](/speakers/)"),
        (
            "[x](https://example.org/about/speakers/vera-team/)",
            "[x](https://example.org/about/speakers/vera-team/)",
        ),
    ],
)
def test_link_goes_and_its_words_stay(before: str, after: str) -> None:
    assert without_links(before, [PATH]) == after


def test_name_of_the_ledger_is_of_one_slug_and_tells_none() -> None:
    first, second = removal_name("vera"), removal_name("vera")

    assert first != second
    assert "vera" not in first
    assert len(first) == 64
    assert is_removal_name_of(first, "vera")
    assert is_removal_name_of(second, "vera")
    assert not is_removal_name_of(first, "vera-m")
    assert not is_removal_name_of(first[1:], "vera")
