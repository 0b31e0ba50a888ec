"""What a visitor has of a failure: a code, which the log has too, and what was typed."""

import secrets
from typing import TYPE_CHECKING

from flask import request
from werkzeug.exceptions import HTTPException

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

KEY = "ethreader.failure"

LETTERS = "23456789CDFGHJKMNPQRTVWXY"  # None is taken for another, and no word comes of them.

TEXTS = ("body", "message", "note")  # The fields in which somebody may have written much.

LAST_WORDS = b"Something went wrong on our end. Please go back and try again in a few minutes.\n"


def failure_code(environ: "WSGIEnvironment") -> str:
    """Return the code of a request's failure: random, and the same for all that is said of it."""
    code: str = environ.setdefault(KEY, _new_code())
    return code


def typed_text() -> str:
    """Return the text that was sent, so that nobody has to write it anew; nothing if it is away.

    For refusals that know what they refuse. The page of an unforeseen failure repeats nothing.
    """
    try:
        return next((request.form[name] for name in TEXTS if request.form.get(name)), "")
    except HTTPException:  # Of a body that cannot be read.
        return ""


def last_words(code: str) -> bytes:
    """Return what is said where no page can be made."""
    return LAST_WORDS + f"If you tell us about it, please give us this code: {code}\n".encode()


def _new_code() -> str:
    first, second = ("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(2))
    return f"{first}-{second}"
