"""What an editor sees of something in a list: where it stands, and who is writing on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from ethreader.base.labels import LabelledEnum
from ethreader.i18n.texts import lazy_gettext
from ethreader.publishing.draft_models import ContentDraft


class Standing(LabelledEnum):
    """Where something stands, for readers and for editors."""

    DRAFT = "draft", lazy_gettext("Draft")
    SCHEDULED = "scheduled", lazy_gettext("Scheduled")
    PUBLISHED = "published", lazy_gettext("Published")
    WITHDRAWN = "withdrawn", lazy_gettext("Withdrawn")


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which part of a list is asked for; nothing means everything."""

    words: str = ""
    standing: Standing | None = None


@dataclass(frozen=True, kw_only=True)
class Item:
    """One line of a list: something on the site, or (without a number) a draft of something new."""

    item_id: int | None
    title: str
    slug: str
    language: str
    standing: Standing
    publish_at: datetime | None
    day: date | None  # Of an event: its first.
    drafts: Sequence[ContentDraft]
    naming: Sequence[str] = ()  # Who was withdrawn, and is still named in its own words.
