"""A form's fields are copies: as WTForms would make and check them, and nobody else's."""

from typing import Any

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict
from wtforms import IntegerField, StringField, ValidationError
from wtforms.validators import InputRequired, StopValidation

from ethreader.comments.form_page import comment_form
from ethreader.comments.forms import CommentForm
from ethreader.web.copied_fields import CopyingForm
from ethreader.web.forms import PostedForm

OWN = ["validate_of_form", "validate_stopped"]
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


class ChecksItself(StringField):  # type: ignore[misc]
    def pre_validate(self, form: Any) -> None:
        raise ValidationError("Before the others.")


class ReadsItself(StringField):  # type: ignore[misc]
    def process_formdata(self, valuelist: list[str]) -> None:
        raise ValueError("Unreadable.")


def refuse_text(text: str | None) -> str | None:
    """Filter out what no field takes."""
    if text == "!":
        raise ValueError("No such text.")
    return text and text.strip()


class AllKinds(CopyingForm):
    """A field for each place where something can be found wrong."""

    filtered = StringField(filters=[refuse_text, refuse_text])
    read = ReadsItself()
    stopped = StringField()

    nothing = StringField()
    of_form = StringField()
    of_field = StringField(validators=[InputRequired("Give it.")])
    of_kind = ChecksItself()
    as_sent = IntegerField()

    def validate_of_form(self, field: StringField) -> None:
        raise ValidationError("Of the form.")

    def validate_stopped(self, field: StringField) -> None:
        raise StopValidation(*filter(None, [field.data]))


WRONG = [
    {},
    {"as_sent": "x", "nothing": "y"},
    {"of_field": "z"},
    {"filtered": "!", "read": "a", "stopped": "At once."},
    {"filtered": " ! ", "read": "", "stopped": ""},
]


@pytest.mark.parametrize("sent", WRONG)
def test_wrong_is_what_wtforms_finds_wrong(app: Flask, sent: dict[str, str]) -> None:
    def refuse(_form: Any, _field: Any) -> None:
        raise ValidationError("From outside.")

    with app.test_request_context():
        for extra in (None, {"nothing": [refuse], "of_form": [refuse], "stopped": [refuse]}):
            form = AllKinds(formdata=MultiDict(sent))
            parts = {name: getattr(AllKinds, name) for name in [*form.data, *OWN]}
            plain = type("Plain", (PostedForm,), parts)(formdata=MultiDict(sent))

            assert form.validate(extra) is plain.validate(extra) is False
            assert [facts_of(field) for field in form] == [facts_of(field) for field in plain]


class Counted(CopyingForm):
    number = IntegerField()


def test_what_was_wrong_is_not_once_it_is_mended(app: Flask) -> None:
    with app.test_request_context():
        form = Counted(formdata=MultiDict({"number": "x"}))
        assert not form.validate()
        assert form.number.errors

        form.process(MultiDict({"number": "1"}))

        assert form.validate()
        assert form.errors == {}
