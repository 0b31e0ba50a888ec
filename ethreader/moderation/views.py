"""All moderation pages. Each of these modules puts its own into the one blueprint."""

from ethreader.moderation import (
    decision_views,
    message_views,
    noticed_views,
    queue_views,
    rule_views,
)
from ethreader.moderation.blueprint import bp

PARTS = (queue_views, decision_views, message_views, noticed_views, rule_views)

__all__ = ["PARTS", "bp"]
