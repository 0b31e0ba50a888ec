"""The shape of setting up a second step."""

from typing import Any

from flask import current_app
from wtforms import HiddenField, StringField, ValidationError
from wtforms.validators import InputRequired, Length

from ethreader.accounts.forms import CODE_MAX
from ethreader.accounts.passkeys import CREDENTIAL_MAX
from ethreader.accounts.totp import matching_step, new_secret
from ethreader.base.invisible import clean_line
from ethreader.base.sealing import open_bytes, seal_bytes
from ethreader.i18n.texts import gettext, lazy_gettext
from ethreader.web.current import now
from ethreader.web.forms import PostedForm

SECONDS = 3600  # For which a secret that is shown can be taken.
PURPOSE = b"new-totp"


class AppForm(PostedForm):
    """The first code of an app; the secret comes along sealed, so that nothing is kept before."""

    opened = ""  # The secret, once the form is valid.
    step = 0

    sealed = HiddenField(validators=[Length(max=500)])
    code = StringField(
        "Code",
        validators=[
            InputRequired(lazy_gettext("Enter the code that the app shows")),
            Length(max=CODE_MAX, message=lazy_gettext("Enter a shorter text")),
        ],
    )

    def secret(self) -> str:
        """Return the secret to be shown: the one that was shown before, or a new one."""
        site_key = str(current_app.secret_key)
        sealed, at = str(self.sealed.data or ""), now()
        found = open_bytes(sealed, purpose=PURPOSE, seconds=SECONDS, secret=site_key, now=at)
        if found is not None:
            return found.decode()
        made = new_secret()
        self.sealed.data = seal_bytes(made.encode(), purpose=PURPOSE, secret=site_key, now=at)
        return made

    def validate_code(self, field: Any) -> None:
        """Take the code of the secret that was shown, and no other."""
        secret = self.secret()
        step = matching_step(secret, "".join(field.data.split()), now=now())
        if step is None:
            message = gettext(
                "This code does not fit. Wait for the next one; if that does not fit either, check "
                "that your phone shows the right time."
            )
            raise ValidationError(message)
        self.opened, self.step = secret, step


class PasskeyForm(PostedForm):
    """What a browser sends of a passkey, and how its holder calls it."""

    challenge = HiddenField(validators=[Length(max=500)])
    credential = HiddenField(
        validators=[
            InputRequired(lazy_gettext("The passkey could not be added. Please try again.")),
            Length(max=CREDENTIAL_MAX),
        ]
    )


class PasskeyProofForm(PostedForm):
    """A passkey of who is signed in already, before something dangerous."""

    proof_challenge = HiddenField(validators=[Length(max=500)])
    proof_credential = HiddenField(validators=[InputRequired(), Length(max=CREDENTIAL_MAX)])

    @property
    def is_sent(self) -> bool:
        """Whether this form was sent, and not the one that it stands before."""
        return bool(self.proof_credential.data)


class NewPasskeyForm(PasskeyForm):
    """A passkey that is to be added."""

    label = StringField(
        "What you call it",
        filters=[clean_line],
        validators=[
            InputRequired(lazy_gettext("Enter a name, such as “phone”")),
            Length(max=60, message=lazy_gettext("Enter a shorter text")),
        ],
    )
