"""The rule that deletes an event's text in one more language, with all that is kept of it."""

from ethreader.base.content_state import ContentKind
from ethreader.events.models import Event
from ethreader.events.text_service import drop_event_text
from ethreader.publishing.registry import Removed, tell_of_removal


def delete_text(event: Event, language: str) -> bool:
    """Delete the text, and the one that a machine made of it; tell whether there was one."""
    before = _removals_of(event)
    is_gone = drop_event_text(event, language)
    left = {each.id for each in event.texts}
    for removed in before:
        if removed.item_id not in left:
            tell_of_removal(removed)  # Another text may get its number.
    return is_gone


def tell_of_texts(event: Event) -> None:
    """Let all features delete what they have of an event's texts, before the event goes."""
    for removed in _removals_of(event):
        tell_of_removal(removed)


def _removals_of(event: Event) -> list[Removed]:
    return [
        Removed(kind=ContentKind.TRANSLATION, item_id=each.id, slugs=(each.slug,))
        for each in event.texts
    ]
