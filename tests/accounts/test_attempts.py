"""Who has to wait for whose guesses: rules alone, by a clock that the test moves."""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from ethreader.accounts.attempts import Attempts, Guess
from ethreader.accounts.gate import STRANGERS_BURST, HashingGate
from ethreader.accounts.waiting import SHORTEST_TURN, Turns
from ethreader.base.errors import RateLimited
from ethreader.web.visitors import VisitorKeys
from tests.conftest import make_app

NOON = datetime(2026, 2, 3, 12, tzinfo=UTC)
FOUR = ("203.0.113.1", "198.51.100.1", "192.0.2.1", "2001:db8:1:1::1")
QUIET = "198.18.99.99"
DEVICE = b"d" * 32


@pytest.fixture(autouse=True)
def words(app: Flask) -> Iterator[None]:
    """Refusals are said in a language."""
    with app.test_request_context():
        yield


def wait(attempts: Attempts, guess: Guess, now: datetime, *, in_turn: bool = False) -> int:
    """Return how long somebody has to wait; 0 where the guess is checked."""
    try:
        attempts.begin(guess, in_turn=in_turn, now=now)
    except RateLimited as refusal:
        return refusal.retry_after
    return 0


NAMES: list[Any] = [
    pytest.param(lambda _: "Ana", id="at one name"),
    pytest.param(lambda second: f"Name {second}", id="at as many names"),
]


def an_hour(attempts: Attempts, name: Callable[[int], str], *ips: str) -> int:
    """Let networks guess whenever they may, for an hour; return how many guesses were checked."""
    return sum(
        wait(attempts, Guess(name=name(each), ip=ip), NOON + timedelta(seconds=each // 3 * 15)) == 0
        for each in range(240 * 3)
        for ip in ips
    )


@pytest.fixture(scope="module", params=NAMES)
def attacked(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Attempts:
    """What is remembered after four networks have guessed for an hour."""
    attempts = Attempts()
    with make_app(tmp_path_factory.mktemp("site") / "instance").test_request_context():
        assert 4 * 30 <= an_hour(attempts, request.param, *FOUR) <= 4 * 110
    return attempts


@pytest.mark.parametrize(
    ("guess", "most"),
    [
        pytest.param(Guess(name="Ana", ip=QUIET), 0, id="a new device in a quiet network"),
        pytest.param(Guess(name="Ana", ip=QUIET, device=DEVICE), 0, id="a known device there"),
        pytest.param(Guess(name="Ana", ip=FOUR[0], device=DEVICE), 0, id="one beside them"),
        pytest.param(Guess(name="Ana", ip=FOUR[0]), 300, id="a new one beside them, at most"),
    ],
)
def test_an_hour_of_guesses_from_four_networks_keeps_nobody_out_elsewhere(
    attacked: Attempts, guess: Guess, most: int
) -> None:
    assert wait(attacked, guess, NOON + timedelta(hours=1)) <= most


@pytest.mark.parametrize(
    ("name", "checked"), [(NAMES[0].values[0], 38), (NAMES[1].values[0], 97)], ids=["one", "many"]
)
def test_what_is_checked_of_an_hour_from_one_network_is_little(
    name: Callable[[int], str], checked: int
) -> None:
    assert an_hour(Attempts(), name, QUIET) == checked


@pytest.mark.parametrize(
    ("failures", "seconds"),
    [(4, 0), (5, 15), (6, 30), (7, 60), (8, 120), (9, 240), (10, 300), (14, 300)],
)
def test_the_wait_doubles_up_to_five_minutes(failures: int, seconds: int) -> None:
    attempts, moment, guess = Attempts(), NOON, Guess(name="Ana", ip=QUIET)
    for _ in range(failures):
        while said := wait(attempts, guess, moment):
            moment += timedelta(seconds=said)

    found = wait(attempts, guess, moment)

    # In a quarter of an hour no more than eleven are wrong: older ones are forgotten meanwhile.
    assert found == seconds if failures <= 10 else found <= seconds


def test_waiting_is_not_made_longer_by_asking() -> None:
    attempts, guess = Attempts(), Guess(name="Ana", ip=QUIET)
    for _ in range(5):
        wait(attempts, guess, NOON)

    waits = [wait(attempts, guess, NOON + timedelta(seconds=each)) for each in range(16)]

    assert waits == [*range(15, 0, -1), 0]


def test_guesses_at_once_are_counted_too() -> None:
    attempts, guess = Attempts(), Guess(name="Ana", ip=QUIET)

    with ThreadPoolExecutor(8) as pool:
        waits = Counter(pool.map(lambda _: wait(attempts, guess, NOON), range(40)))

    assert waits == {0: 5, 15: 35}


@pytest.mark.parametrize("look_alike", ["Аna", "Ana\u200b", "Ana", "ana", "Ana "])
def test_guesses_at_a_name_that_looks_alike_are_no_guesses_at_it(look_alike: str) -> None:
    attempts = Attempts()
    for _ in range(5):
        wait(attempts, Guess(name=look_alike, ip=QUIET), NOON)

    is_other = look_alike != "Ana"

    assert (wait(attempts, Guess(name="Ana", ip=QUIET), NOON) == 0) == is_other


def test_a_thousand_names_from_one_line_are_slowed_down_together() -> None:
    attempts = Attempts()

    waits = Counter(
        wait(attempts, Guess(name=f"Name {number}", ip=QUIET), NOON) for number in range(1_000)
    )

    assert waits == {0: 20, 15: 980}


def test_a_whole_network_is_slowed_down_as_one() -> None:
    """Whoever rents a /48 has 65,536 lines."""
    attempts = Attempts()

    waits = Counter(
        wait(attempts, Guess(name="Ana", ip=f"2001:db8:7:{number:x}::1"), NOON)
        for number in range(200)
    )

    assert waits == {0: 60, 15: 140}


def test_memory_has_an_end() -> None:
    attempts = Attempts(remembered=100)

    for number in range(500):
        wait(
            attempts,
            Guess(name=f"Name {number}", ip=f"198.{18 + number // 250}.{number % 250}.1"),
            NOON,
        )

    assert len(attempts._failures) == 100
    newest = Guess(name="Name 499", ip="198.19.249.1")  # The oldest are forgotten, and not that.
    assert [wait(attempts, newest, NOON) for _ in range(5)] == [0, 0, 0, 0, 15]


def test_a_right_password_forgives_its_own_name_and_nothing_else() -> None:
    attempts, ana = Attempts(), Guess(name="Ana", ip=QUIET)
    for number in range(15):
        wait(attempts, Guess(name=f"Name {number}", ip=QUIET), NOON)
    for _ in range(4):
        wait(attempts, ana, NOON)

    attempts.forgive(ana, now=NOON)

    assert wait(attempts, ana, NOON) == 0  # The twentieth of the line, and Ana's first.
    assert wait(attempts, Guess(name="Eva", ip=QUIET), NOON) == 15
    assert Counter(wait(attempts, ana, NOON + timedelta(minutes=15)) for _ in range(6)) == {
        0: 5,
        15: 1,
    }


def test_a_right_password_forgives_all_wrong_ones_of_a_device() -> None:
    attempts, known = Attempts(), Guess(name="Ana", ip=QUIET, device=DEVICE)
    for _ in range(9):
        wait(attempts, known, NOON)

    attempts.forgive(known, now=NOON)

    assert [wait(attempts, known, NOON) for _ in range(11)] == [0] * 10 + [15]


def test_a_guess_that_was_not_checked_counts_nowhere() -> None:
    attempts, guess = Attempts(), Guess(name="Ana", ip=QUIET)

    for _ in range(70):
        assert wait(attempts, guess, NOON) == 0
        attempts.take_back(guess, now=NOON)

    assert wait(attempts, guess, NOON) == 0


def test_a_guess_that_was_not_checked_leaves_nothing_in_memory() -> None:
    attempts, guess = Attempts(), Guess(name="Ana", ip=QUIET)
    assert wait(attempts, guess, NOON) == 0

    attempts.take_back(guess, now=NOON)

    assert attempts._failures == {}


def test_guesses_that_go_on_are_not_forgotten_for_old_ones() -> None:
    attempts, guess = Attempts(remembered=9), Guess(name="Ana", ip=QUIET)
    for number in range(5):  # Three of memory each; the third stranger's fills it.
        wait(attempts, guess, NOON)
        wait(attempts, Guess(name="Eva", ip=f"198.18.{number}.1"), NOON)

    assert wait(attempts, guess, NOON) == 15


def test_nothing_kept_in_memory_tells_a_name_or_a_network() -> None:
    attempts = Attempts()

    wait(attempts, Guess(name="Ana", ip=QUIET), NOON, in_turn=True)
    wait(attempts, Guess(name="Ana", ip=QUIET), NOON)

    assert len(attempts._failures) == 3
    kept = repr(vars(attempts)) + repr(vars(attempts._turns))
    assert not any(told in kept for told in ("Ana", QUIET, "198.18"))
    told = repr(Guess(name="Ana", ip=QUIET, device=DEVICE))
    assert [each for each in (QUIET, repr(DEVICE)) if each in told] == []


# --- turns at a name that many networks guess at ---------------------------------------------


def test_a_stranger_waits_once_and_is_checked_then() -> None:
    attempts, guess = Attempts(), Guess(name="Ana", ip=QUIET)

    waits = [
        wait(attempts, guess, NOON + timedelta(seconds=each), in_turn=True) for each in (0, 2, 5, 6)
    ]

    assert waits == [5, 3, 0, 5]


def test_a_turn_that_a_crowd_at_the_gate_took_away_is_given_back() -> None:
    attempts, guess = Attempts(), Guess(name="Ana", ip=QUIET)
    wait(attempts, guess, NOON, in_turn=True)
    due = NOON + timedelta(seconds=5)
    assert wait(attempts, guess, due, in_turn=True) == 0

    attempts.take_back(guess, now=due)

    assert wait(attempts, guess, due + timedelta(seconds=5), in_turn=True) == 0


@pytest.mark.parametrize(("seconds", "then"), [(5, 0), (6, 5)], ids=["it lasts", "it is over"])
def test_a_turn_ends_after_ten_minutes(seconds: int, then: int) -> None:
    attempts, guess = Attempts(), Guess(name="Ana", ip=QUIET)
    wait(attempts, guess, NOON, in_turn=True)

    late = wait(attempts, guess, NOON + timedelta(minutes=10, seconds=seconds), in_turn=True)

    assert late == then


@pytest.mark.parametrize(
    ("networks", "longest"),
    [(0, 5), (4, 7), (20, 15), (1_000, 60)],
    ids=["nobody else", "four addresses", "twenty", "a botnet"],
)
def test_the_wait_of_a_stranger_is_one_that_a_person_survives(networks: int, longest: int) -> None:
    attempts = Attempts()
    for number in range(networks):
        bot = Guess(name="Ana", ip=f"10.{number // 250}.{number % 250}.1")
        wait(attempts, bot, NOON, in_turn=True)
    ana = Guess(name="Ana", ip=QUIET)

    first = wait(attempts, ana, NOON, in_turn=True)
    then = wait(attempts, ana, NOON + timedelta(seconds=first), in_turn=True)

    assert (first, then) == (longest, 0)


def test_a_turn_is_kept_from_the_wait_for_the_own_wrong_passwords() -> None:
    """Who has to wait anyway uses no turn up, or would wait twice."""
    attempts, guess = Attempts(), Guess(name="Ana", ip=QUIET)
    for _ in range(5):
        wait(attempts, guess, NOON)

    waits = [
        wait(attempts, guess, NOON + timedelta(seconds=each), in_turn=True) for each in (0, 15, 20)
    ]

    assert waits == [15, 5, 0]


def test_a_turn_is_one_of_the_line_whatever_names_it_tries() -> None:
    attempts = Attempts()
    for number in range(1_000):
        wait(attempts, Guess(name=f"Name {number}", ip=QUIET), NOON, in_turn=True)

    elsewhere = wait(attempts, Guess(name="Ana", ip=FOUR[0]), NOON, in_turn=True)

    assert (len(attempts._turns), elsewhere) == (2, 6)  # Half a second behind the one that waits.


@pytest.mark.parametrize(
    "line",
    [
        pytest.param(lambda number: f"2001:db8:{number:x}::1", id="one /32"),
        pytest.param(lambda number: f"2001:{0xDB8 + number % 8:x}:{number:x}::1", id="one /29"),
        pytest.param(lambda number: f"10.{number % 3}.{number // 250}.{number % 250}", id="three"),
    ],
)
def test_a_turn_is_not_forgotten_for_those_of_others(line: Callable[[int], str]) -> None:
    turns, keys = Turns(remembered=100), VisitorKeys()
    ana = keys.names_of(QUIET, now=NOON)
    with pytest.raises(RateLimited):
        turns.take(ana, now=NOON)
    for number in range(1_000):
        with pytest.raises(RateLimited):
            turns.take(keys.names_of(line(number), now=NOON), now=NOON)

    turns.take(ana, now=NOON + SHORTEST_TURN)  # It is there: nobody else's took its place.

    assert len(turns) == 99


def test_a_known_device_takes_no_turn() -> None:
    known = Guess(name="Ana", ip=FOUR[0], device=DEVICE)

    assert wait(Attempts(), known, NOON, in_turn=True) == 0


def test_a_device_has_ten_wrong_passwords_of_its_own() -> None:
    attempts, known = Attempts(), Guess(name="Ana", ip=QUIET, device=DEVICE)

    waits = [wait(attempts, known, NOON) for _ in range(11)]

    assert waits == [0] * 10 + [15]
    assert wait(attempts, Guess(name="Ana", ip=QUIET), NOON) == 0


# --- the gate ---------------------------------------------------------------------------------


def test_strangers_are_hashed_one_at_a_time_and_only_one_waits() -> None:
    gate = HashingGate()
    now = NOON

    with gate.for_stranger(now=now), ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(_enter, gate, now)
        deadline = time.monotonic() + 60
        while gate._places._value:  # Until the other one stands in line.
            assert time.monotonic() < deadline
        with pytest.raises(RateLimited) as refusal, gate.for_stranger(now=now):
            pass
        with gate.for_known():  # Nobody who is known stands in that line.
            entered = True
        assert not waiting.done()
        gate._strangers.release()
        assert waiting.result(timeout=30)
        gate._strangers.acquire()

    assert (refusal.value.retry_after, entered) == (5, True)


def _enter(gate: HashingGate, now: datetime) -> bool:
    with gate.for_stranger(now=now):
        return True


def test_strangers_are_hashed_twice_a_second_in_the_long_run() -> None:
    gate, taken = HashingGate(), 0

    for tenth in range(600):
        try:
            taken += _enter(gate, NOON + timedelta(seconds=tenth / 10))
        except RateLimited:
            continue

    assert taken == STRANGERS_BURST + 119
