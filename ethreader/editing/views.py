"""All editors' pages. Each of these modules puts its own into the one blueprint."""

from ethreader.editing import (
    deletion_views,
    draft_views,
    file_views,
    form_views,
    happening_views,
    later_views,
    list_views,
    save_views,
    standing_views,
    translation_views,
    version_views,
    when_views,
)
from ethreader.editing.blueprint import bp

PARTS = (
    list_views,
    form_views,
    save_views,
    file_views,
    draft_views,
    version_views,
    when_views,
    happening_views,
    later_views,
    standing_views,
    deletion_views,
    translation_views,
)

__all__ = ["PARTS", "bp"]
