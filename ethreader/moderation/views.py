"""All moderation pages. Each of these modules puts its own into the one blueprint."""

from ethreader.moderation import (
    decision_views,
    feed_views,
    figures_views,
    history_views,
    message_views,
    queue_views,
)
from ethreader.moderation.blueprint import bp

PARTS = (queue_views, decision_views, message_views, history_views, figures_views, feed_views)

__all__ = ["PARTS", "bp"]
