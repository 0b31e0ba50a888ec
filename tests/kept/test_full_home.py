"""Home shows so many upcoming events; one that it does not show moves to the past in time."""

from datetime import UTC, date, datetime, timedelta

from time_machine import Traveller

from ethreader.base.db import begin_write_transaction, db
from ethreader.events.models import Event
from ethreader.pages.event_views import COMING
from tests.events.many import add_events
from tests.kept.asking import Site

TODAY = date(2026, 2, 3)
HALF_PAST = datetime(2026, 2, 3, 11, 30, tzinfo=UTC)


def test_event_that_was_not_shown_is_past_as_soon_as_it_is_over(
    event: Event, site: Site, clock: Traveller
) -> None:
    begin_write_transaction()
    event.ends = HALF_PAST
    event.begins = HALF_PAST - timedelta(minutes=10)
    db.session.commit()
    clock.move_to(HALF_PAST - timedelta(minutes=20))
    long_ones = add_events(event, [TODAY - timedelta(days=n) for n in range(1, COMING + 3)])
    begin_write_transaction()
    for each in long_ones:
        each.ends = HALF_PAST + timedelta(days=200)
    db.session.commit()
    before = site.ask("/")

    clock.move_to(HALF_PAST + timedelta(minutes=1))
    after = site.ask("/")

    assert ["winter-meeting" in each.text for each in (before, after)] == [False, True]
