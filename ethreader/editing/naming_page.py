"""Where the name of somebody who was withdrawn still stands: told to who has just done that."""

from collections.abc import Sequence

from flask import url_for

from ethreader.editing.all_kinds import desk_kind_of
from ethreader.publishing.naming_queries import items_naming
from ethreader.publishing.queries import Item, kind_of
from ethreader.speakers.models import Speaker


def still_naming(done: object) -> Sequence[tuple[str, str]]:
    """Return what names a person whom readers do not see: its title, and the URL of its form."""
    if not isinstance(done, Speaker) or done.is_published:
        return []
    return [_told(item) for item in items_naming(done)]


def _told(item: Item) -> tuple[str, str]:
    kind = desk_kind_of(kind_of(item))
    assert kind is not None  # noqa: S101 - all kinds of pages are edited
    return kind.title_of(item), url_for("content.edit", path_name=kind.path, item_id=item.id)
