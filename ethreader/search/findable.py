"""The kinds of what can be found. One that is added is one entry here, and its place in `Kind`."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, and_, bindparam

from ethreader.base.db import Model
from ethreader.base.labels import LabelledEnum
from ethreader.comments.models import Comment, State
from ethreader.events.models import Appearance, Event, Involvement, Organisation
from ethreader.events.queries import IS_PAGE
from ethreader.events.text_models import EventText
from ethreader.i18n.texts import lazy_gettext
from ethreader.search import documents
from ethreader.search.documents import Document
from ethreader.search.matching import Match
from ethreader.site_pages.models import SitePage
from ethreader.site_pages.queries import IS_PUBLISHED as IS_PUBLISHED_PAGE
from ethreader.speakers.models import Speaker
from ethreader.speakers.queries import IS_PUBLISHED
from ethreader.speakers.text_models import SpeakerText

TAGS: BindParameter[str] = bindparam("tags", expanding=True)
"""the language tags of what the reader reads"""


class Kind(LabelledEnum):
    """What somebody can look for alone, in the order of the results."""

    EVENT = "event", lazy_gettext("Events")
    SPEAKER = "speaker", lazy_gettext("Speakers")
    PAGE = "page", lazy_gettext("Pages")
    COMMENT = "comment", lazy_gettext("Comments")


@dataclass(frozen=True, kw_only=True, eq=False)
class Findable:
    """How things of a kind are read, which of them readers see, and in which order."""

    kind: Kind
    number: int
    """of the kind, in the keys of the index: it stays"""

    model: type[Model]
    made_of: frozenset[type[Model]]
    """the tables whose rows it shows something of"""

    documents: Callable[[Collection[int]], Iterable[Document]]
    is_shown: ColumnElement[bool]
    order: Callable[[Match], tuple[Any, ...]]

    above: Any = None
    """what the model is joined to, where it stands within something that readers see, or not"""

    day: Any = None
    """by which it has a year; without one it is left out where a year is asked for"""


FINDABLE = (
    Findable(
        kind=Kind.EVENT,
        number=1,
        model=Event,
        made_of=frozenset({Event, EventText, Appearance, Involvement, Organisation, Speaker}),
        documents=documents.events,
        is_shown=IS_PAGE,
        order=lambda match: (
            match.is_in_title.desc(),
            Event.first_day.desc(),
            Event.id.desc(),
        ),
        day=Event.first_day,
    ),
    Findable(
        kind=Kind.SPEAKER,
        number=2,
        model=Speaker,
        made_of=frozenset({Speaker, SpeakerText}),
        documents=documents.speakers,
        is_shown=IS_PUBLISHED,
        order=lambda match: (match.is_in_title.desc(), Speaker.name, Speaker.id),
    ),
    Findable(
        kind=Kind.PAGE,
        number=3,
        model=SitePage,
        made_of=frozenset({SitePage}),
        documents=documents.site_pages,
        is_shown=IS_PUBLISHED_PAGE,
        order=lambda match: (
            SitePage.language.in_(TAGS).desc(),
            *(match.is_in_title.desc(), SitePage.position, SitePage.slug),
        ),
    ),
    Findable(
        kind=Kind.COMMENT,
        number=4,
        model=Comment,
        made_of=frozenset({Comment}),
        documents=documents.comments,
        is_shown=and_(Comment.state == State.PUBLISHED, IS_PAGE),
        order=lambda match: (match.key.desc(),),
        above=Comment.event,
        day=Event.first_day,
    ),
)
