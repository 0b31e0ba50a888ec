"""Ends: of a subscription, of a key, of what somebody wrote. Each is an end."""

import shutil
import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, SealedBox

from ethreader.base.db import db
from ethreader.contacts.keyring import opened
from ethreader.contacts.queries import all_contacts, all_keys
from ethreader.events.models import Event
from ethreader.mail.worker import Worker
from ethreader.ops.mail_process import MailProcess
from tests.comments.forms import COMMENTS, filled_in, own_link, stored
from tests.mail.inbox import Inbox
from tests.mail.wishes import (
    ADDRESS,
    LATER,
    answer_to,
    ask_for_news,
    confirmed,
    decide,
    told_by,
)
from tests.times import utcnow
from tests.visitors import HTMX


def unsubscribe_by_mail(client: FlaskClient, inbox: Inbox, _own_page: str) -> None:
    path = str(inbox.mails[-1]["List-Unsubscribe"]).strip("<>").partition(":8000")[2]
    assert client.post(path, data={"List-Unsubscribe": "One-Click"}).status_code == 200


def unsubscribe_on_the_page(client: FlaskClient, inbox: Inbox, own_page: str) -> None:
    assert client.post(f"{own_page}/no-mail").status_code == 200


@pytest.mark.parametrize("unsubscribe", [unsubscribe_by_mail, unsubscribe_on_the_page])
def test_question_decision_and_answer_are_told_and_after_the_end_nothing(
    *,
    client: FlaskClient,
    event: Event,
    worker: Worker,
    inbox: Inbox,
    moderator_client: FlaskClient,
    unsubscribe: object,
) -> None:
    form = filled_in(client, email=ADDRESS, notify="y")
    own_page = own_link(client.post(COMMENTS, data=form, headers=HTMX))
    public_id = stored()[0].public_id
    worker.work(now=utcnow())
    assert client.post(inbox.link("mail/confirm")).status_code == 200
    decide(moderator_client, public_id, "publish")
    worker.work(now=utcnow() + LATER)
    answer_to(client, moderator_client, public_id, "The first answer.")
    worker.work(now=utcnow() + LATER)
    told = [told_by(mail) for mail in inbox.mails]
    answer_to(client, moderator_client, public_id, "One that is on its way when it ends.")

    assert callable(unsubscribe)
    unsubscribe(client, inbox, own_page)
    db.session.rollback()
    answer_to(client, moderator_client, public_id, "One from after the end.")
    decide_anew(moderator_client, public_id)
    for later in (LATER, timedelta(days=1), timedelta(days=30)):
        worker.work(now=utcnow() + later)

    assert told == ["confirm", "decision", "reply"]
    assert [str(mail["To"]) for mail in inbox.mails] == [ADDRESS] * 3
    assert list(all_contacts()) == []


def decide_anew(moderator_client: FlaskClient, public_id: str) -> None:
    page = moderator_client.get("/moderation/decided").text
    row = page[page.index(f'id="c-{public_id}"') :]
    token = row.split('name="csrf_token" value="')[1].split('"')[0]
    version = row.split('name="version" value="')[1].split('"')[0]
    data = {
        "csrf_token": token,
        "version": version,
        "seen_report": 0,
        "decision": "reject",
        "reason": "private",
    }
    response = moderator_client.post(
        f"/moderation/comments/{public_id}/decision", data=data, headers=HTMX
    )
    assert response.status_code == 200


# --- the end of a key ---------------------------------------------------------------------


def every_32_bytes(content: bytes) -> Iterator[bytes]:
    """Return everything in `content` that could be a private key, wherever it begins."""
    return (content[start : start + 32] for start in range(len(content) - 31))


def test_after_a_keys_end_nothing_that_is_left_opens_an_old_backup(
    *,
    client: FlaskClient,
    event: Event,
    mail_process: MailProcess,
    worker: Worker,
    inbox: Inbox,
    tmp_path: Path,
) -> None:
    confirmed(client, worker, inbox)
    instance, backup = tmp_path / "instance", tmp_path / "backup.sqlite3"
    with sqlite3.connect(instance / "ethreader.sqlite3") as now, sqlite3.connect(backup) as then:
        now.backup(then)
    [contact] = all_contacts()
    public_key = contact.key.public_key
    private = worker.keys.private_keys()[public_key]
    assert opened(contact, worker.keys) is not None

    mail_process.round(now=contact.key.destroy_at)

    left = [*instance.rglob("*"), backup]
    contents = {path.name: path.read_bytes() for path in left if path.is_file()}
    assert [name for name, content in contents.items() if private in content] == []
    assert [name for name, content in contents.items() if private.hex().encode() in content] == []
    [box] = sqlite3.connect(backup).execute("SELECT sealed_box FROM contact").fetchone()
    assert SealedBox(PrivateKey(private)).decrypt(box)  # It was the one that opens it.
    others = [path.read_bytes() for path in (instance / "mail-keys").glob("*.key")]
    small = [contents[name] for name in contents if len(contents[name]) < 5000]
    tries = [*others, bytes(public_key), *(part for each in small for part in every_32_bytes(each))]
    assert len(tries) > 30
    for attempt in tries:
        with pytest.raises(CryptoError):
            SealedBox(PrivateKey(attempt)).decrypt(box)


def test_a_key_that_a_backup_brings_back_after_its_end_is_destroyed_again(
    client: FlaskClient, event: Event, mail_process: MailProcess, tmp_path: Path
) -> None:
    ask_for_news(client)
    folder = tmp_path / "instance" / "mail-keys"
    [first, *_] = all_keys()
    [path], end = folder.glob(f"{first.month}-*.key"), first.destroy_at
    shutil.copy(path, tmp_path / "copy")
    mail_process.keep_keys(end)
    assert not path.exists()

    shutil.copy(tmp_path / "copy", path)
    mail_process.keep_keys(end)

    assert not path.exists()
