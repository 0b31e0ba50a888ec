"""What the mail process keeps of mailboxes, and what is left when a day or a week is over."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from ethreader.mail.asked import AskedMailboxes
from ethreader.mail.quota import DailyQuota
from ethreader.mail.weekly_keys import WEEK, WeeklyKeys

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
MAILBOX = bytes(range(32))
CONTACT = "contact-of-somebody"


def test_a_day_that_is_over_leaves_neither_its_key_nor_its_counts() -> None:
    quota = DailyQuota()
    quota.use(MAILBOX, now=NOON)
    key = bytes(quota._key)
    [hashed] = quota._counts

    assert quota.is_left(b"another", of=1, now=NOON + timedelta(hours=12))

    assert (key == quota._key, hashed in quota._counts) == (False, False)


def test_the_key_of_a_day_is_overwritten_where_it_stood() -> None:
    quota = DailyQuota()
    quota.use(MAILBOX, now=NOON)
    place = quota._key

    quota.use(MAILBOX, now=NOON + timedelta(days=1))

    assert quota._key is place


def test_asked_mailboxes_are_written_as_hashes_of_their_week(tmp_path: Path) -> None:
    written = []
    for week in ("first", "second"):
        asked = AskedMailboxes(WeeklyKeys(tmp_path / week))
        asked.add(MAILBOX, CONTACT, now=NOON)
        written += [path.read_text() for path in (tmp_path / week).glob("*.hashes")]

    mailboxes, contacts = zip(*(line.split() for line in written), strict=True)
    assert len(set(mailboxes)) == len(set(contacts)) == 2  # Other keys: nothing joins them.
    assert MAILBOX.hex() not in mailboxes
    assert CONTACT.encode().hex() not in contacts


def test_a_clock_that_was_set_back_destroys_nothing(tmp_path: Path) -> None:
    keys = WeeklyKeys(tmp_path)
    asked = AskedMailboxes(keys)
    asked.add(MAILBOX, CONTACT, now=NOON)

    keys.keep_to_time(NOON - 20 * WEEK)

    assert asked.unanswered(MAILBOX, answered=list, now=NOON) == 1
