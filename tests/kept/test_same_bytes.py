"""Whatever is written, and whatever is read in between: a kept page is the page made anew."""

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from time_machine import Traveller

from ethreader.base.db import begin_write_transaction, db
from ethreader.base.errors import DomainError
from ethreader.comments.drafts import EditedText
from ethreader.comments.models import Comment, State
from ethreader.comments.service import edit_comment, erase_comment, pin, unpin
from ethreader.events.choices import CommentPolicy
from ethreader.events.models import Event
from ethreader.events.queries import event_by_slug
from ethreader.ops.border import demand
from tests.comments.states import put_in_state
from tests.conftest import DATABASES, EVENT_FILE, make_app, make_comment, make_event
from tests.kept.asking import Site
from tests.times import utcnow

WINTER, SUMMER = "winter-meeting", "summer-meeting"
URLS = (
    "/",
    "/events/",
    "/events/?at=2026",
    f"/events/{WINTER}/",
    f"/events/{SUMMER}/",
    f"/de/events/{WINTER}/",
    f"/events/{WINTER}/comments",
    f"/events/{WINTER}/comments.xml",
    f"/events/{WINTER}/comments/latest?since=1",
    f"/events/{WINTER}/comments/follow",
    "/speakers/",
    "/privacy",
    "/feed.xml",
    "/events.ics",
    f"/events/{WINTER}/calendar.ics",
    "/sitemap.xml",
)
NOT_KEPT = "/safety/"
Step = tuple[Any, ...]
STATES = (State.PUBLISHED, State.REJECTED, State.SPAM, State.WITHDRAWN)
READ = st.tuples(st.just("read"), st.sampled_from(URLS), st.sampled_from(["br", "gzip", ""]))
COMMENT = st.tuples(st.just("comment"), st.sampled_from([WINTER, SUMMER]), st.integers(0, 8))
MOVE = st.tuples(st.just("move"), st.integers(0, 8), st.sampled_from(STATES))
CHANGE = st.tuples(
    st.sampled_from(["edit", "pin", "unpin", "erase", "event", "close", "time"]),
    st.integers(0, 8),
    st.integers(1, 200),
)


class Doings:
    """Does to a site what its people do."""

    def __init__(self, folder: Path, clock: Traveller) -> None:
        self._folder = folder
        self._clock = clock
        self.written = 0

    def comment(self, slug: str, parent: int) -> None:
        """Send a comment, or a reply to one that is shown; it waits or is shown at once."""
        event = self._event(slug)
        parents = [
            each for each in self._comments() if each.event_id == event.id and each.is_public
        ]
        answering = parents[parent % len(parents)] if parents and parent % 2 else None
        self.written += 1
        state = State.PENDING if parent % 3 else State.PUBLISHED
        make_comment(event, body=f"Words {self.written}.", answering=answering, state=state)

    def move(self, number: int, state: State) -> None:
        """Decide on a comment."""
        self._write(number, lambda it: put_in_state(it, state))

    def edit(self, number: int, amount: int) -> None:
        """Change the words of a comment."""
        text = EditedText(name="Mira", body=f"Other words, {amount}.")
        self._write(number, lambda it: edit_comment(it, text, flags=(), now=utcnow()))

    def pin(self, number: int, _amount: int) -> None:
        """Put a comment first."""
        self._write(number, pin)

    def unpin(self, number: int, _amount: int) -> None:
        """Put it back."""
        self._write(number, unpin)

    def erase(self, number: int, _amount: int) -> None:
        """Delete a comment for good."""
        self._write(number, lambda it: erase_comment(it.public_id, utcnow()))

    def event(self, _number: int, amount: int) -> None:
        """Import an event anew."""
        make_event(self._folder, WINTER, EVENT_FILE.replace("in **winter**", f"at {amount}"))

    def close(self, number: int, _amount: int) -> None:
        """Take comments, or none any more."""
        begin_write_transaction()
        self._event(SUMMER).comments = list(CommentPolicy)[number % 3]
        db.session.commit()

    def time(self, _number: int, amount: int) -> None:
        """Let time pass."""
        self._clock.shift(timedelta(minutes=amount))

    def _write(self, number: int, change: Callable[[Comment], object]) -> None:
        begin_write_transaction()
        comments = self._comments()
        try:
            if comments:
                change(comments[number % len(comments)])
            db.session.commit()
        except DomainError:  # It makes no sense for this one, in this state.
            db.session.rollback()

    def _event(self, slug: str) -> Event:
        event = event_by_slug(slug)
        assert event is not None
        return event

    def _comments(self) -> Sequence[Comment]:
        return db.session.scalars(select(Comment).order_by(Comment.id)).all()


def do_and_compare(app: Flask, folder: Path, steps: list[Step], clock: Traveller) -> None:
    """Do it all to a site; each page that is read on the way, and all at the end, are right."""
    client, site = app.test_client(), Site(app)
    read = [step for url in URLS for step in (("read", url, "br"), ("read", url, "br"))]
    with app.app_context(), ExitStack() as at_end:
        at_end.callback(db.engine.dispose)
        at_end.callback(db.session.remove)
        at_end.callback(site.close)
        for slug in (WINTER, SUMMER):
            make_event(folder, slug, EVENT_FILE.replace("Winter", slug))
        doings = Doings(folder, clock)
        for what, *how in [*read, *steps, *read]:
            if what == "read":
                url, encoding = how
                asked = site.ask(url, accept_encoding=encoding)
                assert (url, asked.text) == (url, client.get(url).text)
            else:
                getattr(doings, what)(*how)
                # As whoever wrote is answered: when readers have it.
                site.ask(NOT_KEPT, cookie="a=b")


@pytest.mark.long
@pytest.mark.parametrize("database", DATABASES)
@pytest.mark.parametrize("many", [demand.HIGH, -1], ids=["few readers", "many"])
def test_kept_pages_are_what_would_be_made_anew(
    database: str,
    many: int,
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
    clock: Traveller,
) -> None:
    monkeypatch.setattr(demand, "HIGH", many)
    begun_at = utcnow()
    server = request.getfixturevalue("postgres") if database == "postgres" else None

    @settings(max_examples=12, suppress_health_check=list(HealthCheck))
    @given(st.lists(st.one_of(READ, COMMENT, MOVE, CHANGE), min_size=5, max_size=25))
    def in_any_order(steps: list[Step]) -> None:
        clock.move_to(begun_at)
        with TemporaryDirectory() as name:
            given = {"ETHREADER_DATABASE_URL": server(is_migrated=True)} if server else {}
            app = make_app(Path(name) / "instance", ETHREADER_THREAD_PAGE="3", **given)
            do_and_compare(app, Path(name), steps, clock)

    in_any_order()
