"""A draft that is published later: when, and then stored until its time has come."""

from typing import Any

from flask import Response, request
from flask.typing import ResponseReturnValue

from ethreader.accounts.guard import current_moderator
from ethreader.editing.all_kinds import desk_kind_of
from ethreader.editing.item_reading import item_by_id
from ethreader.editing.kinds import DeskKind
from ethreader.editing.putting_views import put_on_site
from ethreader.editing.service import publish_later
from ethreader.editing.time_forms import TimeForm, begun_time, posted_time
from ethreader.publishing.draft_models import ContentDraft
from ethreader.publishing.draft_queries import draft_by_public_id
from ethreader.web.current import now, settings
from ethreader.web.http import get_or_404, render_page


def later(public_id: str) -> ResponseReturnValue:
    """Ask when a draft is to be published."""
    draft = get_or_404(draft_by_public_id(public_id))
    kind = get_or_404(desk_kind_of(draft.kind))
    row = item_by_id(kind, draft.item_id)
    known = getattr(row, "publish_at", None)
    return later_page(kind, draft, begun_time(known, zone=settings().time_zone))


def schedule_draft(public_id: str) -> ResponseReturnValue:
    """Store a draft; readers see it from the time that is given."""
    draft = get_or_404(draft_by_public_id(public_id))
    kind = get_or_404(desk_kind_of(draft.kind))
    zone = settings().time_zone
    form = posted_time(request.form, site_zone=zone, now=now())
    publish_at = form.publish_at
    if publish_at is None:
        return later_page(kind, draft, form, status=422)

    def put(held: ContentDraft, fields: Any) -> Any:
        who, at = current_moderator(), publish_at
        return publish_later(kind, held, fields, publish_at=at, moderator=who, zone=zone, now=now())

    return put_on_site(kind, draft, put)


def later_page(
    kind: DeskKind, draft: ContentDraft, form: TimeForm, *, status: int = 200
) -> Response:
    """Show the form that says when."""
    name = kind.title_typed(draft.values)
    return render_page(
        "editing/later.html", status=status, kind=kind, draft=draft, name=name, form=form
    )
