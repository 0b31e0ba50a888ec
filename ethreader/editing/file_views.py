"""Pictures and documents: sent with a form, and as editors see them, those of drafts too."""

from dataclasses import replace
from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue

from ethreader.accounts.guard import begin_moderator_transaction, current_moderator
from ethreader.base.db import db
from ethreader.base.errors import DomainError
from ethreader.editing.file_service import Made, make, mistakes_in
from ethreader.editing.form_page import page_of_draft, show_form
from ethreader.editing.kinds import DeskKind
from ethreader.editing.new_files import FILE, NewFile, read_new_file
from ethreader.editing.posted import read_posted
from ethreader.editing.refused_page import refused_page
from ethreader.pictures.file_page import (
    document_response,
    picture_response,
)
from ethreader.publishing.draft_models import ContentDraft
from ethreader.publishing.draft_service import Typed, save_draft
from ethreader.web.current import now
from ethreader.web.http import see_other
from ethreader.web.said_once import to_be_said


def may_add_file(**_draft: str) -> ResponseReturnValue:
    """Say to the server that it may read a file from this visitor."""
    return "", 204


def add_file(public_id: str) -> ResponseReturnValue:
    """Save the draft with one more file in it; or the draft alone, and say what is wrong."""
    kind, typed = read_posted(public_id, request.form)
    new = read_new_file(kind, request.form, request.files)
    made = make(new)
    try:
        draft = _saved(_with_file(typed, new, made), made)
    except DomainError as problem:
        db.session.rollback()
        made.throw_away()
        return refused_page(kind, typed, problem, editor_id=current_moderator().id)
    if mistakes_in(new, made):
        return _told(kind, draft, new, made)
    told: dict[str, Any] = {"focus": f"{new.place}{FILE}", "done": "added", "once": to_be_said()}
    return see_other(url_for("content.draft", public_id=draft.public_id, **told))


def _with_file(typed: Typed, new: NewFile, made: Made) -> Typed:
    """Return what was typed with the file in its place; a text waits for all words."""
    if not made.file or (new.missing and not new.is_own):
        return typed
    return replace(typed, values=new.put_into(typed.values, made.file))


def _saved(typed: Typed, made: Made) -> ContentDraft:
    begin_moderator_transaction()
    made.take_in()
    draft = save_draft(typed, moderator=current_moderator(), now=now())
    db.session.commit()
    return draft


def _told(kind: DeskKind, draft: ContentDraft, new: NewFile, made: Made) -> ResponseReturnValue:
    page = page_of_draft(kind, draft, editor_id=current_moderator().id)
    kept = {} if new.is_document else {new.place: made.file}
    return show_form(replace(page, mistakes=mistakes_in(new, made), kept=kept), status=422)


def picture(name: str, width: int, ending: str) -> ResponseReturnValue:
    """Give a picture in one width and format, whether readers see it or not."""
    return picture_response(name, width, ending)


def document(name: str) -> ResponseReturnValue:
    """Give a document to be downloaded, whether readers see it or not."""
    return document_response(name)
