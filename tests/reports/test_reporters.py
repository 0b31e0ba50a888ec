"""Who has reported what today: once a day, and in nobody's words."""

from datetime import UTC, datetime, timedelta

import pytest

from ethreader.reports.reporters import Reporters

NOON = datetime(2026, 2, 3, 12, tzinfo=UTC)
IP = "203.0.113.77"


def is_first(reporters: Reporters, public_id: str = "a" * 16, *, now: datetime = NOON) -> bool:
    with reporters.once(public_id, ip=IP, now=now) as answer:
        return answer


def test_the_second_time_is_not_the_first() -> None:
    reporters = Reporters()

    assert [is_first(reporters), is_first(reporters), is_first(reporters, "b" * 16)] == [
        True,
        False,
        True,
    ]


def test_the_next_day_everything_is_forgotten() -> None:
    reporters = Reporters()
    is_first(reporters)
    held = set(reporters._heard)

    assert is_first(reporters, now=NOON + timedelta(days=1))
    assert reporters._heard.isdisjoint(held)


def test_what_fails_does_not_count() -> None:
    reporters = Reporters()

    with pytest.raises(KeyError), reporters.once("a" * 16, ip=IP, now=NOON):
        raise KeyError

    assert is_first(reporters)


def test_a_repetition_that_fails_does_not_undo_the_first() -> None:
    reporters = Reporters()
    is_first(reporters)

    with pytest.raises(KeyError), reporters.once("a" * 16, ip=IP, now=NOON):
        raise KeyError

    assert not is_first(reporters)


def test_what_is_remembered_tells_neither_place_nor_comment() -> None:
    reporters = Reporters()
    is_first(reporters)

    [held] = reporters._heard
    assert len(held) == 16
    assert IP not in repr(vars(reporters))
    assert is_first(Reporters())  # Another process has another key and another memory.
