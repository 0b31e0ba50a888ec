"""Mail processes without their loop."""

from pathlib import Path

from ethreader.base.clock import Clock
from ethreader.ops.mail_process import MailProcess
from tests.once import make_settings


def mail_process_with(folder: Path, **given: str) -> MailProcess:
    """Return the mail process of the site in a test's folder, with settings of its own."""
    return MailProcess(make_settings(folder / "instance", **given), clock=Clock())
