"""The page of the access log: sign-ins, changes of rights, messages."""

import re

from flask import request
from flask.typing import ResponseReturnValue

from ethreader.accounts.access_queries import access_records
from ethreader.accounts.access_service import ACCESS_KEPT
from ethreader.accounts.blueprint import account_bp as bp
from ethreader.base.errors import NotFound
from ethreader.web.http import render_page

PAGE = 50
NUMBER = re.compile(r"[0-9]{1,9}")


@bp.get("/sign-ins")
def access() -> ResponseReturnValue:
    """Show who signed in and whose rights changed, the latest first."""
    records = access_records(limit=PAGE + 1, before=_before())
    return render_page(
        "moderation/sign_ins.html",
        records=records[:PAGE],
        older=records[PAGE - 1].id if len(records) > PAGE else None,
        days=ACCESS_KEPT.days,
    )


def _before() -> int | None:
    """Return the number of the record before which the page begins; none on the first page."""
    given = request.args.get("before")
    if given is None:
        return None
    if not NUMBER.fullmatch(given):
        raise NotFound
    return int(given)
