"""All moderation pages. Each of these modules puts its own into the one blueprint."""

from ethreader.moderation import (
    apart_views,
    batch_views,
    decision_views,
    decline_views,
    feed_views,
    figures_views,
    glance_views,
    history_views,
    message_views,
    names_views,
    noticed_views,
    queue_views,
    row_form_views,
    rule_views,
)
from ethreader.moderation.blueprint import bp

PARTS = (
    *(queue_views, apart_views, decision_views, decline_views, batch_views),
    *(glance_views, message_views, names_views, noticed_views, rule_views),
    *(history_views, figures_views, feed_views, row_form_views),
)

__all__ = ["PARTS", "bp"]
