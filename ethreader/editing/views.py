"""All editors' pages. Each of these modules puts its own into the one blueprint."""

from ethreader.editing import (
    draft_views,
    form_views,
    happening_views,
    list_views,
    save_views,
    translation_views,
    version_views,
    when_views,
)
from ethreader.editing.blueprint import bp

PARTS = (
    list_views,
    form_views,
    save_views,
    draft_views,
    version_views,
    when_views,
    happening_views,
    translation_views,
)

__all__ = ["PARTS", "bp"]
