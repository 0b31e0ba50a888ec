"""The fields of a form that comes in all the time: made once, copied, and checked where need be.

WTForms makes each field of each form anew, its label, its flags and its filters, also those of
which nothing was sent. That took longer than all that is then asked of the fields. It also asks
five functions of each field for what is wrong with it, though most have nothing that could be.
"""

from collections.abc import Mapping
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import Field

from ethreader.web.forms import PostedForm

NOTHING: MultiDict[str, str] = MultiDict()
# What a kind of field is asked for; one that checks nothing itself has these of all fields.
OF_ANY_FIELD = (Field.validate, Field.pre_validate, Field.post_validate)

_unsent: dict[Any, Field] = {}


class CopyingForm(PostedForm):
    """A form of fields without choices; each begins as one of which nothing was sent."""

    class Meta:
        """What WTForms asks for by this name."""

        def bind_field(self, form: Any, unbound_field: Any, options: Any) -> Field:
            """Return a copy of the field, which belongs to the form."""
            unsent = _unsent.get(unbound_field)
            if unsent is None:
                unsent = _unsent[unbound_field] = unbound_field.bind(
                    form=None, _meta=self, **options
                )
                unsent.process(NOTHING)
            copied: Field = object.__new__(type(unsent))  # Called as a class, it waits for a form.
            copied.__dict__ = vars(unsent) | {"_form": form, "meta": self}
            return copied

    def process(
        self, formdata: Any = None, obj: Any = None, data: Any = None, **others: Any
    ) -> None:
        """Fill the form with what was sent, or else with what is given."""
        sent = self.meta.wrap_formdata(self, formdata)
        if sent is not None and obj is None and data is None and not others:
            for field in self:
                if field.name in sent:
                    field.process(sent)
            return
        for field in self:
            field.raw_data = None
        super().process(sent, obj, data=data, **others)

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        """Check the fields that something can be wrong with."""
        extra = extra_validators or {}
        is_sound = True
        for name, field in self._fields.items():
            own = getattr(type(self), f"validate_{name}", None)
            checks = [*extra.get(name, ()), *([own] if own else ())]
            kind = type(field)
            of_kind = (kind.validate, kind.pre_validate, kind.post_validate)
            if checks or field.validators or field.process_errors or of_kind != OF_ANY_FIELD:
                is_sound = field.validate(self, checks) and is_sound
            else:
                field.errors = []
        return is_sound
