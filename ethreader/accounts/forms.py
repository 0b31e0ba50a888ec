"""The shape of signing in."""

from collections.abc import Collection
from typing import Any

from wtforms import HiddenField, PasswordField, StringField, ValidationError
from wtforms.validators import EqualTo, InputRequired, Length

from ethreader.accounts.passwords import PASSWORD_MAX, PASSWORD_MIN
from ethreader.accounts.strength import is_easy_to_guess, own_words
from ethreader.base.invisible import clean_line, has_visible
from ethreader.i18n.texts import gettext, lazy_gettext
from ethreader.web.current import settings
from ethreader.web.forms import PostedForm
from ethreader.web.site_facts import site

CODE_MAX = 40  # Characters of a code of the second step, however it is grouped.


def words_around(name: str) -> frozenset[str]:
    """Return what a guesser tries first of a password that somebody of this site chooses."""
    return own_words(settings().site_name, site().name, name, url=settings().base_url)


class SignInForm(PostedForm):
    """Name and password. Without a session there is no token; the same-origin check guards it."""

    unsent = HiddenField()  # What was typed when the session was over: see `unsent`.
    next = HiddenField()  # Where somebody was going then: see `way_back`.
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

    code = StringField(
        "Code", validators=[Length(max=CODE_MAX, message=lazy_gettext("Enter a shorter text"))]
    )

    def validate_name(self, field: Any) -> None:
        """A name is one visible line; nothing else is worth a look into the database."""
        if not field.data.isprintable():
            message = gettext("Enter your name exactly as it was given to you")
            raise ValidationError(message)


class ProofForm(PostedForm):
    """The password of who is signed in already, before something dangerous."""

    proof_password = PasswordField(
        "Your password",
        validators=[
            InputRequired(lazy_gettext("Enter your password")),
            Length(max=PASSWORD_MAX, message=lazy_gettext("Enter a shorter text")),
        ],
    )

    proof_code = StringField(
        "Code", validators=[Length(max=CODE_MAX, message=lazy_gettext("Enter a shorter text"))]
    )

    @property
    def is_sent(self) -> bool:
        """Whether this form was sent, and not the one that it stands before."""
        return bool(self.proof_password.raw_data)


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


class FirstForm(PasswordForm):
    """The name and password of a site's first moderator."""

    name = SignInForm.name

    def validate_name(self, field: Any) -> None:
        """A name is one visible line."""
        if not field.data.strip().isprintable() or not has_visible(field.data):
            message = gettext("Enter a name of letters that can be seen and typed")
            raise ValidationError(message)


class OwnPasswordForm(PasswordForm):
    """Another password of who is signed in."""

    current = PasswordField(
        "Current password",
        validators=[
            InputRequired(lazy_gettext("Enter your password")),
            Length(max=PASSWORD_MAX, message=lazy_gettext("Enter a shorter text")),
        ],
    )
    code = StringField(
        "Code", validators=[Length(max=CODE_MAX, message=lazy_gettext("Enter a shorter text"))]
    )
