"""The shape of a message."""

from wtforms import TextAreaField, ValidationError

from ethreader.i18n.formats import format_number
from ethreader.i18n.texts import gettext
from ethreader.messages.service import MESSAGE_LIMIT
from ethreader.web.forms import PostedForm, has_control_in_lines, has_visible, one_newline


class MessageForm(PostedForm):
    """A message between author and moderators."""

    message = TextAreaField("Message", filters=[one_newline])

    def validate_message(self, field: TextAreaField) -> None:
        """Something to read, not too long."""
        text = field.data or ""
        if not has_visible(text):
            message = gettext("Enter a message")
            raise ValidationError(message)
        if len(text) > MESSAGE_LIMIT:
            message = gettext(
                "Shorten the message: it can have %(limit)s characters",
                limit=format_number(MESSAGE_LIMIT),
            )
            raise ValidationError(message)
        if has_control_in_lines(text):
            message = gettext("The message contains invisible control characters. Type it again")
            raise ValidationError(message)
