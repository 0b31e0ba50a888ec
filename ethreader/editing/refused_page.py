"""The form again where a rule said no: with everything that was typed, and what stands against it.

What was seen by then counts as seen: who presses the same button again means it.
"""

from dataclasses import replace

from flask import Response

from ethreader.base.errors import DomainError
from ethreader.editing.form_page import FormPage, page_of_typed, show_form
from ethreader.editing.kinds import DeskKind
from ethreader.editing.service import NewerVersion
from ethreader.editing.value_differences import differing_fields
from ethreader.editing.version_reading import values_of_version
from ethreader.publishing.draft_service import DraftChanged, Typed
from ethreader.web.error_pages import status_of, with_retry_after


def refused_page(kind: DeskKind, typed: Typed, problem: DomainError, *, editor_id: int) -> Response:
    """Show the form, with the difference to a text that stands against it."""
    page = _page(kind, typed, problem, editor_id)
    response = show_form(replace(page, problem=problem.sentence), status=status_of(problem))
    return with_retry_after(response, problem)


def _page(kind: DeskKind, typed: Typed, problem: DomainError, editor_id: int) -> FormPage:
    shapes = kind.shapes.values()
    if isinstance(problem, DraftChanged):
        draft = problem.draft
        seen = replace(typed, public_id=draft.public_id, save_number=draft.save_number)
        differences = differing_fields(shapes, draft.values, typed.values)
        return replace(page_of_typed(kind, seen, editor_id=editor_id), differences=differences)
    if isinstance(problem, NewerVersion):
        seen = replace(typed, based_on=problem.version.number)
        theirs = values_of_version(kind, problem.version)
        differences = differing_fields(shapes, theirs, typed.values)
        return replace(page_of_typed(kind, seen, editor_id=editor_id), differences=differences)
    return page_of_typed(kind, typed, editor_id=editor_id)
