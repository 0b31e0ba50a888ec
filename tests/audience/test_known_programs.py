"""Programs that read pages: told from browsers as the library tells them."""

from itertools import chain

from crawleruseragents import CRAWLER_USER_AGENTS_DATA, is_crawler

from ethreader.audience.known_programs import is_program

INSTANCES = sorted(set(chain.from_iterable(each["instances"] for each in CRAWLER_USER_AGENTS_DATA)))
BROWSERS = [
    "",
    "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Mobile/15E148 Safari",
]


def test_known_programs_are_those_of_the_library() -> None:
    assert len(INSTANCES) > 1000

    # Half a name, and one with something before it: what a pattern is bound to decides.
    agents = chain(INSTANCES, (f"x{each}" for each in INSTANCES), (e[1:] for e in INSTANCES))
    assert [each for each in agents if is_program(each) != is_crawler(each)] == []


def test_browsers_are_no_programs() -> None:
    assert [each for each in BROWSERS if is_program(each)] == []
