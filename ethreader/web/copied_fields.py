"""The fields of a form that comes in all the time: made once, and then copied.

WTForms makes each field of each form anew, its label, its flags and its filters, also those of
which nothing was sent. That took longer than all that is then asked of the fields.
"""

from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import Field

from ethreader.web.forms import PostedForm

NOTHING: MultiDict[str, str] = MultiDict()

_unsent: dict[Any, Field] = {}


class CopyingForm(PostedForm):
    """A form of fields without choices; each begins as one of which nothing was sent."""

    class Meta:
        """What WTForms asks for by this name."""

        def bind_field(self, form: Any, unbound_field: Any, options: Any) -> Field:
            """Return a copy of the field, which belongs to the form."""
            if unbound_field not in _unsent:
                field = unbound_field.bind(form=None, _meta=self, **options)
                field.process(NOTHING)
                _unsent[unbound_field] = field
            return _copied(_unsent[unbound_field], form)

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


def _copied(field: Field, form: Any) -> Field:
    copied: Field = object.__new__(type(field))  # Called as a class, it waits for a form.
    copied.__dict__ = vars(field) | {"_form": form, "meta": form.meta}
    return copied
