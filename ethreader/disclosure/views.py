"""`/privacy` and `/privacy/proof`, made from the site's own settings and rules."""

from datetime import timedelta
from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue

from ethreader.accounts.access_service import ACCESS_KEPT
from ethreader.accounts.attempts import ATTEMPT_WINDOW
from ethreader.accounts.device_service import DEVICE_KEPT
from ethreader.accounts.service import LINK_LIFETIME
from ethreader.accounts.session_service import SESSION_IDLE, SESSION_LIFETIME
from ethreader.audience.service import MONTHS_KEPT
from ethreader.base.settings import Switch
from ethreader.contacts.queries import all_keys
from ethreader.contacts.service import CONFIRM_WITHIN
from ethreader.disclosure.visits import visits
from ethreader.mail.landing import LANDED_KEPT
from ethreader.mail.links import STATUS_FOR
from ethreader.mail.queries import mail_layout
from ethreader.mail.quota import PER_DAY
from ethreader.mail.weekly_keys import WEEKS_BACK
from ethreader.moderation.service import REFUSED_KEPT
from ethreader.reports.service import REPORTS_KEPT
from ethreader.web.assets import HTMX
from ethreader.web.current import settings
from ethreader.web.http import render_page
from ethreader.web.keeping import keep, kept

bp = Blueprint("disclosure", __name__)


@bp.get("/privacy")
@kept
def show() -> ResponseReturnValue:
    """Say what is kept, where, how long, and who can read it."""
    keep()
    return render_page(
        "disclosure/privacy.html",
        settings=settings(),
        is_sqlite=settings().database_url.startswith("sqlite"),
        is_counting=settings().counting is Switch.ON,
        sums_months=MONTHS_KEPT,
        cdn_host=HTMX.cdn_url.split("/")[2],
        refused_days=REFUSED_KEPT.days,
        report_days=REPORTS_KEPT.days,
        **_about_mail(),
        **_about_moderators(),
    )


@bp.get("/privacy/proof")
@kept
def proof() -> ResponseReturnValue:
    """List every request, cookie and storage entry that a visit causes."""
    keep()
    return render_page("disclosure/proof.html", visits=visits(settings()), settings=settings())


def _about_moderators() -> dict[str, int]:
    """Return how long what is kept of moderators lasts."""
    return {
        "link_hours": _hours(LINK_LIFETIME),
        "session_hours": _hours(SESSION_LIFETIME),
        "idle_minutes": _minutes(SESSION_IDLE),
        "guess_minutes": _minutes(ATTEMPT_WINDOW),
        "device_days": DEVICE_KEPT.days,
        "access_days": ACCESS_KEPT.days,
    }


def _about_mail() -> dict[str, Any]:
    """Return where the keys lie and how mails leave, by its own word, and its rules."""
    layout = mail_layout()
    without = "unknown" if all_keys() else "none"
    return {
        "keys_place": layout.keys if layout else without,
        "delivery": layout.delivery if layout else "none",
        "confirm_days": CONFIRM_WITHIN.days,
        "status_days": STATUS_FOR.days,
        "mails_per_day": PER_DAY,
        "landed_days": LANDED_KEPT.days,
        "quiet_weeks": WEEKS_BACK,
        "asked_weeks": WEEKS_BACK + 1,
    }


def _hours(span: timedelta) -> int:
    return span // timedelta(hours=1)


def _minutes(span: timedelta) -> int:
    return span // timedelta(minutes=1)
