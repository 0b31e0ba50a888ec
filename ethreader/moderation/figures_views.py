"""A picture of the last 90 days, for moderators."""

from flask.typing import ResponseReturnValue

from ethreader.base.settings import Switch
from ethreader.comments.waiting_queries import waiting_count
from ethreader.moderation.blueprint import bp
from ethreader.moderation.work_fields import BAR, HEIGHT
from ethreader.moderation.work_queries import last_90_days
from ethreader.web.current import settings, today
from ethreader.web.http import render_page


@bp.get("/figures")
def figures() -> ResponseReturnValue:
    """Show what came in, what was decided, how long that took, and why something was declined."""
    zone = settings().time_zone
    return render_page(
        "moderation/figures.html",
        picture=last_90_days(today(), zone=zone),
        bar={"width": BAR, "height": HEIGHT},
        waiting=waiting_count(),
        has_public_page=settings().transparency is Switch.ON,
    )
