"""The shape of a moderator's wish to be mailed how much waits."""

from typing import Any

from wtforms import StringField, ValidationError
from wtforms.validators import AnyOf

from ethreader.alerts.choices import NEVER, Pace
from ethreader.base.invisible import clean_line, has_visible
from ethreader.comments.forms import sentence_on
from ethreader.contacts.emails import EmailRefused, normalise_email
from ethreader.i18n.texts import gettext, lazy_gettext
from ethreader.web.forms import PostedForm

PACES = (*(pace.value for pace in Pace), NEVER)


class DigestForm(PostedForm):
    """How often, and where to; an email that is given takes the place of the one before."""

    has_email = False  # There is one already.

    pace = StringField("Pace", validators=[AnyOf(PACES, lazy_gettext("Choose how often"))])
    email = StringField("Email", filters=[clean_line])

    def validate_email(self, field: Any) -> None:
        """Check an email for its form alone: no network look-up tells anyone about it."""
        if self.pace.data == NEVER:
            return
        if not has_visible(field.data or ""):
            if not self.has_email:
                raise ValidationError(gettext("Enter your email address"))
            return
        try:
            normalise_email(field.data)
        except EmailRefused as problem:
            raise ValidationError(sentence_on(problem.fault)) from None

    @property
    def chosen(self) -> Pace | None:
        """How often, of a valid form; none for never."""
        return None if self.pace.data == NEVER else Pace(self.pace.data)

    @property
    def new_email(self) -> str | None:
        """The email that a valid form gives, if it does."""
        text = self.email.data or ""
        return normalise_email(text) if has_visible(text) else None
