"""Dates as each language says them."""

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask

from ethreader.events.dates import Span
from ethreader.events.formats import format_dates
from ethreader.i18n.formats import format_date, format_month
from ethreader.i18n.languages import LANGUAGES
from ethreader.i18n.texts import gettext
from ethreader.web.localisation import KEY, speaking
from tests.conftest import ZONE

APRIL_5, SEPTEMBER_1 = date(2022, 4, 5), date(2022, 9, 1)


def span(first: date, last: date) -> Span:
    return Span(first_day=first, last_day=last, starts_at=None, ends_at=None, zone=ZONE)


@pytest.mark.parametrize(
    ("code", "said", "words"),
    [
        pytest.param("en", lambda: format_date(APRIL_5), "5 April 2022", id="English"),
        pytest.param("de", lambda: format_date(APRIL_5), "5. April 2022", id="German"),
        pytest.param(
            "sr-Cyrl", lambda: format_date(APRIL_5), "5. априла 2022.", id="Serbian: genitive"
        ),
        pytest.param("sr", lambda: format_date(APRIL_5), "5. aprila 2022.", id="in Latin too"),
        pytest.param(
            "sr-Cyrl", lambda: format_date(SEPTEMBER_1), "1. септембра 2022.", id="a long month"
        ),
        pytest.param("sr-Cyrl", lambda: format_month(APRIL_5), "април", id="a month by itself"),
        pytest.param(
            "sr",
            lambda: format_dates(span(date(2022, 4, 4), date(2022, 4, 6))),
            "4.–6. aprila 2022.",
            id="days of a month",
        ),
        pytest.param(
            "sr-Cyrl",
            lambda: format_dates(span(date(2022, 4, 30), date(2022, 5, 2))),
            "30. априла – 2. маја 2022.",
            id="days of two months",
        ),
        pytest.param(
            "de",
            lambda: format_dates(span(date(2022, 4, 30), date(2022, 5, 2))),
            "30. April – 2. Mai 2022",
            id="German days of two months",
        ),
    ],
)
def test_date_is_said_as_in_running_text(
    app: Flask, code: str, said: Callable[[], str], words: str
) -> None:
    environment = {"ethreader.language": LANGUAGES[code]}
    with app.test_request_context("/", environ_overrides=environment):
        assert said() == words


def test_dates_and_words_follow_the_language_at_once(app: Flask) -> None:
    """Within one context of the application, where mails are written in several languages."""

    def said() -> tuple[str, str]:
        return format_date(APRIL_5), gettext("Hello,")

    with app.app_context():
        first = said()
        with speaking("de"):
            german = said()
            with app.test_request_context("/", environ_overrides={KEY: LANGUAGES["sr"]}):
                with speaking("sr-Cyrl"):
                    cyrillic = said()
                german_again = said()
        with app.test_request_context("/", environ_overrides={KEY: LANGUAGES["sr"]}):
            latin = said()
        last = said()

    assert german == german_again == ("5. April 2022", "Guten Tag,")
    assert (cyrillic, latin) == (("5. априла 2022.", "Здраво,"), ("5. aprila 2022.", "Zdravo,"))
    assert first == last == ("5 April 2022", "Hello,")
