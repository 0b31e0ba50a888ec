"""The base of all forms: what was posted as a form, and nothing else; and questions about text."""

import unicodedata
from typing import Any

from flask import request
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict


class PostedForm(FlaskForm):
    """Reads form fields only: Flask-WTF would take JSON and uploaded files for them too.

    It carries no token of its own. Readers have no cookie for one to ride on; the guard of
    the moderation pages checks the token of every post.
    """

    class Meta:
        """What WTForms asks for by this name."""

        csrf = False

        def wrap_formdata(self, form: FlaskForm, formdata: Any) -> Any:
            """Return the posted fields, unless the form was made from given ones."""
            given = formdata is None or isinstance(formdata, MultiDict)
            return formdata if given else request.form


def one_newline(text: str | None) -> str | None:
    """Return text with ends of lines as one character: browsers send two and count one."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if text else text


def has_visible(text: str) -> bool:
    """Tell whether anything in `text` leaves ink: no control, format or space character does."""
    return any(unicodedata.category(character)[0] not in "CZ" for character in text)


def has_control(text: str) -> bool:
    """Tell whether `text` has control characters, ends of lines and tabs among them."""
    return any(unicodedata.category(character) == "Cc" for character in text)


def has_control_in_lines(text: str) -> bool:
    """Tell whether text of several lines has control characters beside those that lay it out."""
    return has_control(text.replace("\n", "").replace("\t", ""))
