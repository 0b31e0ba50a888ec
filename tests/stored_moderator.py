"""The first moderator of a site, signed in: added by the rules once, then stored again by row.

As with `stored_event`: the rows are those that the rules stored, and each site has tokens and
moments of its own. How somebody is added and signs in is what `tests/accounts` is about.
"""

from datetime import datetime, timedelta
from typing import Any

from ethreader.accounts.choices import ModeratorRole
from ethreader.accounts.queries import moderator_by_name
from ethreader.accounts.service import add_moderator
from ethreader.accounts.session_service import begin_session
from ethreader.base import tokens
from ethreader.base.db import begin_write_transaction, connection, db
from tests.times import utcnow

Row = dict[str, Any]

TABLES = ("moderator", "known_device", "moderator_session", "access_record", "sign_in_link")
MOMENT = "%Y-%m-%d %H:%M:%S.%f"

_rows: dict[tuple[str, ModeratorRole | None], tuple[datetime, dict[str, Row]]] = {}


def token_of_session(name: str, role: ModeratorRole | None) -> str:
    """Begin the session of a moderator, added in a role where they are new; return its token."""
    begin_write_transaction()
    is_first = db.engine.dialect.name == "sqlite" and _is_first()
    if is_first and (name, role) in _rows:
        token = _store_again(*_rows[name, role])
        db.session.commit()
        return token
    now = utcnow()
    token = _begin(name, role, now=now)
    if is_first:
        _rows[name, role] = now, {table: _row_of(table) for table in TABLES}
    db.session.commit()
    return token


def _begin(name: str, role: ModeratorRole | None, *, now: datetime) -> str:
    moderator = moderator_by_name(name)
    if moderator is None:
        add_moderator(name, now=now, role=role)
        moderator = moderator_by_name(name)
    assert moderator is not None
    return begin_session(moderator, now=now).token


def _is_first() -> bool:
    return all(
        connection().exec_driver_sql(f"SELECT 1 FROM {table}").first() is None for table in TABLES
    )


def _row_of(table: str) -> Row:
    return dict(connection().exec_driver_sql(f"SELECT * FROM {table}").mappings().one())


def _store_again(then: datetime, rows: dict[str, Row]) -> str:
    token, later = tokens.new_token(), utcnow() - then
    new: dict[str, Row] = {
        "moderator_session": {
            "token_digest": tokens.digest(token),
            "csrf_secret": tokens.new_token(),
        },
        "known_device": {"token_digest": tokens.digest(tokens.new_token())},
        "sign_in_link": {"token_digest": tokens.digest(tokens.new_token())},
    }
    for table, row in rows.items():
        moved = {name: _moved(value, later) for name, value in row.items()}
        values = ", ".join(f":{name}" for name in row)
        connection().exec_driver_sql(
            f"INSERT INTO {table} ({', '.join(row)}) VALUES ({values})",
            {**moved, **new.get(table, {})},
        )
    return token


def _moved(value: Any, later: timedelta) -> Any:
    """Return a value, and of a moment that which is as much later as this site is."""
    try:
        return (datetime.strptime(value, MOMENT) + later).strftime(MOMENT)  # noqa: DTZ007 - all UTC
    except (TypeError, ValueError):
        return value
