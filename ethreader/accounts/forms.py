"""The shape of signing in."""

from typing import Any

from flask_wtf import FlaskForm
from wtforms import PasswordField, StringField, ValidationError
from wtforms.validators import EqualTo, InputRequired, Length

from ethreader.accounts.service import PASSWORD_MAX, PASSWORD_MIN


class SignInForm(FlaskForm):
    """Name and password. Without a session there is no token; the same-origin check guards it."""

    class Meta:
        csrf = False

    name = StringField(
        "Name",
        validators=[InputRequired("Enter your name."), Length(max=80, message="That is too long.")],
    )
    password = PasswordField(
        "Password",
        validators=[
            InputRequired("Enter your password."),
            Length(max=PASSWORD_MAX, message="That is too long."),
        ],
    )


class PasswordForm(FlaskForm):
    """A new password, twice. The secret in its address is its token."""

    class Meta:
        csrf = False

    password = PasswordField(
        "New password",
        validators=[
            InputRequired("Enter a password."),
            Length(
                min=PASSWORD_MIN,
                max=PASSWORD_MAX,
                message=f"Use at least {PASSWORD_MIN} characters. "
                "Four or five unrelated words make a good password.",
            ),
        ],
    )
    again = PasswordField(
        "The same password again",
        validators=[EqualTo("password", "The two passwords are not the same.")],
    )

    def validate_password(self, field: Any) -> None:
        """Refuse what is long but no secret."""
        if len(set(field.data)) < 5:
            message = "Use more than a few different characters."
            raise ValidationError(message)
