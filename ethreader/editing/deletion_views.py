"""Deleting something for good: what goes is said, then it is asked once more."""

from typing import Any

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue

from ethreader.accounts.guard import begin_moderator_transaction
from ethreader.accounts.proof_guard import dangerous
from ethreader.base.db import db
from ethreader.editing.all_kinds import KINDS
from ethreader.editing.deletion_reading import what_goes_with
from ethreader.editing.item_reading import held_item, item_by_id
from ethreader.editing.kinds import DeskKind
from ethreader.retention.content_service import delete_for_good
from ethreader.retention.wiping import wipe
from ethreader.web.current import now, settings
from ethreader.web.http import get_or_404, render_page, see_other
from ethreader.web.said_once import to_be_said

SURE = "delete-for-good"  # What the second button says; the first one leads to it.


def deletion(path_name: str, item_id: int) -> ResponseReturnValue:
    """Say what goes with something that is deleted for good."""
    kind = get_or_404(_with_states(path_name))
    return _page(kind, get_or_404(item_by_id(kind, item_id)), "editing/delete.html")


@dangerous
def delete(path_name: str, item_id: int) -> ResponseReturnValue:
    """Ask once more, or delete something for good."""
    kind = get_or_404(_with_states(path_name))
    if request.form.get("do") != SURE:
        return _page(kind, get_or_404(item_by_id(kind, item_id)), "editing/delete_surely.html")
    begin_moderator_transaction()
    row = get_or_404(held_item(kind, item_id))
    delete_for_good(row, ledger_folder=settings().ledger, now=now())
    db.session.commit()
    wipe()
    told = url_for("content.listed", path_name=kind.path, done="deleted", once=to_be_said())
    return see_other(told)


def _with_states(path_name: str) -> DeskKind | None:
    kind = KINDS[path_name]
    return kind if kind.has_states else None


def _page(kind: DeskKind, row: Any, template: str) -> Response:
    return render_page(
        template, kind=kind, row=row, title=kind.title_of(row), going=what_goes_with(row), sure=SURE
    )
