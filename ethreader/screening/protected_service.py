"""Adding and removing protected names."""

from datetime import date

from sqlalchemy import select

from ethreader.base.db import db
from ethreader.screening.protected_models import ProtectedName
from ethreader.screening.protected_names import digest_of, key_of, mark_of, words_of


def protect_name(name: str, *, label: str, secret: str, today: date) -> None:
    """Keep a name that must not be read here; one that is kept already stays as it is."""
    key, words = key_of(secret), words_of(name)
    digest = digest_of(words, key=key)
    if db.session.scalar(select(ProtectedName.id).where(ProtectedName.digest == digest)) is None:
        mark, count = mark_of(key), len(words)
        row = ProtectedName(label=label, digest=digest, words=count, key_mark=mark, added_on=today)
        db.session.add(row)


def remove_name(name_id: int) -> None:
    """Protect a name no more; one that is gone already is gone."""
    row = db.session.get(ProtectedName, name_id)
    if row is not None:
        db.session.delete(row)
