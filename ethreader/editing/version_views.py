"""What was published, each time: the list, what each changed, and the way back to it."""

from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue

from ethreader.accounts.guard import begin_moderator_transaction, current_moderator
from ethreader.base.db import db
from ethreader.editing.all_kinds import KINDS
from ethreader.editing.form_page import new_id
from ethreader.editing.item_reading import item_by_id
from ethreader.editing.kinds import DeskKind
from ethreader.editing.restoring_service import restore
from ethreader.editing.value_differences import differing_fields
from ethreader.editing.version_reading import values_of_version
from ethreader.publishing.version_queries import latest_number, version_numbered, versions_of
from ethreader.web.current import now
from ethreader.web.http import get_or_404, render_page, see_other
from ethreader.web.said_once import to_be_said


def versions(path_name: str, item_id: int) -> ResponseReturnValue:
    """Show who published what, and when."""
    kind, row = _found(path_name, item_id)
    found = versions_of(kind.kind, item_id)
    return render_page(
        "editing/versions.html",
        kind=kind,
        item_id=item_id,
        title=kind.title_of(row),
        versions=found,
    )


def version(path_name: str, item_id: int, number: int) -> ResponseReturnValue:
    """Show what a version changed."""
    kind, row = _found(path_name, item_id)
    shown = get_or_404(version_numbered(kind.kind, item_id, number))
    before = version_numbered(kind.kind, item_id, number - 1)
    old = values_of_version(kind, before) if before else {}
    return render_page(
        "editing/version.html",
        kind=kind,
        item_id=item_id,
        title=kind.title_of(row),
        version=shown,
        is_latest=number == latest_number(kind.kind, item_id),
        before=before,
        differences=differing_fields(kind.shapes.values(), old, values_of_version(kind, shown)),
    )


def restore_as_draft(path_name: str, item_id: int, number: int) -> ResponseReturnValue:
    """Make a draft of a version: nothing changes for readers until it is published."""
    kind, _ = _found(path_name, item_id)
    begin_moderator_transaction()
    shown = get_or_404(version_numbered(kind.kind, item_id, number))
    moderator, public_id = current_moderator(), new_id()
    draft = restore(kind, shown, public_id=public_id, moderator=moderator, now=now())
    db.session.commit()
    told = url_for("content.draft", public_id=draft.public_id, done="restored", once=to_be_said())
    return see_other(told)


def _found(path_name: str, item_id: int) -> tuple[DeskKind, Any]:
    kind = get_or_404(KINDS.get(path_name))
    return kind, get_or_404(item_by_id(kind, item_id))
