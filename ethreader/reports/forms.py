"""The shape of a report. There is no field for anything about the reader."""

from wtforms import StringField, TextAreaField, ValidationError

from ethreader.base.invisible import clean_text, without_blank_edges
from ethreader.i18n.formats import format_number
from ethreader.i18n.texts import gettext
from ethreader.reports.models import NOTE_LIMIT, ReportReason
from ethreader.reports.service import ReportDraft
from ethreader.web.forms import PostedForm


class ReportForm(PostedForm):
    """What is wrong with a comment."""

    reasons = tuple(ReportReason)
    note_limit = NOTE_LIMIT
    reason = StringField("What is wrong with it?")
    note = TextAreaField("Anything else the moderators should know", filters=[clean_text])

    def validate_reason(self, field: StringField) -> None:
        """One of those that are offered."""
        if field.data not in set(ReportReason):
            message = gettext("Choose what is wrong with the comment")
            raise ValidationError(message)

    def validate_note(self, field: TextAreaField) -> None:
        """Short, or none at all."""
        text = field.data or ""
        if len(text) > NOTE_LIMIT:
            message = gettext(
                "Shorten the note: it can have %(limit)s characters",
                limit=format_number(NOTE_LIMIT),
            )
            raise ValidationError(message)

    def complaint(self) -> ReportDraft:
        """Return what a valid form says."""
        return ReportDraft(
            reason=ReportReason(str(self.reason.data)), note=without_blank_edges(self.note.data)
        )
