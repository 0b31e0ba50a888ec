"""Real SMTP servers on this machine, for as long as a test needs them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from aiosmtpd.controller import Controller

from tests.browser.server import free_port
from tests.mail.inbox import Inbox

Handler = TypeVar("Handler", bound=Inbox)


@contextmanager
def serving(inbox: Handler, **given: Any) -> Iterator[Handler]:
    """Serve an inbox on a port of its own."""
    inbox.port = inbox.port or free_port()
    controller = Controller(inbox, hostname="127.0.0.1", port=inbox.port, **given)
    controller.start()
    try:
        yield inbox
    finally:
        controller.stop()


class AsciiOnly(Inbox):
    """Takes no more than seven bits."""

    async def handle_EHLO(  # noqa: N802
        self, server: Any, session: Any, envelope: Any, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        return [each for each in responses if "8BITMIME" not in each]
