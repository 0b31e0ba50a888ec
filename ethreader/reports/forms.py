"""The shape of a report. There is no field for anything about the reader."""

import unicodedata

from wtforms import StringField, TextAreaField, ValidationError

from ethreader.comments.forms import one_newline
from ethreader.i18n.formats import format_number
from ethreader.i18n.texts import gettext, lazy_gettext
from ethreader.reports.models import NOTE_LIMIT, Concern
from ethreader.reports.service import Complaint
from ethreader.web.forms import PostedForm

CONCERN_LABELS = {
    Concern.PERSON: lazy_gettext("It says who or where somebody is"),
    Concern.HURTFUL: lazy_gettext("It threatens or insults somebody"),
    Concern.ADVERTISING: lazy_gettext("It is spam or advertising"),
    Concern.OTHER: lazy_gettext("Something else"),
}


class ReportForm(PostedForm):
    """What is wrong with a comment."""

    concern = StringField("What is wrong with it?")
    note = TextAreaField("Anything else the moderators should know", filters=[one_newline])

    def validate_concern(self, field: StringField) -> None:
        """One of those that are offered."""
        if field.data not in set(Concern):
            message = gettext("Choose what is wrong with the comment.")
            raise ValidationError(message)

    def validate_note(self, field: TextAreaField) -> None:
        """Short, and of characters that can be shown."""
        text = field.data or ""
        if len(text) > NOTE_LIMIT:
            message = gettext(
                "Shorten the note: it can have %(limit)s characters.",
                limit=format_number(NOTE_LIMIT),
            )
            raise ValidationError(message)
        if any(unicodedata.category(char) == "Cc" and char not in "\n\t" for char in text):
            message = gettext(
                "The note contains invisible control characters. Type it anew, please."
            )
            raise ValidationError(message)

    def complaint(self) -> Complaint:
        """Return what a valid form says."""
        return Complaint(
            concern=Concern(str(self.concern.data)), note=(self.note.data or "").strip()
        )
