"""The memory of finished pages: what is dropped, what is not kept, what makes room."""

from datetime import UTC, datetime

import pytest

from ethreader.base.topics import CONTENT, EVERYTHING, THREADS, and_above, is_part_of, thread_of
from ethreader.ops.border.asked import Asked
from ethreader.ops.border.encodings import PLAIN
from ethreader.ops.border.pages import KeptPage, KeptPages
from ethreader.ops.border.wsgi import Response

NOW = datetime(2026, 2, 3, 9, tzinfo=UTC)
LATER = datetime(2026, 2, 3, 10, tzinfo=UTC)


def page_of(*topics: str, size: int = 100, until: datetime = LATER) -> KeptPage:
    response = Response(200, [("ETag", '"a"'), ("Vary", "HX-Request")], b"x" * size)
    return KeptPage(response, topics=frozenset(topics), until=until, counted_as="", environ={})


def asked(path: str) -> Asked:
    return Asked("localhost", path, "", is_partial=False)


def paths_kept(pages: KeptPages, *paths: str) -> list[str]:
    return [path for path in paths if pages.get(asked(path), now=NOW)]


@pytest.mark.parametrize(
    ("changed", "left"),
    [
        pytest.param(thread_of(1), ["two", "speaker"], id="a thread"),
        pytest.param(thread_of(2), ["one", "speaker"], id="another one"),
        pytest.param(thread_of(12), ["one", "two", "speaker"], id="one that begins alike"),
        pytest.param(THREADS, ["speaker"], id="all threads"),
        pytest.param(CONTENT, [], id="what editors write"),
        pytest.param(EVERYTHING, [], id="everything"),
    ],
)
def test_change_drops_what_shows_it(changed: str, left: list[str]) -> None:
    pages = KeptPages(room=10_000)
    shown = {"one": thread_of(1), "two": thread_of(2), "home": THREADS, "speaker": CONTENT}
    for path, topic in shown.items():
        pages.keep(asked(path), page_of(CONTENT, topic), begun=pages.moment)

    pages.drop([changed])

    assert paths_kept(pages, *shown) == left


@pytest.mark.parametrize("changed", [thread_of(1), THREADS, CONTENT, EVERYTHING])
def test_page_that_was_begun_before_a_change_is_not_kept(changed: str) -> None:
    pages = KeptPages(room=10_000)
    begun = pages.moment
    pages.drop([changed])

    pages.keep(asked("one"), page_of(CONTENT, thread_of(1)), begun=begun)
    pages.keep(asked("home"), page_of(CONTENT, THREADS), begun=begun)
    pages.keep(asked("two"), page_of("other"), begun=begun)

    assert paths_kept(pages, "one", "home", "two") == (["two"] if changed else [])


def test_page_that_was_begun_after_a_change_is_kept() -> None:
    pages = KeptPages(room=10_000)
    pages.drop([thread_of(1)])

    pages.keep(asked("one"), page_of(thread_of(1)), begun=pages.moment)

    assert paths_kept(pages, "one") == ["one"]


def test_page_holds_until_its_moment() -> None:
    pages = KeptPages(room=10_000)
    pages.keep(asked("one"), page_of("a"), begun=0)

    assert pages.get(asked("one"), now=NOW) is not None
    assert pages.get(asked("one"), now=LATER) is None


def test_what_nobody_wants_makes_room_first() -> None:
    pages = KeptPages(room=1_000)
    for number in range(10):
        pages.keep(asked(f"{number}"), page_of("a"), begun=0)
    everybody = [f"{number}" for number in range(12)]
    pages.get(asked("0"), now=NOW)
    pages.get(asked("2"), now=NOW)

    pages.keep(asked("10"), page_of("a"), begun=0)
    pages.keep(asked("11"), page_of("a"), begun=0)

    assert paths_kept(pages, *everybody) == ["0", "2", *(f"{number}" for number in range(4, 12))]


def test_page_that_would_push_out_many_is_not_kept() -> None:
    pages = KeptPages(room=1_000)

    pages.keep(asked("one"), page_of("a", size=251), begun=0)

    assert paths_kept(pages, "one") == []


def test_other_encodings_of_a_page_take_room_too() -> None:
    pages = KeptPages(room=1_000)
    for number in range(4):
        pages.keep(asked(f"{number}"), page_of("a", size=240), begun=0)
    page = pages.get(asked("3"), now=NOW)
    assert page is not None

    pages.grown(len(page.make(PLAIN).body))

    assert paths_kept(pages, "0", "1", "2", "3") == ["1", "2", "3"]


def test_dropped_pages_leave_their_room() -> None:
    pages = KeptPages(room=1_000)
    for _ in range(50):
        pages.keep(asked("a"), page_of("a", size=240), begun=pages.moment)
        pages.drop(["a"])
    for number in range(4):
        pages.keep(asked(f"{number}"), page_of("b", size=240), begun=pages.moment)

    assert paths_kept(pages, "0", "1", "2", "3") == ["0", "1", "2", "3"]


def test_topic_is_part_of_what_stands_above_it() -> None:
    assert list(and_above("threads/17")) == ["threads/17", "threads", ""]
    assert is_part_of("threads/17", THREADS)
    assert is_part_of("threads/17", EVERYTHING)
    assert not is_part_of("threads/17", "threads/1")
    assert not is_part_of(THREADS, "threads/1")
