"""The shape of a message."""

from wtforms import TextAreaField, ValidationError

from ethreader.base.invisible import clean_text, has_visible, without_blank_edges
from ethreader.i18n.formats import format_number
from ethreader.i18n.texts import gettext, ngettext
from ethreader.messages.service import MESSAGE_LIMIT
from ethreader.web.forms import PostedForm


class OptionalMessageForm(PostedForm):
    """A message that goes along with something else, if there is any."""

    message_limit = MESSAGE_LIMIT
    message = TextAreaField("Message", filters=[clean_text])

    @property
    def words(self) -> str:
        """What is to be sent; empty where nobody would see anything."""
        text = str(self.message.data or "")
        return without_blank_edges(text) if has_visible(text) else ""

    def validate_message(self, field: TextAreaField) -> None:
        """Not too long."""
        excess = len(field.data or "") - MESSAGE_LIMIT
        if excess > 0:
            message = ngettext(
                "Shorten the message by %(num)s character: it can have %(limit)s",
                "Shorten the message by %(num)s characters: it can have %(limit)s",
                excess,
                limit=format_number(MESSAGE_LIMIT),
            )
            raise ValidationError(message)


class MessageForm(OptionalMessageForm):
    """A message between author and moderators."""

    def validate_message(self, field: TextAreaField) -> None:
        """Something to read, not too long."""
        if not has_visible(field.data or ""):
            message = gettext("Enter a message")
            raise ValidationError(message)
        super().validate_message(field)
