"""Which written rows change what can be found: the rows that it is made of, and their own rows."""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any

from sqlalchemy import inspect
from sqlalchemy.orm import InstanceState

from ethreader.base.written_rows import Row
from ethreader.comments.models import Comment, State
from ethreader.events.models import Appearance, Event, Involvement, Organisation
from ethreader.events.text_models import EventText
from ethreader.events.topics import COUNTS
from ethreader.site_pages.models import SitePage
from ethreader.speakers.models import Speaker
from ethreader.speakers.text_models import SpeakerText


def _of_comment(comment: Comment) -> Iterable[Row]:
    """Return a comment that readers saw or see, if what they see of it is another thing now."""
    state = inspect(comment)
    states, texts = state.attrs.state.history, state.attrs.body_html.history
    was_seen = not states.sum() or State.PUBLISHED in states.sum()
    is_new = state.deleted or states.has_changes() or texts.has_changes()
    return ((Comment, comment.id),) if was_seen and is_new else ()


def _of_event(event: Event) -> Iterable[Row]:
    state = inspect(event)
    differing = {each.key for each in state.attrs if each.history.has_changes()}
    is_counted_only = differing <= COUNTS and not (state.pending or state.deleted)
    return () if is_counted_only else ((Event, event.id),)


def _of_part(part: Appearance | Involvement | EventText) -> Iterable[Row]:
    """Return the event of which it is a part, and the one of which it was."""
    state: InstanceState[Any] = inspect(part)
    return ((Event, each) for each in state.attrs.event_id.history.sum() if each)


def _of_speaker_text(text: SpeakerText) -> Iterable[Row]:
    """Return the speaker of whom it tells."""
    state: InstanceState[Any] = inspect(text)
    return ((Speaker, each) for each in state.attrs.speaker_id.history.sum() if each)


def _itself(row: Any) -> Iterable[Row]:
    return ((type(row), row.id),)


FOLLOWED: Mapping[type[Any], Callable[[Any], Iterable[Row]]] = MappingProxyType(
    {
        Comment: _of_comment,
        Event: _of_event,
        Appearance: _of_part,
        EventText: _of_part,
        Involvement: _of_part,
        Organisation: _itself,
        SitePage: _itself,
        Speaker: _itself,
        SpeakerText: _of_speaker_text,
    }
)
