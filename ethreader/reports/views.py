"""Reports over HTTP: the form, and the same answer to everybody who sends it."""

from flask import Blueprint, Response, current_app, request, url_for
from flask.typing import ResponseReturnValue

from ethreader.base.db import begin_write_transaction, db
from ethreader.base.errors import TryLater
from ethreader.comments.models import Comment
from ethreader.comments.public import public_comment
from ethreader.comments.queries import published_row
from ethreader.events.models import Event
from ethreader.events.queries import article
from ethreader.i18n.texts import gettext
from ethreader.reports.forms import ReportForm
from ethreader.reports.reporters import Reporters
from ethreader.reports.service import NothingToReport, ReportDraft, report_comment
from ethreader.web.current import now, settings
from ethreader.web.error_pages import error_response, status_of, with_retry_after
from ethreader.web.http import get_or_404, no_store, render, see_other, wants_partial
from ethreader.web.limits import FORMS, REPORTS, limited

bp = Blueprint("reports", __name__)


@bp.get("/comments/<public_id:public_id>/report")
def new(public_id: str) -> ResponseReturnValue:
    """Show the form: inline for htmx, as a page without."""
    return no_store(_form(_shown(public_id), ReportForm(formdata=None), status=200))


@bp.errorhandler(TryLater)
def handle_try_later(error: TryLater) -> Response:
    """Say how long to wait and keep what was entered."""
    db.session.rollback()
    kept = gettext("What you entered is still here.")
    comment = published_row((request.view_args or {})["public_id"])
    if wants_partial() or comment is None:
        return error_response(error, kept=kept)
    sentence = f"{error.sentence} {kept}"
    response = _form(comment, ReportForm(), status=status_of(error), problem=sentence)
    return with_retry_after(response, error)


@bp.post("/comments/<public_id:public_id>/report")
@limited(FORMS)
def create(public_id: str) -> ResponseReturnValue:
    """Take in one report. Whether it counts, the answer does not tell."""
    comment, form = _shown(public_id), ReportForm()
    if not form.validate():
        return _form(comment, form, status=422)
    event = comment.event
    reporters: Reporters = current_app.extensions["reporters"]
    ip = request.remote_addr or ""
    with reporters.once(public_id, ip=ip, now=now()) as is_first:
        if is_first:  # A repetition is not stored, and uses nothing up that others may send.
            _admit_report()
            _store(public_id, form.complaint())
    if wants_partial():
        return _receipt(event, status=201)
    return see_other(url_for("reports.received", slug=event.slug))


@bp.get("/events/<slug:slug>/comments/reported")
def received(slug: str) -> ResponseReturnValue:
    """Thank a reader. The page knows of no comment: that one may be hidden by now."""
    return no_store(_receipt(get_or_404(article(slug)), status=200))


def _shown(public_id: str) -> Comment:
    comment = published_row(public_id)
    if comment is None:
        raise NothingToReport
    return comment


@limited(REPORTS)
def _admit_report() -> None:
    """Count a report that is about to be stored."""


def _store(public_id: str, complaint: ReportDraft) -> None:
    begin_write_transaction()
    report_comment(
        _shown(public_id),
        complaint,
        enough=settings().reports_to_hold,
        zone=settings().time_zone,
        now=now(),
    )
    db.session.commit()


def _form(comment: Comment, form: ReportForm, *, status: int, problem: str = "") -> Response:
    return render(
        "reports/new.html",
        partial="reports/_form.html",
        status=status,
        event=comment.event,
        comment=public_comment(comment),
        form=form,
        problem=problem,
    )


def _receipt(event: Event, *, status: int) -> Response:
    return render(
        "reports/received.html", partial="reports/_receipt.html", status=status, event=event
    )
