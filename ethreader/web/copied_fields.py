"""The fields of a form that comes in all the time: made once, copied, and checked where need be.

WTForms makes each field of each form anew, its label, its flags and its filters, also those of
which nothing was sent. That took longer than all that is then asked of the fields. It also asks
five functions of each field for what is wrong with it, though most have nothing that could be.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import Field, Form, StringField, ValidationError
from wtforms.validators import StopValidation

from ethreader.web.forms import PostedForm

NOTHING: MultiDict[str, str] = MultiDict()
# What a kind of field is asked for; one that checks nothing itself has these of all fields.
OF_ANY_FIELD = (Field.validate, Field.pre_validate, Field.post_validate)
# How a text takes in what was sent.
OF_ANY_TEXT = (Field.process, Field.process_data, StringField.process_formdata)

OWN = "validate_"
"""and the name of a field: the check that a form has for it"""

Check = Callable[[Any, Any], object]

_unsent: dict[Any, Field] = {}


class CopyingForm(PostedForm):
    """A form of fields without choices; each begins as one of which nothing was sent."""

    class Meta:
        """What WTForms asks for by this name."""

        def bind_field(self, form: Any, unbound_field: Any, options: Any) -> Field:
            """Return a copy of the field, which belongs to the form."""
            key = (unbound_field, options["name"], options["prefix"])
            unsent = _unsent.get(key)
            if unsent is None:
                unsent = unbound_field.bind(form=None, _meta=self, **options)
                unsent.process(NOTHING)
                _unsent[key] = unsent
            copied: Field = object.__new__(type(unsent))  # Called as a class, it waits for a form.
            copied.__dict__ = vars(unsent) | {"_form": form, "meta": self}
            return copied

    def process(
        self, formdata: Any = None, obj: Any = None, data: Any = None, **others: Any
    ) -> None:
        """Fill the form with what was sent, or else with what is given."""
        sent = self.meta.wrap_formdata(self, formdata)
        if sent is not None and obj is None and data is None and not others:
            for field in self._fields.values():
                if field.name in sent or field.raw_data:
                    _fill(field, sent)
            return
        for field in self:
            field.raw_data = None
        super().process(sent, obj, data=data, **others)

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        """Check the fields that something can be wrong with."""
        this: Any = type(self)
        extra, own = extra_validators or {}, _own_checks(this)
        is_sound = True
        for name, field in self._fields.items():
            kind: Any = type(field)
            checks = (*extra.get(name, ()), *own.get(name, ()))
            if field.validators or not _checks_nothing(kind):
                is_sound = field.validate(self, checks) and is_sound
            else:
                field.errors = list(field.process_errors)
                _run(checks, self, field)
                is_sound = is_sound and not field.errors
        return is_sound


def _fill(field: Field, sent: MultiDict[str, str]) -> None:
    """Give a field what was sent of it, where it is a text, in fewer steps than WTForms takes."""
    kind: Any = type(field)
    if not (_is_text(kind) and sent.getlist(field.name)):
        field.process(sent)
        return
    field.process_errors = []
    field.raw_data = sent.getlist(field.name)
    field.data = field.raw_data[0]
    try:
        for change in field.filters:
            field.data = change(field.data)
    except ValueError as problem:
        field.process_errors.append(problem.args[0])


def _run(checks: Iterable[Check], form: Form, field: Field) -> None:
    for check in checks:
        try:
            check(form, field)
        except StopValidation as stop:
            field.errors += filter(None, stop.args[:1])
            return
        except ValidationError as problem:
            field.errors.append(problem.args[0])


@cache
def _own_checks(form: Any) -> Mapping[str, tuple[Check, ...]]:
    """Return the checks that a form has for its fields, by their names."""
    found = {
        name.removeprefix(OWN): getattr(form, name) for name in dir(form) if name.startswith(OWN)
    }
    return {name: (check,) for name, check in found.items() if check is not None}


@cache
def _checks_nothing(kind: Any) -> bool:
    return (kind.validate, kind.pre_validate, kind.post_validate) == OF_ANY_FIELD


@cache
def _is_text(kind: Any) -> bool:
    return (kind.process, kind.process_data, kind.process_formdata) == OF_ANY_TEXT
