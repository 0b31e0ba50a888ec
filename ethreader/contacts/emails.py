"""One spelling of an email, made where it comes in: what mail servers are told, in ASCII alone."""

import re
from enum import StrEnum
from typing import TYPE_CHECKING
from urllib.parse import unquote

from ethreader.contacts.pasted_signs import as_typed

if TYPE_CHECKING:
    from email_validator import ValidatedEmail

EDGES = " \t\r\n<>,;"
PAIRS = ('""', "''", "()", "[]", "„“", "“”", "”“", "«»", "»«", "„”")
LONGEST = 1000  # Characters as pasted; mail servers take 254.


class EmailFault(StrEnum):
    """Why nothing can be sent to an email."""

    MALFORMED = "malformed"
    BEYOND_ASCII = "beyond ASCII before the @"


class EmailRefused(ValueError):
    """An email that nothing can be sent to; it is not repeated here, since errors are logged."""

    def __init__(self, fault: EmailFault) -> None:
        self.fault = fault
        super().__init__(fault.value)


def prepare_emails() -> None:
    """Load what checks emails, so that nobody who brings the first one waits for it."""
    comparable_email("")


def normalise_email(text: str) -> str:
    """Return the email in `text`, its domain as servers write it; raise `EmailRefused`.

    What comes along when an email is pasted is left out: blanks around it, invisible
    characters, `mailto:`, angle brackets and a full stop at the end.
    """
    checked = _checked(text)
    if checked.ascii_email is None:
        raise EmailRefused(EmailFault.BEYOND_ASCII)
    return checked.ascii_email


def comparable_email(text: str) -> str:
    """Return what all spellings of one email have in common, whatever an older version kept."""
    try:
        checked = _checked(text)
    except EmailRefused:
        return text.strip().casefold()
    return f"{checked.local_part}@{checked.ascii_domain}".casefold()


def _checked(text: str) -> "ValidatedEmail":
    # Few requests bring an email, and the site starts sooner without it.
    from email_validator import EmailNotValidError, validate_email  # noqa: PLC0415

    if len(text) > LONGEST:  # To look through a megabyte takes a second.
        raise EmailRefused(EmailFault.MALFORMED)
    try:
        email = _bare(as_typed(text))
        checked = validate_email(
            email, check_deliverability=False, allow_quoted_local=True, strict=True
        )
    except (EmailNotValidError, UnicodeError):
        raise EmailRefused(EmailFault.MALFORMED) from None
    # Words in quotes, or encoded as in a header: a stranger's, to be shown, and rarely an email.
    if checked.local_part.startswith('"') or "=?" in checked.local_part:
        raise EmailRefused(EmailFault.MALFORMED)
    return checked


def _bare(text: str) -> str:
    """Return an email without what stood around it where it was copied."""
    email = _without_edges(text)
    named = re.fullmatch(r"[^<>@]*<([^<>]*)>", f"{email}>") or re.fullmatch(
        r"([^<>@ ]+@[^<>@ ]+) ?<(?:mailto:)?\1>", f"{email}>", flags=re.IGNORECASE
    )
    email = _without_edges(named[1] if named else email)
    if email[:7].lower() == "mailto:":
        email = unquote(email[7:].partition("?")[0]).lstrip("/")
    return re.sub(r"\s*@\s*", "@", _without_edges(email))


def _without_edges(text: str) -> str:
    """Return a text without blanks, brackets or quotation marks around it."""
    email = text.lstrip(EDGES).rstrip(EDGES + ".")
    for pair in PAIRS:
        if len(email) > 1 and email[0] + email[-1] == pair:
            return _without_edges(email[1:-1])
    return email
