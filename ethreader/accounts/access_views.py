"""The page of the access log: sign-ins, changes of rights, messages."""

from flask.typing import ResponseReturnValue

from ethreader.accounts.access_queries import access_page
from ethreader.accounts.access_service import ACCESS_KEPT
from ethreader.accounts.blueprint import account_bp as bp
from ethreader.accounts.guard import require_moderator
from ethreader.web.http import render
from ethreader.web.paging import position_asked_for


@bp.get("/sign-ins")
def access() -> ResponseReturnValue:
    """Show who signed in and whose rights changed, the latest first."""
    if turned_away := require_moderator():
        return turned_away
    return render(
        "moderation/sign_ins.html",
        partial="moderation/_records.html",
        listed=access_page(position_asked_for()),
        days=ACCESS_KEPT.days,
    )
