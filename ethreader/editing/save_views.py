"""What the buttons of a form do: each saves the draft first, so that nothing typed is lost.

The script saves by the same request, without a button, some seconds after typing stops.
"""

from dataclasses import replace
from typing import Any

from flask import jsonify, request, url_for
from flask.typing import ResponseReturnValue

from ethreader.accounts.guard import begin_moderator_transaction, current_moderator
from ethreader.base.db import db
from ethreader.base.errors import DomainError
from ethreader.editing.form_page import page_of_draft, show_form
from ethreader.editing.kinds import DeskKind
from ethreader.editing.making_views import make_named
from ethreader.editing.posted import read_posted
from ethreader.editing.putting_views import mistakes_page, put_on_site
from ethreader.editing.refused_page import refused_page
from ethreader.editing.rows import with_rows_changed
from ethreader.editing.service import publish
from ethreader.i18n.texts import gettext
from ethreader.publishing.draft_models import ContentDraft
from ethreader.publishing.draft_service import Typed, save_draft
from ethreader.web.current import now, settings
from ethreader.web.error_pages import status_of
from ethreader.web.http import see_other, wants_partial
from ethreader.web.said_once import to_be_said
from ethreader.web.templating import local_time


def save(public_id: str) -> ResponseReturnValue:
    """Save what was typed as a draft, and do what the button says."""
    kind, typed = read_posted(public_id, request.form)
    pressed = request.form.get("do", "save")
    typed, focus = _with_press(kind, typed, pressed)
    try:
        draft = _saved(typed)
    except DomainError as problem:
        db.session.rollback()
        return _not_saved(problem) if pressed == "autosave" else _refused(kind, typed, problem)
    if pressed == "autosave":
        return _said_saved(draft)
    return _led_on(kind, draft, pressed) or _shown(kind, draft, focus)


def _led_on(kind: DeskKind, draft: ContentDraft, pressed: str) -> ResponseReturnValue | None:
    """Return what a button leads to that does more than save."""
    if pressed.startswith("make:"):
        return make_named(kind, draft.public_id, pressed.removeprefix("make:"))
    if pressed == "publish":
        return _publish(kind, draft)
    if pressed == "later":
        when = url_for("content.later", public_id=draft.public_id)
        return mistakes_page(kind, draft) or see_other(when)
    if pressed == "preview":
        return see_other(url_for("content.preview", public_id=draft.public_id))
    return None


def _with_press(kind: DeskKind, typed: Typed, pressed: str) -> tuple[Typed, str]:
    """Return what was typed after a press that changes it, and what takes the focus then."""
    verb, _, argument = pressed.partition(":")
    if act := kind.actions.get(verb):
        values, focus = act(typed.values, argument)
        return replace(typed, values=values), focus
    changed = with_rows_changed(kind.shapes.values(), typed.values, pressed)
    if changed is None:
        return typed, ""
    values, focus = changed
    return replace(typed, values=values), focus


def _saved(typed: Typed) -> ContentDraft:
    begin_moderator_transaction()
    draft = save_draft(typed, moderator=current_moderator(), now=now())
    db.session.commit()
    return draft


def _said_saved(draft: ContentDraft) -> ResponseReturnValue:
    said = gettext("Draft saved at %(time)s", time=local_time(draft.saved_at))
    return jsonify(said=said, url=url_for("content.draft", public_id=draft.public_id))


def _not_saved(problem: DomainError) -> ResponseReturnValue:
    return jsonify(problem=str(problem.sentence)), status_of(problem)


def _refused(kind: DeskKind, typed: Typed, problem: DomainError) -> ResponseReturnValue:
    return refused_page(kind, typed, problem, editor_id=current_moderator().id)


def _shown(kind: DeskKind, draft: ContentDraft, focus: str) -> ResponseReturnValue:
    if wants_partial():
        page = page_of_draft(kind, draft, editor_id=current_moderator().id)
        return show_form(replace(page, focus=focus, done="" if focus else "saved"))
    told: dict[str, Any] = {"focus": focus} if focus else {"done": "saved", "once": to_be_said()}
    return see_other(url_for("content.draft", public_id=draft.public_id, **told))


def _publish(kind: DeskKind, draft: ContentDraft) -> ResponseReturnValue:
    def put(held: ContentDraft, fields: Any) -> Any:
        zone, who = settings().time_zone, current_moderator()
        return publish(kind, held, fields, moderator=who, zone=zone, now=now())

    return put_on_site(kind, draft, put)
