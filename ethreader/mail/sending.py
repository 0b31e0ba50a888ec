"""Where mails go: to an SMTP server; `landing` is for sites that have none."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from email.message import EmailMessage
from typing import Protocol
from urllib.parse import unquote, urlsplit

from ethreader.base.hosts import is_loopback

TIMEOUT = 30  # Seconds.


class NotSent(Exception):
    """A mail that did not leave; `is_final` when trying again is of no use.

    The server's own words are not carried along: they repeat the email.
    """

    def __init__(self, why: str, *, is_final: bool) -> None:
        self.is_final = is_final
        super().__init__(why)


class ServerUnavailable(Exception):
    """No mail leaves at the moment, whichever it is: it is tried later and none is to blame."""


class Sender(Protocol):
    """Somewhere mails can be sent to."""

    def send(self, message: EmailMessage) -> None:
        """Hand a mail over; raise `NotSent` if that failed, `ServerUnavailable` if any would."""


class SmtpSender:
    """A server, by URL: `smtp://` (TLS is demanded off loopback) or `smtps://`."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._host = parts.hostname or "localhost"
        self._is_wrapped = parts.scheme == "smtps"
        self._port = parts.port or (465 if self._is_wrapped else 587)
        self._user = unquote(parts.username or "")
        self._password = unquote(parts.password or "")

    def send(self, message: EmailMessage) -> None:
        """Hand a mail to the server; only what it says of the recipient or the mail is final."""
        with self._connection() as connection:
            try:
                connection.send_message(message, to_addrs=_recipients(message))
            except smtplib.SMTPRecipientsRefused as problem:
                codes = [code for code, _ in problem.recipients.values()]
                raise _refused(min(codes)) from None
            except smtplib.SMTPSenderRefused as problem:
                raise _unavailable(problem) from None
            except smtplib.SMTPResponseException as problem:
                raise _refused(problem.smtp_code) from None
            except (OSError, smtplib.SMTPException):
                why = "the connection broke"
                raise NotSent(why, is_final=False) from None

    @contextmanager
    def _connection(self) -> Iterator[smtplib.SMTP]:
        with ExitStack() as stack:
            try:
                connection = self._connected()
                stack.callback(_hang_up, connection)
                self._introduce_to(connection)
            except (OSError, smtplib.SMTPException, UnicodeError) as problem:
                raise _unavailable(problem) from None
            yield connection

    def _connected(self) -> smtplib.SMTP:
        if self._is_wrapped:
            context = ssl.create_default_context()
            return smtplib.SMTP_SSL(self._host, self._port, timeout=TIMEOUT, context=context)
        return smtplib.SMTP(self._host, self._port, timeout=TIMEOUT)

    def _introduce_to(self, connection: smtplib.SMTP) -> None:
        if not self._is_wrapped and not is_loopback(self._host):
            connection.starttls(context=ssl.create_default_context())
        connection.ehlo_or_helo_if_needed()
        if self._user:
            connection.login(self._user, self._password)


def _recipients(message: EmailMessage) -> list[str]:
    """Return where a mail goes; what its reader is shown may be less than was typed."""
    header = message["Bcc"]
    return [each.addr_spec for each in header.addresses] if header else []


def _refused(code: int) -> NotSent:
    return NotSent(f"refused with {code}", is_final=code >= 500)


def _unavailable(problem: Exception) -> ServerUnavailable:
    """Name a failure by its kind and code; the server's words may repeat the login."""
    code = f" {problem.smtp_code}" if isinstance(problem, smtplib.SMTPResponseException) else ""
    return ServerUnavailable(f"The mail server takes no mail: {type(problem).__name__}{code}")


def _hang_up(connection: smtplib.SMTP) -> None:
    with suppress(OSError, smtplib.SMTPException):
        connection.quit()
    connection.close()
