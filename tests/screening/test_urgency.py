"""How soon a comment is to be read, by all that was noticed of it."""

import pytest

from ethreader.screening.flags import Flag
from ethreader.screening.urgency import Urgency, urgency_of


@pytest.mark.parametrize(
    ("flags", "urgency"),
    [
        pytest.param([], Urgency.PLAIN, id="nothing"),
        pytest.param([Flag.TOO_FAST, Flag.MANY_LINKS], Urgency.PLAIN, id="haste and links"),
        pytest.param([Flag.SPAM_LIKE], Urgency.LAST, id="advertising, as it seems"),
        pytest.param([Flag.MANY_LINKS, Flag.SPAM_LIKE], Urgency.LAST, id="links that advertise"),
        pytest.param([Flag.EMAIL, Flag.SPAM_LIKE], Urgency.SOON, id="an email in advertising"),
        pytest.param([Flag.DANGER, Flag.SPAM_LIKE], Urgency.DANGER, id="danger, however it seems"),
    ],
)
def test_urgency_is_the_greatest_of_what_was_noticed(flags: list[Flag], urgency: Urgency) -> None:
    assert urgency_of(flags) is urgency
