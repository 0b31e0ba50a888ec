"""Events that begin at the same moment stand in one order, whatever is written meanwhile."""

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import update

from ethreader.base.db import db
from ethreader.events.models import Event
from tests.conftest import EVENT_FILE, make_app, make_event

PAGES = ("/", "/events/", "/events.ics", "/feed.xml", "/sitemap.xml")


def test_an_event_that_is_written_keeps_its_place(
    postgres: Callable[..., str], tmp_path: Path
) -> None:
    """PostgreSQL puts what is written behind all else, unless it is told an order."""
    app = make_app(tmp_path / "site", ETHREADER_DATABASE_URL=postgres(is_migrated=True))
    with app.app_context():
        for slug in ("winter", "summer", "autumn"):
            make_event(tmp_path, slug, EVENT_FILE)
        before = {path: app.test_client().get(path).text for path in PAGES}

        for slug in ("winter", "summer"):
            db.session.execute(
                update(Event).where(Event.slug == slug).values(publication_count=0),
                execution_options={"changes": ()},
            )
            db.session.commit()

        assert {path: app.test_client().get(path).text for path in PAGES} == before
        db.session.remove()
        db.engine.dispose()
