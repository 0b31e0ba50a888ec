"""A flood uses up what its own network may send; the rest of the world goes on."""

from collections import Counter
from collections.abc import Iterable
from itertools import count

import pytest
from flask import Flask
from time_machine import Traveller

from ethreader.base.db import db
from ethreader.base.errors import RateLimited
from ethreader.contacts.queries import all_contacts
from ethreader.contacts.service import publish_key
from ethreader.contacts.vault import new_pair
from ethreader.events.models import Event
from ethreader.web import limits
from ethreader.web.admission import RateLimit, limited
from tests.comments.forms import COMMENTS, filled_in
from tests.limits.many_visitors import addresses, visitor
from tests.times import utcnow
from tests.visitors import HTMX

ELSEWHERE = "203.0.113.77"
SMALL = RateLimit(
    kind="small",
    visitor="2 per hour",
    subscriber="3 per hour",
    network="4 per hour",
    provider="6 per hour",
    everybody="40 per hour",
)


def sent_from(app: Flask, ips: Iterable[str], *, limit: RateLimit = SMALL) -> Counter[str]:
    """Send one of a kind from each IP, and return how many were taken and refused."""

    @limited(limit)
    def send() -> None:
        pass

    def outcome(ip: str) -> str:
        with app.test_request_context(environ_base={"REMOTE_ADDR": ip}):
            try:
                send()
            except RateLimited:
                return "refused"
            return "taken"

    return Counter(map(outcome, ips))


@pytest.mark.parametrize(
    ("ips", "taken"),
    [
        pytest.param(["198.51.100.7"] * 20, 2, id="one IPv4"),
        pytest.param([f"198.51.100.{n}" for n in range(20)], 4, id="one /24"),
        pytest.param([f"198.51.{n}.7" for n in range(20)], 6, id="one /16"),
        pytest.param([f"2001:db8::{n:x}" for n in range(20)], 2, id="one /64"),
        pytest.param([f"2001:db8:0:{n:x}::1" for n in range(20)], 3, id="one /56"),
        pytest.param([f"2001:db8:0:{n:x}00::1" for n in range(20)], 4, id="one /48"),
        pytest.param([f"2001:db8:{n:x}::1" for n in range(20)], 6, id="one /32"),
        pytest.param([f"2001:d{n:x}::1" for n in range(0xB8, 0xC0)] * 3, 6, id="one /29"),
    ],
)
def test_a_flood_ends_at_what_its_own_network_may_send(
    app: Flask, ips: list[str], taken: int
) -> None:
    assert sent_from(app, ips) == {"taken": taken, "refused": len(ips) - taken}
    assert sent_from(app, [ELSEWHERE]) == {"taken": 1}


def test_what_was_refused_uses_up_nothing(app: Flask) -> None:
    sent_from(app, ["2001:db8:0:1::1"] * 20)

    # The third of its /56, and the fourth of its /48.
    assert sent_from(app, ["2001:db8:0:2::1", "2001:db8:0:300::1"]) == {"taken": 2}


def test_networks_that_sent_nothing_are_taken_when_all_is_used_up(app: Flask) -> None:
    loud = [*addresses(15)] * 2
    assert sent_from(app, loud) == {"taken": 30}  # Three parts in four of 40.

    again = sent_from(app, addresses(15))
    first = sent_from(app, ["203.0.113.1", "203.0.113.2"])
    many_of_one = sent_from(app, [f"2001:db8:{n:x}::1" for n in range(9)])

    assert (again, first) == ({"refused": 15}, {"taken": 1, "refused": 1})
    assert many_of_one == {"taken": 5, "refused": 4}


SHARED = [
    pytest.param(getattr(limits, kind), id=kind)
    for kind in ("COMMENTS", "EDITS", "REPORTS", "WISHES")
]


@pytest.mark.parametrize("limit", SHARED)
def test_whoever_has_a_whole_29_shuts_nobody_out(
    app: Flask, clock: Traveller, limit: RateLimit
) -> None:
    network = count()
    refused = 0
    for hour in range(3):
        for provider in range(0xB8, 0xC0):  # From a /48 of its own each time, until it is full.
            while sent_from(app, [f"2001:d{provider:x}:{next(network):x}::1"], limit=limit)[
                "taken"
            ]:
                pass
        # Twice from one network: it is no quiet one any more.
        refused += sent_from(app, [f"203.0.113.{hour}"] * 2, limit=limit)["refused"]
        clock.shift(3601)

    assert refused == 0


@pytest.mark.parametrize(
    ("ips", "wishes"),
    [
        pytest.param([f"2001:db8:0:{n:x}::{m}" for n in range(250) for m in (1, 2)], 8, id="/56"),
        pytest.param([f"2001:db8:0:{n:x}01::1" for n in range(220)], 10, id="/48"),
        pytest.param([f"198.51.100.{n}" for n in range(250)], 10, id="/24"),
    ],
)
def test_one_network_has_ten_mails_sent_in_an_hour(app: Flask, ips: list[str], wishes: int) -> None:
    assert sent_from(app, ips, limit=limits.WISHES)["taken"] == wishes


@pytest.mark.parametrize(
    ("ips", "in_first_hour", "wishes"),
    [
        pytest.param(["203.0.113.7"] * 10, 6, 12, id="one IPv4"),
        pytest.param([f"2001:db8:0:{n:x}::1" for n in range(15)], 8, 16, id="/56"),
        pytest.param([f"2001:db8:0:{n:x}00::1" for n in range(15)], 10, 24, id="/48"),
        pytest.param([f"2001:db8:{n:x}::1" for n in range(45)], 40, 120, id="/32"),
    ],
)
def test_wishes_of_a_network_end_for_the_day(
    *, app: Flask, clock: Traveller, ips: list[str], in_first_hour: int, wishes: int
) -> None:
    taken = []
    for _ in range(5):
        taken.append(sent_from(app, ips, limit=limits.WISHES)["taken"])
        clock.shift(3601)

    assert (taken[0], sum(taken)) == (in_first_hour, wishes)


def test_all_together_have_ninety_mails_sent_in_an_hour_and_newcomers_thirty(app: Flask) -> None:
    loud = [*addresses(25)] * 4

    assert sent_from(app, loud, limit=limits.WISHES)["taken"] == 90
    assert sent_from(app, [*addresses(70)][30:], limit=limits.WISHES)["taken"] == 30


def test_a_wish_too_many_keeps_the_text_and_tells_the_way_on(app: Flask, event: Event) -> None:
    publish_key(f"{utcnow():%Y-%m}", new_pair()[1], days=90)
    db.session.commit()
    client = visitor(app, ELSEWHERE)
    form = filled_in(client, email="mira@mail.example", notify="y")
    taken = Counter(client.post(COMMENTS, data=form, headers=HTMX).status_code for _ in range(6))

    refused = client.post(COMMENTS, data=form)
    without = client.post(COMMENTS, data={**form, "notify": ""})

    assert (taken, refused.status_code, without.status_code) == ({201: 6}, 429, 303)
    assert "Clear the box for updates to send your comment without them" in refused.text
    assert "Your text is still here." in refused.text
    db.session.rollback()
    assert len(all_contacts()) > 0
