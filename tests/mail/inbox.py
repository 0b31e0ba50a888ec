"""What a mail server has received."""

import re
from collections.abc import Callable
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any


class Inbox:
    """Takes every mail; the next one is refused with `refuse_with` while that is set.

    With `refuse_all_with` it refuses the sender, whatever the mail.

    `before_answer` is called while the sender waits for the answer.
    """

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.recipients: list[str] = []  # As the server was told them.
        self.senders: list[str] = []
        self.raw: list[bytes] = []
        self.refuse_with = ""
        self.refuse_all_with = ""
        self.answer = "250 OK"  # To a mail that was taken.
        self.port = 0
        self.before_answer: Callable[[], object] = lambda: None

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    async def handle_MAIL(  # noqa: N802
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        if not self.refuse_all_with:
            envelope.mail_from = address
            envelope.mail_options.extend(options)
        return self.refuse_all_with or "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        if self.refuse_with:
            return self.refuse_with
        mail = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        self.mails.append(mail)
        self.senders.append(envelope.mail_from)
        self.recipients += envelope.rcpt_tos
        self.raw.append(envelope.content)
        self.before_answer()
        return self.answer

    def link(self, kind: str, *, number: int = -1) -> str:
        """Return the path of a mail's link of a kind; of the newest mail unless told otherwise."""
        found = re.findall(rf"/{kind}/[A-Za-z0-9_-]+", self.mails[number].get_content())
        assert len(found) == 1
        path: str = found[0]
        return path
