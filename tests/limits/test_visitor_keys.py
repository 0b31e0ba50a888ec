"""What a visitor is called: the same all day, nothing the day after, and never the address."""

import hashlib
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

import pytest

from ethreader.web.visitors import VisitorKeys, until_new_names

NOON = datetime(2026, 2, 3, 12, tzinfo=UTC)
MIDNIGHT = datetime(2026, 2, 4, tzinfo=UTC)
ADDRESS = "203.0.113.77"


def called(keys: VisitorKeys, ip: str, *, now: datetime) -> str:
    """Return what a visitor is called."""
    return keys.names_of(ip, now=now)["visitor"]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        pytest.param("203.0.113.7", "203.0.113.7", True, id="an IPv4 address is one visitor"),
        pytest.param("203.0.113.7", "203.0.113.8", False, id="its neighbour is another"),
        pytest.param("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True, id="a /64 is one visitor"),
        pytest.param("2001:db8:1:2::1", "2001:db8:1:3::1", False, id="the next /64 is another"),
        pytest.param("2001:db8:1:2::1", "2001:DB8:1:2:0:0:0:1", True, id="however it is written"),
        pytest.param("::ffff:203.0.113.7", "203.0.113.7", True, id="IPv4 in IPv6 is IPv4"),
        pytest.param("::ffff:203.0.113.7", "::ffff:203.0.113.8", False, id="and not one /64"),
        pytest.param("fe80::1%eth0", "fe80::1", True, id="the name of a network card is none"),
        pytest.param("203.0.113.7:1", "203.0.113.7:2", True, id="a port is no part of it"),
        pytest.param("203.0.113.7:1", "203.0.113.7", True, id="nor where one proxy writes none"),
        pytest.param("[2001:db8:1:2::1]:1", "2001:db8:1:2::1", True, id="a port behind IPv6"),
        pytest.param("[2001:db8:1:2::1]", "2001:db8:1:2::9", True, id="IPv6 in brackets"),
        pytest.param("203.0.113.7:1", "203.0.113.8:1", False, id="and neighbours stay apart"),
        pytest.param("", "unknown", False, id="what is no address is taken as it is"),
    ],
)
def test_visitors_are_told_apart_by_their_line(one: str, other: str, same: bool) -> None:
    keys = VisitorKeys()

    assert (called(keys, one, now=NOON) == called(keys, other, now=NOON)) is same


def test_a_name_lasts_for_the_utc_day_and_no_longer() -> None:
    keys = VisitorKeys()
    start = called(keys, ADDRESS, now=datetime(2026, 2, 3, tzinfo=UTC))

    end = called(keys, ADDRESS, now=MIDNIGHT - timedelta(microseconds=1))
    tomorrow = called(keys, ADDRESS, now=MIDNIGHT)

    assert end == start
    assert tomorrow != start


def test_the_day_is_that_of_utc_wherever_the_clock_hangs() -> None:
    keys = VisitorKeys()
    late = datetime.fromisoformat("2026-02-04T00:30:00+01:00")

    assert called(keys, ADDRESS, now=late) == called(keys, ADDRESS, now=NOON)
    assert until_new_names(late) == timedelta(minutes=30)


def test_a_key_that_was_replaced_does_not_come_back() -> None:
    keys = VisitorKeys()
    monday = called(keys, ADDRESS, now=NOON)
    tuesday = called(keys, ADDRESS, now=NOON + timedelta(days=1))

    set_back = called(keys, ADDRESS, now=NOON)

    assert set_back == tuesday != monday


def test_two_processes_have_different_names_for_one_visitor() -> None:
    assert called(VisitorKeys(), ADDRESS, now=NOON) != called(VisitorKeys(), ADDRESS, now=NOON)


def test_the_name_is_no_hash_that_can_be_guessed_without_the_key() -> None:
    name = called(VisitorKeys(), ADDRESS, now=NOON)
    shapes = [ADDRESS.encode(), ip_address(ADDRESS).packed]
    guesses = {
        hashlib.new(method, shape).hexdigest()[: len(name)]
        for shape in shapes
        for method in ("md5", "sha1", "sha256", "blake2b")
    } | {
        hashlib.blake2b(shape, digest_size=16, key=key).hexdigest()
        for shape in shapes
        for key in (b"", bytes(32))
    }

    assert len(name) == 32
    assert name not in guesses


def test_the_old_key_is_overwritten_where_it_stood() -> None:
    keys = VisitorKeys()
    called(keys, ADDRESS, now=NOON)
    place, old = keys._key, bytes(keys._key)

    called(keys, ADDRESS, now=MIDNIGHT)

    assert keys._key is place
    assert bytes(place) != old
    assert old != bytes(32)


def test_names_and_addresses_have_no_telling_repr() -> None:
    keys = VisitorKeys()
    name = called(keys, ADDRESS, now=NOON)

    held = repr(vars(keys)).replace(repr(keys._key), "")
    assert repr(keys._key) in repr(vars(keys))  # The key can be found where it is looked for …
    assert repr(bytes(keys._key)) not in repr(keys)  # … and the object does not tell it,
    assert (ADDRESS in held, name in held) == (False, False)  # nor whom it has named.
