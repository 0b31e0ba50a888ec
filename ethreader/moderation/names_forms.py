"""The shape of a name that a moderator protects."""

from wtforms import StringField, ValidationError
from wtforms.validators import InputRequired, Length

from ethreader.base.invisible import clean_line
from ethreader.i18n.texts import gettext, lazy_gettext
from ethreader.screening.protected_models import LABEL_LIMIT
from ethreader.screening.protected_names import LONGEST, words_of
from ethreader.web.forms import PostedForm


class ProtectedNameForm(PostedForm):
    """A name, which is shown never again, and what moderators call it."""

    label_limit = LABEL_LIMIT

    name = StringField(
        filters=[clean_line],
        validators=[
            InputRequired(lazy_gettext("Enter the first name and the last name")),
            Length(max=200, message=lazy_gettext("Enter the first name and the last name")),
        ],
    )
    label = StringField(
        filters=[clean_line],
        validators=[
            InputRequired(lazy_gettext("Enter a label")),
            Length(
                max=LABEL_LIMIT,
                message=lazy_gettext("Shorten the label: it can have 60 characters"),
            ),
        ],
    )

    def validate_name(self, field: StringField) -> None:
        """Refuse a single word, which would hold too many comments, and too many of them."""
        if not 2 <= len(words_of(field.data or "")) <= LONGEST:
            raise ValidationError(gettext("Enter the first name and the last name"))

    def validate_label(self, field: StringField) -> None:
        """Refuse a label that tells what is to be told nowhere."""
        if not set(words_of(self.name.data or "")).isdisjoint(words_of(field.data or "")):
            raise ValidationError(gettext("Choose a label that contains no part of the name"))
