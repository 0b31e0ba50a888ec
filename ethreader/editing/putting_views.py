"""Where a draft that is put on the site leads: to the list, or to its form with what is wrong."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue

from ethreader.accounts.guard import begin_moderator_transaction, current_moderator
from ethreader.base.db import db
from ethreader.base.errors import DomainError
from ethreader.editing.draft_checking import check_draft
from ethreader.editing.form_page import page_of_draft, show_form, typed_of
from ethreader.editing.kinds import DeskKind
from ethreader.editing.refused_page import refused_page
from ethreader.publishing.draft_models import ContentDraft
from ethreader.publishing.draft_queries import draft_by_public_id
from ethreader.web.http import get_or_404, see_other
from ethreader.web.said_once import to_be_said

Put = Callable[[ContentDraft, Any], Any]  # Stores what a draft's fields say; returns the row.


def mistakes_page(kind: DeskKind, draft: ContentDraft) -> ResponseReturnValue | None:
    """Show the form with what keeps a draft from the site; nothing where nothing does."""
    checked = check_draft(kind, draft.values, item_id=draft.item_id)
    if checked.fields is not None:
        return None
    page = page_of_draft(kind, draft, editor_id=current_moderator().id)
    return show_form(replace(page, mistakes=checked.mistakes), status=422)


def put_on_site(kind: DeskKind, draft: ContentDraft, put: Put) -> ResponseReturnValue:
    """Put a draft on the site and lead to the list; show the form where something prevents it."""
    checked = check_draft(kind, draft.values, item_id=draft.item_id)
    refused = mistakes_page(kind, draft)
    if refused is not None:
        return refused
    typed, public_id = typed_of(draft), draft.public_id
    try:
        begin_moderator_transaction()
        row = put(get_or_404(draft_by_public_id(public_id)), checked.fields)
        db.session.commit()
    except DomainError as problem:
        db.session.rollback()
        return refused_page(kind, typed, problem, editor_id=current_moderator().id)
    done: dict[str, Any] = {"done": row.id, "once": to_be_said()}
    return see_other(url_for("content.listed", path_name=kind.path, **done))
