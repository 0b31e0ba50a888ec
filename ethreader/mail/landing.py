"""Mails that leave by no server: files in the instance folder that only the private keys open.

Whoever looks at the folder sees how many mails landed on which day, and no more: all files have
one size, and the hour is inside. `flask mail read` shows them; they go after a week, like a
contact that nobody confirmed.
"""

import os
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from email import message_from_string, policy
from email.message import EmailMessage
from hashlib import sha256
from pathlib import Path

from nacl.bindings import sodium_pad, sodium_unpad
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox

from ethreader.base.clock import NOON, Clock
from ethreader.base.reading import read_file
from ethreader.base.settings import Settings
from ethreader.contacts.queries import current_key
from ethreader.contacts.service import CONFIRM_WITHIN
from ethreader.mail.sending import Sender, ServerUnavailable, SmtpSender
from ethreader.web.current import settings

LANDED_KEPT = CONFIRM_WITHIN
BLOCK = 16_384  # Bytes; every mail of ours fits one, and a longer one takes several.
LARGEST = 64 * BLOCK
_MOMENT = struct.Struct(">d")


@dataclass(frozen=True, kw_only=True)
class LandedMail:
    """A mail that landed, opened."""

    path: Path
    landed_at: float
    text: str = field(repr=False)

    @property
    def message(self) -> EmailMessage:
        """Return the mail, read."""
        return message_from_string(self.text, policy=policy.SMTP)


class FolderSender:
    """Files that only the mail process can open."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self._folder = folder
        self._clock = clock

    def send(self, message: EmailMessage) -> None:
        """Seal a mail into a file of its own; sent again on that day, it is the same file."""
        now = self._clock.now()
        key = current_key(now)
        if key is None:
            why = "There is no key to seal mails with"
            raise ServerUnavailable(why)
        contents = _MOMENT.pack(now.timestamp()) + message.as_bytes(policy=policy.SMTP)
        padded = sodium_pad(contents, BLOCK)
        sealed = SealedBox(PublicKey(key.public_key)).encrypt(padded)
        name = sha256(str(message["Message-ID"]).encode()).hexdigest()[:32]
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        _write(self._folder / f"{now:%Y-%m-%d}-{name}.eml.sealed", bytes(sealed), now=now)


def sender_for(settings: Settings, clock: Clock) -> Sender:
    """Return the way by which mails leave: a server, or the folder where there is none."""
    if settings.smtp_url:
        return SmtpSender(settings.smtp_url, return_path=settings.mail_return_path)
    return FolderSender(landing_folder(settings), clock)


def landing_folder(settings: Settings) -> Path:
    """Return the folder in which mails land where there is no server."""
    return settings.instance / "mail"


def landed_mails(folder: Path, private_keys: dict[bytes, bytes]) -> tuple[list[LandedMail], int]:
    """Return the mails that landed, the oldest first, and how many cannot be opened."""
    paths = [*_files(folder)]
    found = [mail for path in paths if (mail := _opened(path, private_keys)) is not None]
    return sorted(found, key=lambda mail: mail.landed_at), len(paths) - len(found)


def forget_landed_mails(now: datetime) -> int:
    """Delete the mails that landed long enough ago and return how many."""
    last = (now - LANDED_KEPT).date()
    old = [path for path in _files(landing_folder(settings())) if _day(path) < last]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def _files(folder: Path) -> Iterator[Path]:
    """Return what landed; what a kill left half written, too."""
    return folder.glob("*.eml.sealed*")


def _day(path: Path) -> date:
    """Return the day in a file's name; older versions named the month alone."""
    day = re.match(r"\d{4}-\d{2}-\d{2}(?=-)", path.name)
    if day:
        return date.fromisoformat(day[0])
    return datetime.fromtimestamp(path.stat().st_mtime, tz=UTC).date()


def _opened(path: Path, private_keys: dict[bytes, bytes]) -> LandedMail | None:
    sealed = read_file(path, limit=LARGEST)
    for private in private_keys.values():
        try:
            contents = sodium_unpad(SealedBox(PrivateKey(private)).decrypt(sealed), BLOCK)
        except (CryptoError, ValueError):
            continue
        [landed_at] = _MOMENT.unpack_from(contents)
        text = contents[_MOMENT.size :].decode()
        return LandedMail(path=path, landed_at=landed_at, text=text)
    return None


def _write(path: Path, content: bytes, *, now: datetime) -> None:
    """Put a file in place as a whole, with a day and no hour."""
    draft = path.with_name(f"{path.name}.part")
    draft.touch(mode=0o600)
    draft.write_bytes(content)
    noon = datetime.combine(now.date(), NOON, tzinfo=UTC).timestamp()
    os.utime(draft, (noon, noon))
    draft.replace(path)
