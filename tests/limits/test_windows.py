"""Moving windows count as those of `limits` do, and hold no more than they have to."""

import random
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from limits import RateLimitItemPerSecond
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from time_machine import Traveller

from ethreader.web.amounts import Amount, amount_of, amounts_of
from ethreader.web.windows import PUT_BACK, Windows

ITEMS = [amount_of(each) for each in ("1 per 5 seconds", "3 per 5 seconds", "4 per minute")]
WHO = ("forms", "visitor", "a" * 32)


class Hand:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


def held(windows: Windows) -> int:
    """Return how many counts there are."""
    return sum(map(len, windows.counts.values()))


@pytest.mark.parametrize("seed", range(5))
def test_it_counts_as_limits_does(clock: Traveller, seed: int) -> None:
    chance = random.Random(seed)
    ours, theirs = Windows(), MovingWindowRateLimiter(MemoryStorage())
    admitted = 0

    for _ in range(400):
        clock.shift(chance.choice((0, 0, 0.25, 1, 5, 20)) * chance.random())
        item, who = chance.choice(ITEMS), ("forms", "visitor", chance.choice("ab"))
        their_item = RateLimitItemPerSecond(*item)
        mine, other = ours.room(item, *who), theirs.get_window_stats(their_item, *who)
        assert mine.left == other.remaining
        if mine.left < item.many:
            assert mine.more_at == other.reset_time
        is_admitted = ours.hit(item, *who)
        assert is_admitted == theirs.hit(their_item, *who)
        admitted += is_admitted

    assert 50 < admitted < 350


def test_limits_of_one_name_are_counted_apart() -> None:
    windows = Windows()
    asked: list[tuple[Amount, tuple[str, str, str]]] = [
        (item, (kind, where, who))
        for item in amounts_of("1 per minute; 1 per hour; 2 per minute")
        for kind in ("forms", "comments")
        for where in ("visitor", "network")
        for who in "ab"
    ]

    assert all(windows.hit(item, *who) for item, who in asked)
    assert [item.many for item, who in asked if windows.room(item, *who).left] == [2] * 8


def test_what_is_over_is_forgotten_though_nobody_asks_for_it() -> None:
    clock = Hand()
    windows = Windows(clock)
    for number in range(100):
        clock.now += 0.01
        windows.hit(ITEMS[1], "forms", "visitor", str(number))
    assert held(windows) == 100

    clock.now += 4.5
    windows.hit(ITEMS[1], "forms", "visitor", "0")
    clock.now += 1
    windows.room(ITEMS[0], *WHO)

    assert [key[-1] for key in windows.counts[5]] == ["0"]


def test_beyond_a_number_what_rests_for_longest_is_forgotten() -> None:
    windows = Windows(most=3)
    for name in "abcad":
        windows.hit(ITEMS[1], "forms", "visitor", name)

    assert [key[-1] for key in windows.counts[5]] == ["c", "a", "d"]
    assert windows.room(ITEMS[1], "forms", "visitor", "a").left == 1


def test_what_is_asked_and_refused_is_not_held() -> None:
    windows = Windows()

    windows.room(ITEMS[0], *WHO)
    assert held(windows) == 0

    assert [windows.hit(ITEMS[0], *WHO) for _ in range(50)] == [True, *[False] * 49]
    assert [len(each) for each in windows.counts[5].values()] == [1]


def test_clock_that_is_set_right_opens_nothing_and_one_put_back_by_far_shuts_nobody_out() -> None:
    clock = Hand()
    windows = Windows(clock)
    windows.hit(ITEMS[0], *WHO)

    clock.now -= PUT_BACK / 2
    assert not windows.hit(ITEMS[0], *WHO)

    clock.now += 10**9
    assert windows.hit(ITEMS[0], *WHO)
    clock.now -= 10**9
    assert windows.hit(ITEMS[0], *WHO)
    assert not windows.hit(ITEMS[0], *WHO)


def test_clock_that_is_set_right_lets_nothing_be_forgotten_early() -> None:
    clock = Hand()
    windows = Windows(clock)
    windows.hit(ITEMS[1], *WHO)
    clock.now -= PUT_BACK / 2
    windows.hit(ITEMS[1], *WHO)

    clock.now += 6

    assert windows.room(ITEMS[1], *WHO).left == 1


def test_no_more_are_admitted_to_threads_that_come_at_once() -> None:
    windows, usual = Windows(), sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as pool:
            asked = (f"{number // 8:032x}" for number in range(24000))
            admitted = sum(pool.map(lambda who: windows.hit(ITEMS[0], "a", "b", who), asked))
    finally:
        sys.setswitchinterval(usual)

    assert admitted == 3000
