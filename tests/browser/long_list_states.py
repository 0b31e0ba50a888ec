"""The pages of long lists: `fill` gives a site the events and the speakers for them."""

from datetime import date, timedelta

from ethreader.base.db import db
from ethreader.events.queries import event_by_slug
from tests.browser.server import Site
from tests.browser.states import State, opened
from tests.conftest import make_app
from tests.events.many import add_events, add_speakers

ORIGINAL = "example-round-table"
# How many events there are of each year; one of them is longer than a page.
EVENTS = {2012: 5, 2015: 12, 2016: 18, 2017: 9, 2018: 20, 2019: 60, 2020: 16}
SPEAKERS = 60


def fill(site: Site) -> None:
    """Store so many events and speakers beside the running site, in its own database."""
    app = make_app(site.instance)
    with app.app_context():
        original = event_by_slug(ORIGINAL)
        assert original is not None
        firsts = ((date(year, 1, 9), count) for year, count in EVENTS.items())
        add_events(
            original, [day + timedelta(5 * n) for day, count in firsts for n in range(count)]
        )
        add_speakers(f"Vera Example {number:02}" for number in range(SPEAKERS))
        db.session.remove()
        db.engine.dispose()


LONG_LISTS = [
    State("archive, first page of many", opened("/events/")),
    State("archive, a page between", opened("/events/?at=2019")),
    State("archive, last page", opened("/sr/events/?at=2016")),
    State("speakers, first page of many", opened("/speakers/")),
]
