"""The shape of a report. There is no field for anything about the reader."""

import unicodedata

from wtforms import StringField, TextAreaField, ValidationError

from ethreader.comments.forms import one_newline
from ethreader.i18n.formats import format_number
from ethreader.i18n.texts import gettext, lazy_gettext
from ethreader.reports.models import NOTE_LIMIT, ReportReason
from ethreader.reports.service import ReportDraft
from ethreader.web.forms import PostedForm

REPORT_REASON_LABELS = {
    ReportReason.PERSON: lazy_gettext("It reveals someone’s identity or location"),
    ReportReason.HURTFUL: lazy_gettext("It threatens or insults someone"),
    ReportReason.ADVERTISING: lazy_gettext("It is spam or advertising"),
    ReportReason.OTHER: lazy_gettext("Something else"),
}


class ReportForm(PostedForm):
    """What is wrong with a comment."""

    reason = StringField("What is wrong with it?")
    note = TextAreaField("Anything else the moderators should know", filters=[one_newline])

    def validate_reason(self, field: StringField) -> None:
        """One of those that are offered."""
        if field.data not in set(ReportReason):
            message = gettext("Choose what is wrong with the comment")
            raise ValidationError(message)

    def validate_note(self, field: TextAreaField) -> None:
        """Short, and of characters that can be shown."""
        text = field.data or ""
        if len(text) > NOTE_LIMIT:
            message = gettext(
                "Shorten the note: it can have %(limit)s characters",
                limit=format_number(NOTE_LIMIT),
            )
            raise ValidationError(message)
        if any(unicodedata.category(char) == "Cc" and char not in "\n\t" for char in text):
            message = gettext("The note contains invisible control characters. Type it again")
            raise ValidationError(message)

    def complaint(self) -> ReportDraft:
        """Return what a valid form says."""
        return ReportDraft(
            reason=ReportReason(str(self.reason.data)), note=(self.note.data or "").strip()
        )
