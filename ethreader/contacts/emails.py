"""One spelling of an email, made where it comes in: what mail servers are told, in ASCII alone."""

import unicodedata
from enum import StrEnum

from email_validator import EmailNotValidError, ValidatedEmail, validate_email

EDGES = " \t\r\n<>"


LONGEST = 1000  # Characters as pasted; mail servers take 254.


# Joiners belong to the spelling of some domains: without them it would be somebody else's.
JOINERS = "\u200c\u200d"


class EmailFault(StrEnum):
    """Why nothing can be sent to an email."""

    MALFORMED = "malformed"
    BEYOND_ASCII = "beyond ASCII before the @"


class EmailRefused(ValueError):
    """An email that nothing can be sent to; it is not repeated here, since errors are logged."""

    def __init__(self, fault: EmailFault) -> None:
        self.fault = fault
        super().__init__(fault.value)


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


def _checked(text: str) -> ValidatedEmail:
    if len(text) > LONGEST:  # To look through a megabyte takes a second.
        raise EmailRefused(EmailFault.MALFORMED)
    email = "".join(map(_visible, text)).strip(EDGES)
    if email[:7].lower() == "mailto:":
        email = email[7:]
    email = email.lstrip(EDGES).rstrip(EDGES + ".")
    try:
        return validate_email(email, check_deliverability=False)
    except (EmailNotValidError, UnicodeError):
        raise EmailRefused(EmailFault.MALFORMED) from None


def _visible(character: str) -> str:
    """Return a plain space for any space, and nothing for what is not seen at all."""
    category = unicodedata.category(character)
    if category == "Zs":
        return " "
    return "" if category == "Cf" and character not in JOINERS else character
