"""Which colours are taken, and what is drawn in them: by WCAG's formula."""

import re

import pytest

from ethreader.base.contrast import contrast, mixed, nearest_seen
from ethreader.site_pages.accents import READABLE, PaleAccent, refuse_pale, stylesheet
from tests.conftest import ROOT

DARK = {"paper": "#14181d", "sheet": "#1b2127"}
LIGHT = {"paper": "#fbf9f5", "sheet": "#ffffff"}
HUES = ("#ff0000", "#00ff00", "#8080ff", "#ffff00", "#00ffff", "#ff00ff", "#808080", "#d9d3c7")
GOOD = ("#0d5454", "#a4161a", "#000000", "#1d4ed8", "#5b21b6", "#7a4b00")


def colours_of(rules: str) -> dict[str, str]:
    """Return the custom properties of a block of rules."""
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})", rules))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("#ffffff", "#000000", 21.0),
        ("#777777", "#ffffff", 4.48),  # Known of WCAG: the grey that just fails …
        ("#767676", "#ffffff", 4.54),  # … and the one that just passes.
        ("#0d5454", "#0d5454", 1.0),
    ],
)
def test_contrast_is_that_of_wcag(one: str, other: str, expected: float) -> None:
    assert round(contrast(one, other), 2) == expected == round(contrast(other, one), 2)


@pytest.mark.parametrize("colour", HUES)
def test_pale_colour_is_refused_with_the_nearest_good_one(colour: str) -> None:
    with pytest.raises(PaleAccent) as refused:
        refuse_pale(colour)

    assert f"perhaps {refused.value.nearest}" in str(refused.value)
    refuse_pale(refused.value.nearest)  # The proposal itself is taken …
    brighter = mixed(refused.value.nearest, "#ffffff", share=0.12)
    with pytest.raises(PaleAccent):
        refuse_pale(brighter)  # … and little more than it is not.


@pytest.mark.parametrize("colour", [*GOOD, "#000001"])
def test_all_that_is_drawn_in_a_colour_is_read(colour: str) -> None:
    refuse_pale(colour)
    light, dark = (colours_of(each) for each in stylesheet(colour).split("@media")[1:])

    for rules, papers in ((light, LIGHT), (dark, DARK)):
        for name in ("accent", "accent-deep"):
            for paper in (*papers.values(), rules["accent-wash"]):
                assert contrast(rules[name], paper) >= READABLE, (name, paper)
        assert contrast(rules["on-accent"], rules["accent"]) >= READABLE


def test_papers_are_those_of_the_stylesheet() -> None:
    tokens = (ROOT / "static" / "css" / "tokens.css").read_text("utf-8")
    light, dark = map(colours_of, tokens.split("@media (prefers-color-scheme: dark)"))

    assert {name: light[name] for name in LIGHT} == LIGHT
    assert {name: dark[name] for name in DARK} == DARK


def test_nearest_is_the_colour_itself_where_it_is_seen() -> None:
    seen = nearest_seen("#0d5454", on=("#ffffff",), least=READABLE, lighter=False)

    assert seen == "#0d5454"
