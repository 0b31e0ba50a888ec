"""Where mails go: to an SMTP server; `landing` is for sites that have none."""

import re
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from email.message import EmailMessage
from typing import Protocol
from urllib.parse import unquote, urlsplit

from ethreader.base.hosts import is_loopback
from ethreader.mail.conversation import Conversation, Patience, WrappedConversation

CLOSING = 421  # RFC 5321: not now, whatever the mail.
FINAL = 500
# Below, a server tells of itself or of a command; RFC 5321 knows nothing above.
OF_MAILBOXES = range(550, 600)
# A rule of the server's for all mails, also by servers that know no 5.7.x, and also where it waits
# with it for the recipient: of a sender, a machine, a limit to what is sent.
RULE = re.compile(
    rb"\b5\.(?:7\.\d|1\.[78]|3\.2|4\.5)|relay|authenticat|rcpthosts|sender|helo\b|client host"
    rb"|sending|spam|policy|block|black ?list",
    re.IGNORECASE,
)


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

    def __init__(self, url: str, *, return_path: str, patience: Patience | None = None) -> None:
        self._patience = patience or Patience()
        # To the sender's mailbox reports and out-of-office replies would bring readers' emails.
        self._return_path = f"<{return_path}>"
        self._hint = "" if return_path else " (it may want ETHREADER_MAIL_RETURN_PATH)"
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
                self._hand_over(message, connection)
            except smtplib.SMTPRecipientsRefused as problem:
                [(code, said)] = problem.recipients.values()
                raise _refused(code, said) from None
            except smtplib.SMTPSenderRefused as problem:
                raise _unavailable(problem, hint=self._hint) from None
            except smtplib.SMTPResponseException as problem:
                raise _refused(problem.smtp_code, problem.smtp_error) from None
            except (OSError, smtplib.SMTPException):
                why = "the connection broke"
                raise NotSent(why, is_final=False) from None

    def _hand_over(self, message: EmailMessage, connection: Conversation) -> None:
        connection.wait(self._patience.mail)
        is_clean = connection.has_extn("8bitmime")
        if not is_clean:
            message.set_content(message.get_content(), cte="base64")
        connection.send_message(
            message,
            from_addr=self._return_path,
            to_addrs=_recipient(message),
            mail_options=["BODY=8BITMIME"] if is_clean else (),
        )

    @contextmanager
    def _connection(self) -> Iterator[Conversation]:
        with ExitStack() as stack:
            try:
                connection = self._connected()
                stack.callback(_hang_up, connection, patience=self._patience.end)
                self._introduce_to(connection)
            except (OSError, smtplib.SMTPException, ValueError) as problem:
                # `ValueError` is of the login: no base64 in a challenge, or a Python without MD5.
                raise _unavailable(problem) from None
            yield connection

    def _connected(self) -> Conversation:
        if self._is_wrapped:
            context = ssl.create_default_context()
            return WrappedConversation(
                self._host, self._port, patience=self._patience, context=context
            )
        return Conversation(self._host, self._port, patience=self._patience)

    def _introduce_to(self, connection: Conversation) -> None:
        if not self._is_wrapped and not is_loopback(self._host):
            connection.starttls(context=ssl.create_default_context())
        connection.ehlo_or_helo_if_needed()
        if self._user:
            connection.login(self._user, self._password)


def _recipient(message: EmailMessage) -> str:
    """Return where a mail goes; what its reader is shown may be less than was typed."""
    email: str = message["Bcc"].addresses[0].addr_spec
    return email


def _refused(code: int, said: bytes | str) -> Exception:
    """Tell a refusal of this mail from one of any mail; what was said names the reader."""
    if code == CLOSING:
        return ServerUnavailable(f"The mail server takes no mail: {code}")
    words = said.encode() if isinstance(said, str) else said
    is_of_mailbox = code in OF_MAILBOXES or (code >= FINAL and words.startswith(b"5.1."))
    return NotSent(f"refused with {code}", is_final=is_of_mailbox and not RULE.search(words))


def _unavailable(problem: Exception, *, hint: str = "") -> ServerUnavailable:
    """Name a failure by its kind and code; the server's words may repeat the login."""
    code = f" {problem.smtp_code}" if isinstance(problem, smtplib.SMTPResponseException) else ""
    return ServerUnavailable(f"The mail server takes no mail: {type(problem).__name__}{code}{hint}")


def _hang_up(connection: Conversation, *, patience: float) -> None:
    connection.wait(patience)
    with suppress(OSError, smtplib.SMTPException):
        connection.quit()
    connection.close()
