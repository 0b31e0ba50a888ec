"""What each check notices of a comment, in their order."""

from dataclasses import replace
from typing import Any

import pytest

from ethreader.screening.flags import Flag
from ethreader.screening.known import Known
from ethreader.screening.rules import Rule, RuleKind
from ethreader.screening.service import CHECKS, screen
from tests.screening.submissions import submission
from tests.times import utcnow

LINKS = " ".join(f"https://example.org/{number}" for number in range(3))
ZALGO = "H̷̛͔̤e̸̡̩͒l̵̰͗̽p̶̙̏"
LONG = "I was there with my mother, and we would like to know when there is another evening."
KNOWN = Known(
    official=("ASTRA events",),
    rules=(Rule(kind=RuleKind.WORDS, label="Bets", phrases=("casino",)),),
    looks_like_spam=lambda text: "my channel" in text,
)
KNOWN.recent.add("1", LONG, sent_on=utcnow().date())


def noticed(**given: Any) -> tuple[Flag, ...]:
    """Return what screening notices of a comment."""
    return screen(replace(submission(**given), known=KNOWN))


@pytest.mark.parametrize(
    ("given", "flags"),
    [
        pytest.param({}, (), id="ordinary words"),
        pytest.param({"seconds": 1}, (Flag.TOO_FAST,), id="faster than people type"),
        pytest.param({"body": LINKS}, (Flag.MANY_LINKS,), id="three links"),
        pytest.param({"name": "Модератор"}, (Flag.OFFICIAL_NAME,), id="a moderator's name"),
        pytest.param({"name": "Astra-Events"}, (Flag.OFFICIAL_NAME,), id="the site's name"),
        pytest.param({"body": "ana@example.org"}, (Flag.EMAIL,), id="an email in the text"),
        pytest.param({"name": "ana@example.org"}, (Flag.EMAIL,), id="an email as a name"),
        pytest.param({"body": "ana&#64;example.org"}, (Flag.EMAIL,), id="as a web page spells it"),
        pytest.param({"body": r"ana\@example\.org"}, (Flag.EMAIL,), id="behind backslashes"),
        pytest.param({"body": "**ana**@example.org"}, (Flag.EMAIL,), id="half of it strong"),
        pytest.param({"body": "ana`@`example.org"}, (Flag.EMAIL,), id="half of it code"),
        pytest.param(
            {"body": "[write](https://example.org/?to=ana@example.org)"},
            (Flag.EMAIL,),
            id="where a link leads",
        ),
        pytest.param({"body": "064/123-45-67"}, (Flag.PHONE_NUMBER,), id="a number in the text"),
        pytest.param({"name": "Ana 0641234567"}, (Flag.PHONE_NUMBER,), id="a number in the name"),
        pytest.param({"body": "064 **123** 4567"}, (Flag.PHONE_NUMBER,), id="a part of it strong"),
        pytest.param({"body": ZALGO}, (Flag.PILED_MARKS,), id="marks piled up in the text"),
        pytest.param({"name": ZALGO}, (Flag.PILED_MARKS,), id="marks piled up in the name"),
        pytest.param({"body": f"Hello! {LONG}"}, (Flag.REPEATED,), id="what was sent before"),
        pytest.param({"body": "To the cas1no"}, (Flag.RULE,), id="a word of a rule"),
        pytest.param({"name": "Casino"}, (Flag.RULE,), id="a name of a rule"),
        pytest.param({"body": "See my channel"}, (Flag.SPAM_LIKE,), id="what looks like spam"),
        pytest.param(
            {"name": "Admin", "body": f"{LINKS} a@b.org 0641234567", "seconds": 1},
            tuple(flag for _, flag in CHECKS)[1:6],
            id="all at once, in their order",
        ),
    ],
)
def test_checks_notice(given: dict[str, str], flags: tuple[Flag, ...]) -> None:
    assert noticed(**given) == flags


@pytest.mark.parametrize(
    "text",
    ["Nguyễn Thị Ánh", "בְּרֵאשִׁ֖ית בָּרָ֣א", "بِسْمِ ٱللَّٰهِ", "नमस्ते", "ก็ที่นี่", "བཀྲ་ཤིས་བདེ་ལེགས།", "Ǟ ấ", "❤️👩🏽‍🚀"],
)
def test_marks_that_a_script_needs_are_none_to_hold(text: str) -> None:
    assert noticed(name=text, body=text) == ()
