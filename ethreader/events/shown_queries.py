"""An event as its thread needs it: what is asked for each comment, and each page after one."""

from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import bindparam, select

from ethreader.base.prepared import Prepared
from ethreader.events.choices import CommentPolicy
from ethreader.events.models import Event
from ethreader.events.queries import IS_PAGE
from ethreader.events.terms import Commented, CommentTerms


class _Columns(NamedTuple):
    id: int
    slug: str
    comments: CommentPolicy
    comments_close_after: int | None
    last_day: date
    published_on: date | None
    begins: datetime
    ends: datetime
    comment_count: int
    publication_count: int


class ShownEvent(Commented, _Columns):
    """Where comments stand, whether more are taken, and how many there are."""

    __slots__ = ()


_COLUMNS = [getattr(Event, name) for name in _Columns._fields]
_OF_SLUG = select(*_COLUMNS).where(IS_PAGE, Event.slug == bindparam("slug"))
_SHOWN = Prepared(_OF_SLUG, row=ShownEvent._make)
_HELD = Prepared(_OF_SLUG.with_for_update(), row=ShownEvent._make)


def shown_event(slug: str) -> ShownEvent | None:
    """Return the event whose article stands under `slug`; `queries.article` has all of it."""
    event: ShownEvent | None = _SHOWN.row({"slug": slug})
    return event


def hold_comment_terms(slug: str) -> CommentTerms | None:
    """Return what an article's comments are taken on; other writers of them wait from now on."""
    event: ShownEvent | None = _HELD.row({"slug": slug})
    return event.comment_terms if event else None
