"""The count of the day: who is one visitor, what is kept of them, and that it stays small."""

from datetime import UTC, date, datetime, timedelta

import pytest

from ethreader.audience.sums import PageDay
from ethreader.audience.tally import Tally
from ethreader.web.visitors import VisitorKeys, ip_prefix
from tests.audience.readers import FIREFOX, IP, SAFARI

NOON = datetime(2026, 2, 3, 12, tzinfo=UTC)
TODAY = date(2026, 2, 3)
HOME = PageDay(TODAY, "/")
SITE = PageDay(TODAY, "")


def note(
    tally: Tally,
    path: str = "/",
    *,
    ip: str = IP,
    agent: str = FIREFOX,
    now: datetime = NOON,
) -> None:
    tally.note(path, ip=ip, agent=agent, now=now)


@pytest.mark.parametrize(
    ("ip", "agent", "visitors"),
    [
        pytest.param(IP, FIREFOX, 1, id="the same again is one"),
        pytest.param("203.0.113.200", FIREFOX, 1, id="the same /24 is one"),
        pytest.param("203.0.114.7", FIREFOX, 2, id="the next /24 is another"),
        pytest.param("::ffff:203.0.113.9", FIREFOX, 1, id="IPv4 in IPv6 is IPv4"),
        pytest.param(IP, SAFARI, 2, id="another browser is another"),
        pytest.param(IP, FIREFOX + "!", 2, id="a little other is other"),
    ],
)
def test_visitors_of_a_day_are_told_apart(ip: str, agent: str, visitors: int) -> None:
    tally = Tally()
    note(tally)

    note(tally, ip=ip, agent=agent)

    sums = tally.take()
    assert (sums.views[HOME], sums.visitors[HOME]) == (2, visitors)
    assert (sums.views[SITE], sums.visitors[SITE]) == (2, visitors)


@pytest.mark.parametrize(
    ("ip", "kept"),
    [
        pytest.param("203.0.113.7", b"\xcb\x00\x71", id="three bytes of an IPv4 address"),
        pytest.param("2001:db8:1:2:3::4", b"\x20\x01\x0d\xb8\x00\x01", id="six of an IPv6 one"),
        pytest.param("nonsense", b"", id="nothing of what is none"),
    ],
)
def test_the_end_of_an_address_is_cut_off_before_anything(ip: str, kept: bytes) -> None:
    assert ip_prefix(ip) == kept


def test_a_visitor_of_two_pages_is_one_of_the_site() -> None:
    tally = Tally()
    note(tally, "/")
    note(tally, "/speakers/")

    sums = tally.take()

    assert sums.visitors == {HOME: 1, PageDay(TODAY, "/speakers/"): 1, SITE: 1}


def test_what_is_remembered_of_one_visitor_cannot_be_put_together() -> None:
    tally = Tally()
    note(tally, "/")
    note(tally, "/speakers/")

    assert len(tally._seen) == 3  # Each page and the site: three hashes with nothing in common.
    assert {type(each) for each in tally._seen} == {bytes}
    assert IP not in repr(vars(tally))
    assert FIREFOX not in repr(vars(tally))


def test_the_names_are_not_those_of_the_limits() -> None:
    tally, keys = Tally(), VisitorKeys()

    assert tally._keys is not keys
    assert tally._keys.names_of(IP, now=NOON) != keys.names_of(IP, now=NOON)


def test_at_midnight_everybody_is_forgotten_and_new() -> None:
    tally = Tally()
    note(tally)
    seen_before = set(tally._seen)

    note(tally, now=NOON + timedelta(days=1))

    sums = tally.take()
    assert seen_before
    assert not seen_before & tally._seen
    assert len(tally._seen) == 2
    assert sums.visitors[HOME] == sums.visitors[PageDay(TODAY + timedelta(days=1), "/")] == 1


def test_at_midnight_the_moderation_page_is_forgotten_too() -> None:
    tally = Tally()
    tally.leave_out(ip=IP, agent=FIREFOX, now=NOON)
    assert len(tally._left_out) == 1

    note(tally, now=NOON + timedelta(days=1))

    assert tally._left_out == set()


def test_a_clock_that_is_set_back_starts_no_new_day() -> None:
    tally = Tally()
    note(tally)

    note(tally, now=NOON - timedelta(days=1))

    assert tally.take().views == {HOME: 2, SITE: 2}


def test_a_flood_takes_no_more_memory_and_counts_as_views() -> None:
    tally = Tally(most_seen=10)

    for number in range(100):
        note(tally, agent=f"{FIREFOX} {number}")

    sums = tally.take()
    assert len(tally._seen) == 10
    assert (sums.views[SITE], sums.visitors[SITE]) == (100, 5)


def test_who_was_signed_in_is_no_reader_that_day() -> None:
    tally = Tally()
    tally.leave_out(ip=IP, agent=FIREFOX, now=NOON)

    note(tally)
    note(tally, agent=SAFARI)
    note(tally, now=NOON + timedelta(days=1))

    sums = tally.take()
    assert sums.views == {
        HOME: 1,
        SITE: 1,
        PageDay(TODAY + timedelta(days=1), "/"): 1,
        PageDay(TODAY + timedelta(days=1), ""): 1,
    }


def test_what_was_not_written_goes_with_the_next() -> None:
    tally = Tally()
    note(tally)
    sums = tally.take()
    note(tally)

    tally.give_back(sums)

    again = tally.take()
    assert (again.views[HOME], again.visitors[HOME]) == (2, 1)
    assert not tally.take().views
