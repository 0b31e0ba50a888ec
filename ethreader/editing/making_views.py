"""What an event names and is not there yet is made by a button of its form."""

from collections.abc import Mapping
from dataclasses import replace

from flask import request
from flask.typing import ResponseReturnValue

from ethreader.accounts.guard import begin_moderator_transaction, current_moderator
from ethreader.base.db import db
from ethreader.editing.form_page import page_of_draft, show_form
from ethreader.editing.kinds import DeskKind
from ethreader.editing.making_service import (
    NEW_PARENT,
    Making,
    ParentTyped,
    make_in_row,
    make_parent,
)
from ethreader.editing.moments import moment_from
from ethreader.editing.references import PARENT
from ethreader.publishing.draft_queries import draft_by_public_id
from ethreader.web.current import now, settings
from ethreader.web.http import get_or_404


def make_named(kind: DeskKind, public_id: str, place: str) -> ResponseReturnValue:
    """Make what a draft names at a place like `speakers.2`, and show the form again."""
    begin_moderator_transaction()
    draft = get_or_404(draft_by_public_id(public_id))
    making = Making(moderator=current_moderator(), zone=settings().time_zone, now=now())
    if place == PARENT.field:
        mistakes, focus = make_parent(draft, _parent_in(request.form), making), PARENT.field
    else:
        mistakes, focus = make_in_row(draft, place, making)
    db.session.commit()
    page = replace(page_of_draft(kind, draft, editor_id=making.moderator.id), focus=focus)
    if not mistakes:
        return show_form(page)
    sentences = " ".join(f"{each.label}: {each.sentence}" for each in mistakes)
    return show_form(replace(page, problem=sentences), status=422)


def _parent_in(form: Mapping[str, str]) -> ParentTyped:
    return ParentTyped(
        name=form.get(f"{NEW_PARENT}.name", ""),
        starts=moment_from(form, f"{NEW_PARENT}.starts"),
        ends=moment_from(form, f"{NEW_PARENT}.ends"),
    )
