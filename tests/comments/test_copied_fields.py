"""A form's fields are copies: as WTForms would make them, and nobody else's."""

from typing import Any

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from ethreader.comments.form_page import comment_form
from ethreader.comments.forms import CommentForm
from ethreader.web.forms import PostedForm

SENT = [{}, {"body": "Well  said.", "notify": "y"}, {"name": "", "key": "1", "odd": "2"}]


def facts_of(field: Any) -> dict[str, Any]:
    names = ("name", "id", "data", "raw_data", "object_data", "errors", "process_errors")
    return {"label": str(field.label.text), **{name: getattr(field, name) for name in names}}


def made_anew(form: CommentForm, **values: Any) -> list[dict[str, Any]]:
    """Return what WTForms itself makes of the fields."""
    names = [field.name for field in form]
    plain = type("Plain", (PostedForm,), {name: getattr(CommentForm, name) for name in names})
    return [facts_of(field) for field in plain(**values)]


@pytest.mark.parametrize("sent", SENT, ids=["nothing", "a text", "an empty name"])
def test_fields_are_what_wtforms_makes_of_what_was_sent(app: Flask, sent: dict[str, str]) -> None:
    with app.test_request_context():
        form = comment_form(formdata=MultiDict(sent))

        assert [facts_of(field) for field in form] == made_anew(form, formdata=MultiDict(sent))
        assert all(field.meta is form.meta for field in form)


@pytest.mark.parametrize("given", [{}, {"parent_id": "0" * 16}, {"data": {"name": " Mira "}}])
def test_fields_are_what_wtforms_makes_of_what_is_given(app: Flask, given: dict[str, Any]) -> None:
    with app.test_request_context():
        form = comment_form(formdata=None, **given)

        assert [facts_of(field) for field in form] == made_anew(form, formdata=None, **given)


def test_what_becomes_of_one_form_is_not_seen_in_the_next(app: Flask) -> None:
    with app.test_request_context():
        first = comment_form(formdata=MultiDict({"name": "Mira", "body": " "}))
        assert not first.validate()
        assert (first.name.data, bool(first.body.errors)) == ("Mira", True)
        first.place.data = "0" * 16

        second = comment_form(formdata=MultiDict())

        assert [facts_of(field) for field in second] == made_anew(second, formdata=MultiDict())
