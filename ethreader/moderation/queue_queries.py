"""What moderators look through, by a filter: comments in one state, a page of them at a time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, String, bindparam, cast, exists, func, select

from ethreader.base.db import db
from ethreader.base.folding import words
from ethreader.base.paging import Key, Order, Page, Position, page_of, read_page
from ethreader.base.typed_words import Term, places_of, terms_of
from ethreader.comments.models import Comment, State
from ethreader.comments.queries import IN_CONTEXT
from ethreader.comments.waiting_queries import PLACE_IN_QUEUE, WAITS_IN_QUEUE
from ethreader.events.models import Event
from ethreader.moderation.filter_fields import Filter

MOST_LOOKED_THROUGH = 20_000
"""comments whose words are looked through, for one question"""

AT_A_TIME = 500


@dataclass(frozen=True, kw_only=True)
class Found:
    """A page of comments, and how many a filter finds on all pages.

    `is_cut` where there were too many to look through them all.
    """

    page: Page[Comment]
    count: int = 0
    is_cut: bool = False


def found_by(wanted: Filter, at: Position) -> Found:
    """Return a page of the comments that are wanted: what waits in the order in which it is read.

    Everything else comes with the latest first.
    """
    place, order = _order_of(wanted.state)
    if not (terms := list(terms_of(wanted.words))):
        query = select(Comment.id).where(*_conditions(wanted))
        found = _with_comments(read_page(query, place, order=order, at=at))
        return Found(page=found, count=_count_of(wanted) if wanted.is_on else 0)
    ids, is_cut = _with_words(wanted, terms)
    page = page_of(sorted(ids), order=order, at=at)
    rows = Page(rows=[ids[key] for key in page.rows], older=page.older, newer=page.newer)
    return Found(page=_with_comments(rows), count=len(ids), is_cut=is_cut)


def _count_of(wanted: Filter) -> int:
    query = select(func.count()).select_from(Comment).where(*_conditions(wanted))
    return int(db.session.scalars(query).one())


def _with_words(wanted: Filter, terms: Sequence[Term]) -> tuple[dict[int, int], bool]:
    """Return in which comments all terms are, by their places; and whether not all were read."""
    place, order = _order_of(wanted.state)
    rows = (
        select(place, Comment.id, Comment.name, Comment.body)
        .where(*_conditions(wanted))
        .order_by(place.asc() if order is Order.OLDEST_FIRST else place.desc())
        .limit(MOST_LOOKED_THROUGH)
        .execution_options(yield_per=AT_A_TIME)
    )
    looked_through, ids = 0, {}
    for key, comment_id, name, body in db.session.execute(rows):
        looked_through += 1
        if _has(f"{name} {body}", terms):
            ids[key] = comment_id
    return ids, looked_through == MOST_LOOKED_THROUGH


_COMMENTED_ON = (
    select(Event)
    .where(exists().where(Comment.event_id == Event.id))
    .order_by(Event.first_day.desc(), Event.id.desc())
)


def events_with_comments() -> Sequence[Event]:
    """Return the events that somebody has commented on, the latest first."""
    return db.session.scalars(_COMMENTED_ON).all()


def comments_by_public_ids(public_ids: Sequence[str]) -> Sequence[Comment]:
    """Return comments with what a moderator reads them in, the first to come first."""
    query = select(Comment).where(Comment.public_id.in_(public_ids)).order_by(Comment.id)
    return db.session.scalars(query.options(*IN_CONTEXT)).all() if public_ids else ()


def _order_of(state: State) -> tuple[Key, Order]:
    is_queue = state is State.PENDING
    return (PLACE_IN_QUEUE, Order.OLDEST_FIRST) if is_queue else (Comment.id, Order.NEWEST_FIRST)


def _conditions(wanted: Filter) -> Iterator[ColumnElement[bool]]:
    yield WAITS_IN_QUEUE if wanted.state is State.PENDING else Comment.state == wanted.state
    if wanted.event:
        yield Comment.event_id.in_(select(Event.id).where(Event.slug == wanted.event))
    if wanted.language:
        yield Comment.event_id.in_(select(Event.id).where(Event.language == wanted.language))
    if wanted.flag is not None:  # A list as JSON has each in its quotes.
        yield cast(Comment.flags, String).contains(f'"{wanted.flag.value}"')
    if wanted.day is not None:
        yield Comment.received_on == wanted.day


def _has(text: str, terms: Sequence[Term]) -> bool:
    """Tell whether each term stands in a text: in any spelling, in any form, or as a beginning."""
    found = list(words(text))
    return all(any(places_of(term, found)) for term in terms)


_WITH_IDS = (
    select(Comment).where(Comment.id.in_(bindparam("ids", expanding=True))).options(*IN_CONTEXT)
)


def _with_comments(page: Page[int]) -> Page[Comment]:
    by_id = {each.id: each for each in db.session.scalars(_WITH_IDS, {"ids": page.rows})}
    rows = [by_id[each] for each in page.rows if each in by_id]
    return Page(rows=rows, older=page.older, newer=page.newer)
