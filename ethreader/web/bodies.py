"""The shape of what comes in: refused before a parser reads it, where it cannot be a form of ours.

Parsers take time for each field, each escape and each head of a part, so that the size says
little: 1 MB of nothing but `%` took them 0.9 seconds.
"""

import re
from urllib.parse import unquote_to_bytes

from flask import Request, session
from werkzeug.exceptions import RequestEntityTooLarge

from ethreader.base.errors import Forbidden, Invalid
from ethreader.i18n.texts import lazy_gettext

FORM = "application/x-www-form-urlencoded"

BODY_LIMIT = 1_000_000  # Bytes; a comment of 5,000 characters needs 60,000 at most.
FIELDS_LIMIT = 200  # Our largest form has a dozen.
ESCAPES_LIMIT = 60_000  # Three times the longest comment in any alphabet.
# An editor who is signed in sends a whole article, with everybody who speaks there.
PATH_OF_EDITORS = "/moderation/content/"
FIELDS_LIMIT_OF_EDITORS = 2000
ESCAPES_LIMIT_OF_EDITORS = 600_000  # An article of 100,000 letters in Cyrillic.
# Bytes. But for files of editors, no form of ours is sent in parts; the one click of a mail
# program may be (RFC 8058).
PARTS_LIMIT = 30_000


UPLOAD_LIMIT = 30_000_000  # Bytes, with the form.
# Bytes that may arrive; a file that is too large is left out meanwhile, and its form is read.
ARRIVING_LIMIT = 1_000_000_000
UPLOAD = re.compile(rf"{PATH_OF_EDITORS}drafts/[0-9a-f]{{16}}/files")


class DamagedText(Invalid):
    """A body that is not UTF-8."""

    sentence = lazy_gettext(
        "The form arrived damaged: its text is not readable (it is not UTF-8). "
        "Go back, reload the page and send it again."
    )


class SignedOutWithFile(Forbidden):
    """A file from somebody who is not signed in: nothing of it is read."""

    title = lazy_gettext("The file was not read")
    sentence = lazy_gettext(
        "You have been signed out. Go back: your text is still in the form. Sign in in another "
        "window, then press the button again."
    )


class FileTooLarge(Invalid):
    """A file that is so large that the form around it is not read either."""

    title = SignedOutWithFile.title
    sentence = lazy_gettext(
        "It is larger than this site accepts: 20 MB for a picture, 10 MB for a document. Go back: "
        "your text is still in the form. Save the draft, and choose a smaller file."
    )


def refuse_unreadable_body(request: Request) -> None:
    """Refuse a body that costs more to read than a form does, or that is not UTF-8 text.

    What an editor sends with a file is read part by part, and up to another size. Raises
    `RequestEntityTooLarge`, its like for files, and `DamagedText`: no parser has to guess what it
    may mean.
    """
    kind = request.mimetype
    if UPLOAD.fullmatch(request.path) and kind == "multipart/form-data":
        _admit_upload(request)
        return
    body = request.get_data(cache=True, parse_form_data=False)
    if _is_costly(body, kind=kind, path=request.path):
        raise RequestEntityTooLarge
    if kind == FORM:
        body = unquote_to_bytes(body)
    try:
        body.decode()
    except UnicodeDecodeError:
        raise DamagedText from None


def _is_costly(body: bytes, *, kind: str, path: str) -> bool:
    if kind == "multipart/form-data":
        return len(body) > PARTS_LIMIT
    if kind == FORM:
        fields, escapes = _limits(path)
        return body.count(b"&") > fields or body.count(b"%") > escapes
    return False  # Nobody reads it.


def _admit_upload(request: Request) -> None:
    if "csrf_token" not in session:
        raise SignedOutWithFile
    if (request.content_length or 0) > UPLOAD_LIMIT:
        raise FileTooLarge
    request.max_content_length = UPLOAD_LIMIT
    request.max_form_parts = FIELDS_LIMIT_OF_EDITORS


def _limits(path: str) -> tuple[int, int]:
    # Only who is signed in has a token; nobody else makes the site read that much.
    if path.startswith(PATH_OF_EDITORS) and "csrf_token" in session:
        return FIELDS_LIMIT_OF_EDITORS, ESCAPES_LIMIT_OF_EDITORS
    return FIELDS_LIMIT, ESCAPES_LIMIT
