"""The shape of a comment as it comes in. Nothing here writes, and the email goes nowhere."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from wtforms import BooleanField, HiddenField, StringField, TextAreaField, ValidationError

from ethreader.base.invisible import clean_line, clean_text, has_visible, without_blank_edges
from ethreader.comments.drafts import BODY_LIMIT, NAME_LIMIT, Draft
from ethreader.comments.personal_data import (
    NamedPassage,
    PersonalDataTakenOut,
    PersonalDataTyped,
    named_passages,
)
from ethreader.contacts.emails import EmailFault, EmailRefused, normalise_email
from ethreader.i18n.formats import format_number
from ethreader.i18n.texts import gettext, lazy_gettext, ngettext
from ethreader.screening.flags import PERSONAL_DATA, Flag
from ethreader.screening.own_contacts_held import own_contacts
from ethreader.screening.passages import without_passages
from ethreader.web.copied_fields import CopyingForm

CHECKED_FIELDS = ("name", "email", "body")
KEY_SHAPE = re.compile(r"[A-Za-z0-9-]{16,64}")


class TextForm(CopyingForm):
    """A name and a text, by the rules that hold for all comments."""

    body_limit = BODY_LIMIT
    name_limit = NAME_LIMIT

    # In the order of the page, which is the order of the error summary.
    body = TextAreaField("Comment", filters=[clean_text])
    name = StringField("Name", filters=[clean_line])
    as_is = HiddenField()  # Set by who keeps what leads to persons, knowingly.
    take_out = HiddenField()  # Set by who wants it taken out.

    @property
    def typed_name(self) -> str:
        """The name of a valid form; empty where none of it can be seen."""
        name = (self.name.data or "").strip()
        return name if has_visible(name) else ""

    @property
    def typed_body(self) -> str:
        """The text of a valid form."""
        return without_blank_edges(self.body.data)

    def ask_about(self, flags: Sequence[Flag]) -> None:
        """Raise a `PersonalDataTyped` unless the writer knowingly keeps what leads to persons.

        Where they want it taken out, that is done to what the form comes back with.
        """
        if self.as_is.data or not PERSONAL_DATA.intersection(flags):
            return
        typed = PersonalDataTyped(self.personal_in("name", "body"))
        if not self.take_out.data:
            raise typed
        own = own_contacts.here()
        self.name.data = without_passages(self.typed_name, instead="", own=own).strip()
        self.body.data = without_passages(self.typed_body, own=own)
        raise PersonalDataTakenOut(typed.found)

    def personal_in(self, *fields: str) -> list[NamedPassage]:
        """Return what leads to persons in some fields; nothing once its writer keeps it."""
        if self.as_is.data:
            return []
        typed = {"name": self.typed_name, "body": self.typed_body}
        texts = (typed[each] for each in fields if each in typed)
        return named_passages(*texts, own=own_contacts.here())

    def validate_name(self, field: StringField) -> None:
        """Short, or none at all."""
        text = field.data or ""
        if len(text) > NAME_LIMIT:
            excess = len(text) - NAME_LIMIT
            message = ngettext(
                "Shorten the name by %(num)s character: it can have %(limit)s",
                "Shorten the name by %(num)s characters: it can have %(limit)s",
                excess,
                limit=format_number(NAME_LIMIT),
            )
            raise ValidationError(message)

    def validate_body(self, field: TextAreaField) -> None:
        """Something to read, of a length that a person can review."""
        text = field.data or ""
        if not has_visible(text):
            raise ValidationError(self.words_for_nothing())
        if len(text) > BODY_LIMIT:
            raise ValidationError(self.words_for_too_much(len(text) - BODY_LIMIT))

    def words_for_nothing(self) -> str:
        """Ask for the text, by the name of its field."""
        return gettext("Enter a comment")

    def words_for_too_much(self, excess: int) -> str:
        """Say how much is too much, by the name of the field."""
        return ngettext(
            "Shorten the comment by %(num)s character: it can have %(limit)s",
            "Shorten the comment by %(num)s characters: it can have %(limit)s",
            excess,
            limit=format_number(BODY_LIMIT),
        )


class CommentForm(TextForm):
    """What a reader types. The form token and the same-origin check guard it."""

    email = StringField("Email", filters=[clean_line])
    notify = BooleanField(lazy_gettext("Email me when my comment is published or someone replies"))
    parent_id = HiddenField()
    # The comment in whose place for replies the form stands, though it is none (any more).
    place = HiddenField()
    stamp = HiddenField()
    key = HiddenField()
    altcha = HiddenField()  # A proof of work, or a word where a script could not do it.

    def __init__(self, *args: Any, email_is_required: bool, **kwargs: Any) -> None:
        self.email_is_required = email_is_required
        super().__init__(*args, **kwargs)

    def validate_only(self, name: str) -> bool:
        """Check one field as `validate` would, and leave the others in peace."""
        self.validate()
        for other, field in self._fields.items():
            if other != name:
                field.errors = ()
        return not self[name].errors

    def validate_email(self, field: StringField) -> None:
        """Check an email for its form alone: no network look-up tells anyone about it."""
        text = field.data or ""
        if not has_visible(text):
            if self.email_is_required or self.notify.data:
                message = gettext("Enter your email address. It will not be published.")
                raise ValidationError(message)
            return
        try:
            normalise_email(text)
        except EmailRefused as problem:
            raise ValidationError(sentence_on(problem.fault)) from None

    def email_to_seal(self) -> str | None:
        """Return the email to be sealed: none without the wish to be told something."""
        text = self.email.data or ""
        return normalise_email(text) if self.notify.data and has_visible(text) else None

    def draft(self, *, stamped_at: datetime) -> Draft:
        """Return what is kept of a valid form. The email is not."""
        key = self.key.data or ""
        return Draft(
            name=self.typed_name,
            body=self.typed_body,
            parent=self.parent_id.data or None,
            idempotency_key=key if KEY_SHAPE.fullmatch(key) else None,
            stamped_at=stamped_at,
        )


def sentence_on(fault: EmailFault) -> str:
    """Return what to do about an email that nothing can be sent to."""
    if fault is EmailFault.BEYOND_ASCII:
        return gettext(
            "Enter a different email address: we can’t send to one with letters like é or ж "
            "before the @"
        )
    return gettext("Enter an email address like name@example.org")
