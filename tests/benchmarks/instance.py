"""The instance that is measured: the demo, two articles with a thread each, and a moderator."""

from dataclasses import dataclass
from pathlib import Path

from ethreader.accounts.queries import moderator_by_name
from ethreader.accounts.service import add_moderator
from ethreader.accounts.session_service import begin_session
from ethreader.base.db import begin_write_transaction, db
from ethreader.demo.service import MAIN_ARTICLE, load_demo
from ethreader.events.queries import event_by_slug
from tests.benchmarks.blocks import make_thread
from tests.conftest import EVENT_FILE, ZONE, make_app, make_event
from tests.times import utcnow

HELD = MAIN_ARTICLE  # A moderator reads each comment first.
OPEN = "winter-meeting"  # Publishes at once.
OPEN_FILE = EVENT_FILE.replace("---\n\nWe", "comments: open\n---\n\nWe")
DATABASE = "ethreader.sqlite3"


@dataclass(frozen=True)
class Filled:
    """A folder with an instance, and the cookie of a moderator who is signed in there."""

    folder: Path
    cookie: str

    @property
    def instance(self) -> Path:
        """The instance folder."""
        return self.folder / "instance"

    @property
    def database(self) -> Path:
        """The file with all rows."""
        return self.instance / DATABASE


def filled(folder: Path, *, comments: int) -> Filled:
    """Fill a new instance, with so many comments under each of the two articles."""
    app = make_app(folder / "instance", ETHREADER_LIMITS="off")
    with app.app_context():
        begin_write_transaction()
        load_demo(default_zone=ZONE, now=utcnow())
        db.session.commit()
        make_event(folder, OPEN, OPEN_FILE)
        begin_write_transaction()
        for slug in (HELD, OPEN):
            event = event_by_slug(slug)
            assert event is not None
            make_thread(event, comments)
        token = _signed_in()
        db.session.commit()
        db.session.remove()
        db.engine.dispose()
    return Filled(folder, token)


def _signed_in() -> str:
    add_moderator("Ana", now=utcnow())
    moderator = moderator_by_name("Ana")
    assert moderator is not None
    return begin_session(moderator, now=utcnow()).token


def article(slug: str) -> str:
    """Return the path of an event's article."""
    return f"/events/{slug}/"
