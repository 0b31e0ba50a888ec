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


class Named(CopyingForm):
    """Fields that are called otherwise where they are sent, and a check that is switched off."""

    key = StringField(name="other")
    text = StringField()
    validate_text = None


SENT_OTHERWISE = [
    MultiDict({"other": "a"}),
    MultiDict({"key": "a"}),
    MultiDict({"p-other": "a", "p-text": "b", "text": "c"}),
    MultiDict([("text", "a"), ("text", "b")]),
]


@pytest.mark.parametrize("sent", SENT_OTHERWISE)
@pytest.mark.parametrize("prefix", ["", "p"])
def test_fields_are_found_by_the_names_that_they_are_sent_under(
    app: Flask, prefix: str, sent: MultiDict[str, str]
) -> None:
    with app.test_request_context():
        plain = type("Plain", (PostedForm,), {"key": Named.key, "text": Named.text})
        for each in (prefix, ""):
            ours, theirs = Named(sent, prefix=each), plain(sent, prefix=each)

            assert ours.validate() is theirs.validate() is True
            assert [facts_of(field) for field in ours] == [facts_of(field) for field in theirs]


def test_name_without_a_value_is_none(app: Flask) -> None:
    sent: MultiDict[str, str] = MultiDict()
    sent.setlist("text", [])

    with app.test_request_context():
        assert Named(sent).text.data is None


def test_form_that_is_filled_again_has_nothing_of_the_first_time(app: Flask) -> None:
    with app.test_request_context():
        form = Named(MultiDict({"text": "a", "other": "b"}))

        form.process(MultiDict({"other": "c"}))

        assert form.data == {"key": "c", "text": None}
