"""`/transparency`: what everybody may know of the moderators' work, where the operator shows it."""

from datetime import datetime, time, timedelta

from flask import Blueprint
from flask.typing import ResponseReturnValue

from ethreader.base.errors import NotFound
from ethreader.base.settings import Switch
from ethreader.moderation.work_fields import totals_of
from ethreader.moderation.work_queries import last_three_months
from ethreader.web.current import settings, today
from ethreader.web.http import render_page
from ethreader.web.keeping import keep, kept

bp = Blueprint("transparency", __name__)
MONTH_AT_MOST = timedelta(days=31)


@bp.get("/transparency")
@kept
def show() -> ResponseReturnValue:
    """Show totals of the last three whole months, which name nobody."""
    if settings().transparency is Switch.OFF:
        raise NotFound
    zone = settings().time_zone
    next_month = (today().replace(day=1) + MONTH_AT_MOST).replace(day=1)
    keep(moments=(datetime.combine(next_month, time(), zone),))
    totals = totals_of(last_three_months(today(), zone=zone))
    return render_page("moderation/transparency.html", totals=totals)
