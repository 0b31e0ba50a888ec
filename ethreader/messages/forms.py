"""The shape of a message."""

from wtforms import TextAreaField, ValidationError

from ethreader.base.invisible import clean_text, has_visible, without_blank_edges
from ethreader.i18n.formats import format_number
from ethreader.i18n.texts import gettext
from ethreader.messages.service import MESSAGE_LIMIT
from ethreader.web.forms import PostedForm


class MessageForm(PostedForm):
    """A message between author and moderators."""

    message = TextAreaField("Message", filters=[clean_text])

    @property
    def words(self) -> str:
        """What is to be sent."""
        return without_blank_edges(self.message.data)

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
