"""What happened to an event: said, looked at, and put on the site."""

from dataclasses import replace
from typing import Any

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue

from ethreader.accounts.guard import begin_moderator_transaction, current_moderator
from ethreader.base.db import db
from ethreader.base.errors import DomainError
from ethreader.editing.event_kind import EVENT
from ethreader.editing.happening_forms import (
    HappeningForm,
    begun_form,
    mistakes_of,
    posted_form,
)
from ethreader.editing.happening_notes_service import PLACE, told_texts
from ethreader.editing.happening_service import Reported, tell_happening, with_happening
from ethreader.editing.item_reading import item_by_id
from ethreader.events.choices import Status
from ethreader.events.fields import EventFields
from ethreader.events.happenings import HappeningRefused, InvalidHappening, happenings_of
from ethreader.events.models import Event
from ethreader.events.page_queries import Surroundings, surroundings_of
from ethreader.i18n.languages import LANGUAGES
from ethreader.publishing.version_queries import latest_number
from ethreader.web.current import now, settings
from ethreader.web.error_pages import status_of
from ethreader.web.http import get_or_404, render_page, see_other
from ethreader.web.said_once import to_be_said


def happened(item_id: int) -> ResponseReturnValue:
    """Ask what happened to an event."""
    event = get_or_404(item_by_id(EVENT, item_id))
    return happening_page(event, begun_form(EventFields.of(event)))


def tell_what_happened(item_id: int) -> ResponseReturnValue:
    """Show what readers will see of it, or put it on the site."""
    event = get_or_404(item_by_id(EVENT, item_id))
    form = posted_form(request.form)
    if form.report is None:
        return happening_page(event, form, status=422)
    said = Reported(item_id=item_id, based_on=_based_on(), report=form.report)
    try:
        if request.form.get("do") != "tell":
            return _previewed(form, said)
        _tell(said)
    except (HappeningRefused, InvalidHappening) as problem:
        return _refused(item_id, form, problem)
    except DomainError as problem:
        return _stale(item_id, form, problem)
    done: dict[str, Any] = {"done": item_id, "once": to_be_said()}
    return see_other(url_for("content.listed", path_name=EVENT.path, **done))


def _based_on() -> int:
    text = request.form.get("based_on", "")
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def _previewed(form: HappeningForm, said: Reported) -> Response:
    """Show what readers would see: it is done, shown and undone in one transaction."""
    begin_moderator_transaction()
    before = get_or_404(item_by_id(EVENT, said.item_id)).status
    event = with_happening(said, zone=settings().time_zone)
    response = happening_page(event, form, before=before, names=surroundings_of(event))
    db.session.rollback()
    return response


def _tell(said: Reported) -> None:
    begin_moderator_transaction()
    zone = settings().time_zone
    tell_happening(said, moderator=current_moderator(), zone=zone, now=now())
    db.session.commit()


def _refused(
    item_id: int, form: HappeningForm, problem: HappeningRefused | InvalidHappening
) -> Response:
    db.session.rollback()
    event = get_or_404(item_by_id(EVENT, item_id))
    return happening_page(event, replace(form, mistakes=mistakes_of(problem)), status=422)


def _stale(item_id: int, form: HappeningForm, problem: DomainError) -> Response:
    """Show the form again where the event has changed: what was seen by then counts as seen."""
    db.session.rollback()
    event = get_or_404(item_by_id(EVENT, item_id))
    found = replace(form, mistakes={"": problem.sentence})
    return happening_page(event, found, status=status_of(problem))


def happening_page(
    event: Event,
    form: HappeningForm,
    *,
    before: Status | None = None,
    names: Surroundings | None = None,
    status: int = 200,
) -> Response:
    """Show the form; where asked for, with what readers would see, and what was said `before`."""
    return render_page(
        "editing/happened.html",
        status=status,
        title=EVENT.title_of(event),
        event=event,
        form=form,
        happenings=happenings_of(before or event.status),
        told_in={f"{PLACE}{each.language}": LANGUAGES[each.language] for each in told_texts(event)},
        names=names,
        based_on=latest_number(EVENT.kind, event.id),
        now=now(),
    )
