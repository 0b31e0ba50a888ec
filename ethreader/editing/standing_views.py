"""Who sees something: published now or later, withdrawn, restored; each said before it is done."""

from typing import Any

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue

from ethreader.accounts.guard import begin_moderator_transaction
from ethreader.base.db import db
from ethreader.base.errors import DomainError
from ethreader.editing.all_kinds import KINDS
from ethreader.editing.item_reading import held_item, item_by_id
from ethreader.editing.kinds import DeskKind
from ethreader.editing.standing_service import Asked, Step, steps_of, take_step
from ethreader.editing.time_forms import TimeForm, begun_time, posted_time
from ethreader.events.models import Event
from ethreader.i18n.texts import Text
from ethreader.publishing.draft_queries import drafts_of
from ethreader.publishing.queries import Item, waiting_for, waits_for_event
from ethreader.web.current import now, settings
from ethreader.web.error_pages import status_of
from ethreader.web.http import get_or_404, render_page, see_other
from ethreader.web.said_once import to_be_said


def standing(path_name: str, item_id: int) -> ResponseReturnValue:
    """Show who sees something, and what can be done about it."""
    kind = get_or_404(_with_states(path_name))
    row = get_or_404(item_by_id(kind, item_id))
    return standing_page(kind, row, begun_time(row.publish_at, zone=settings().time_zone))


def change_standing(path_name: str, item_id: int) -> ResponseReturnValue:
    """Do what a button says, and say so in the list."""
    kind = get_or_404(_with_states(path_name))
    form = _time_in_form()
    if form.mistakes:
        return standing_page(kind, get_or_404(item_by_id(kind, item_id)), form, status=422)
    begin_moderator_transaction()
    row = get_or_404(held_item(kind, item_id))
    asked = Asked(step=_step(), seen=request.form.get("seen", ""), publish_at=form.publish_at)
    try:
        take_step(row, asked, zone=settings().time_zone, now=now())
    except DomainError as problem:
        return _refused(kind, item_id, problem)
    db.session.commit()
    done: dict[str, Any] = {"done": item_id, "once": to_be_said()}
    return see_other(url_for("content.listed", path_name=kind.path, **done))


def _with_states(path_name: str) -> DeskKind | None:
    kind = KINDS[path_name]
    return kind if kind.has_states else None


def _step() -> str:
    return request.form.get("do", "")


def _time_in_form() -> TimeForm:
    """Return when something is to be published; nothing where another button was pressed."""
    zone = settings().time_zone
    if _step() != Step.SCHEDULE:
        return begun_time(None, zone=zone)
    return posted_time(request.form, site_zone=zone, now=now())


def _refused(kind: DeskKind, item_id: int, problem: DomainError) -> Response:
    """Show how it stands now, and why nothing was done."""
    db.session.rollback()
    row = get_or_404(item_by_id(kind, item_id))
    form = begun_time(row.publish_at, zone=settings().time_zone)
    return standing_page(kind, row, form, problem=problem.sentence, status=status_of(problem))


def standing_page(
    kind: DeskKind, row: Item, form: TimeForm, *, problem: Text = "", status: int = 200
) -> Response:
    """Show who sees something, and the buttons."""
    return render_page(
        "editing/standing.html",
        status=status,
        kind=kind,
        row=row,
        title=kind.title_of(row),
        steps=steps_of(row),
        is_named=waits_for_event(row),
        form=form,
        problem=problem,
        drafts=drafts_of(kind.kind, [row.id]),
        waiting=[each.name for each in waiting_for(row)] if isinstance(row, Event) else [],
    )
