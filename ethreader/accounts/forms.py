"""The shape of signing in."""

from collections.abc import Collection
from typing import Any

from wtforms import HiddenField, PasswordField, StringField, ValidationError
from wtforms.validators import EqualTo, InputRequired, Length

from ethreader.accounts.passwords import PASSWORD_MAX, PASSWORD_MIN
from ethreader.accounts.strength import is_easy_to_guess
from ethreader.base.invisible import clean_line
from ethreader.i18n.texts import gettext, lazy_gettext
from ethreader.web.forms import PostedForm


class SignInForm(PostedForm):
    """Name and password. Without a session there is no token; the same-origin check guards it."""

    unsent = HiddenField()  # What was typed when the session was over: see `unsent`.
    name = StringField(
        "Name",
        filters=[clean_line],
        validators=[
            InputRequired(lazy_gettext("Enter your name")),
            Length(max=80, message=lazy_gettext("Enter a shorter text")),
        ],
    )
    password = PasswordField(
        "Password",
        validators=[
            InputRequired(lazy_gettext("Enter your password")),
            Length(max=PASSWORD_MAX, message=lazy_gettext("Enter a shorter text")),
        ],
    )

    def validate_name(self, field: Any) -> None:
        """A name is one visible line; nothing else is worth a look into the database."""
        if not field.data.isprintable():
            message = gettext("Enter your name exactly as it was given to you")
            raise ValidationError(message)


class PasswordForm(PostedForm):
    """A new password, twice. The secret in its URL is its token."""

    own_words: Collection[str] = ()  # That a guesser of this site tries first.

    password = PasswordField(
        "New password",
        validators=[
            InputRequired(lazy_gettext("Enter a password")),
            Length(max=PASSWORD_MAX, message=lazy_gettext("Use at most %(max)d characters")),
            Length(
                min=PASSWORD_MIN,
                message=lazy_gettext(
                    "Use at least %(min)d characters. "
                    "Four or five unrelated words make a good password."
                ),
            ),
        ],
    )
    again = PasswordField(
        "Confirm password",
        validators=[EqualTo("password", lazy_gettext("Enter the same password in both fields"))],
    )

    def validate_password(self, field: Any) -> None:
        """Refuse what is long but no secret; what is too long is not looked at."""
        if field.errors:
            return
        if len(set(field.data)) < 5:
            message = gettext("Use more than a few different characters")
            raise ValidationError(message)
        if is_easy_to_guess(field.data, self.own_words):
            message = gettext(
                "This password is easy to guess: it is common, repeats itself, or consists of "
                "your name or this site’s name. Choose four or five words that have nothing to "
                "do with each other."
            )
            raise ValidationError(message)
