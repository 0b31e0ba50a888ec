"""What is the same for all kinds whose pages readers see: their state and their slugs."""

from datetime import date
from typing import Any

from ethreader.base.content_state import ContentKind, ContentState
from ethreader.base.errors import DomainError
from ethreader.i18n.texts import Text
from ethreader.publishing import service as publishing


def refused_slug_of(kind: ContentKind, slug: str, row: Any) -> Text:
    """Return why a page, or a new one, cannot stand under a slug; nothing where it can."""
    try:
        publishing.require_free_slug(kind, slug, of=row)
    except DomainError as problem:
        return problem.sentence
    return ""


def publish(row: Any, today: date) -> None:
    """Show a page to readers, but for one that was withdrawn: that comes back when it is asked."""
    if row.state is not ContentState.WITHDRAWN:
        publishing.publish(row, today=today)
