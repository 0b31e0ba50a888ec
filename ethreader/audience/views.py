"""The desk's page about the readers."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from ethreader.accounts.guard import require_moderator
from ethreader.audience.figures import BAR, HEIGHT
from ethreader.audience.queries import last_days
from ethreader.audience.service import MONTHS_KEPT
from ethreader.base.settings import Switch
from ethreader.web.current import now, settings
from ethreader.web.http import no_store, render_page

bp = Blueprint("audience", __name__, url_prefix="/moderation/audience")
bp.before_request(require_moderator)
bp.after_request(no_store)


@bp.get("")
def show() -> ResponseReturnValue:
    """Show how many people read what."""
    return render_page(
        "audience/show.html",
        figures=last_days(now()),
        picture={"bar": BAR, "height": HEIGHT},
        is_counting=settings().counting is Switch.ON,
        months=MONTHS_KEPT,
    )
