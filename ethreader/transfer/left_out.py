"""Who is not exported is not named by what is: a file that names them would tell of them.

Such a file could not be imported elsewhere either, where nobody is called so.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Self, TypeVar

from ethreader.base.content_state import ContentKind, ContentState
from ethreader.base.own_files import picture_file
from ethreader.events.fields import EventFields
from ethreader.events.text_fields import EventTextFields
from ethreader.publishing.queries import PATHS
from ethreader.publishing.removed_links import without_links
from ethreader.speakers.queries import all_speakers, portraits_taken_off

OfEvent = TypeVar("OfEvent", EventFields, EventTextFields)


@dataclass(frozen=True)
class LeftOut:
    """The speakers of whom an export writes nothing, by their slugs."""

    slugs: frozenset[str]
    portraits: frozenset[str]
    """the files of those that readers must see nowhere, by the names by which texts call them"""

    @classmethod
    def of(cls, states: Collection[ContentState]) -> Self:
        """Return who is in none of some states."""
        slugs = (each.slug for each in all_speakers() if each.state not in states)
        withheld = () if ContentState.WITHDRAWN in states else portraits_taken_off()
        return cls(frozenset(slugs), frozenset(map(picture_file, withheld)))

    def without_parts(self, fields: OfEvent) -> OfEvent:
        """Return an event, or its text in a language, without their parts in it."""
        speakers = [each for each in fields.speakers if each.speaker not in self.slugs]
        changed: dict[str, object] = {"speakers": speakers}
        if isinstance(fields, EventFields) and fields.picture is not None:
            is_withheld = fields.picture.file in self.portraits
            changed["picture"] = None if is_withheld else fields.picture
        return fields.model_copy(update=changed)

    def without_them(self, body: str) -> str:
        """Return a text without links to their pages, and without their portraits."""
        for file in self.portraits:
            body = re.sub(rf"!\[(?:\\.|[^\]\\])*\]\({file}(?:\\.|[^)\\])*\)\n*", "", body)
        return without_links(body, [f"{PATHS[ContentKind.SPEAKER]}{slug}" for slug in self.slugs])
