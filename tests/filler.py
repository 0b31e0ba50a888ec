"""Rows for the tables of any revision: every choice, every state, replies, and empty fields.

The tables are read from the database, so a new one is filled without a word here. Only what
the site needs to mean something is named: an article that takes comments, and its thread.
"""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Column, Inspector, Table, UniqueConstraint, insert, inspect, types

from ethreader.base.db import db
from tests.schemas import Row, reflected

ROWS = 30  # Of each table: branches of three, in each of which each state has each place.
BRANCH = 3
PUBLISHED = "published"
STATES = ("pending", PUBLISHED, "rejected", "spam", "withdrawn")
NOON = datetime(2026, 2, 3, 12, 0, tzinfo=UTC)


def state_of(number: int) -> str:
    """Return the state of a comment by its place among all."""
    return STATES[number % len(STATES)]


def _shown_below(number: int) -> int:
    end = number - number % BRANCH + BRANCH
    return sum(state_of(each) == PUBLISHED for each in range(number + 1, end))


def _arrival(number: int) -> int | None:
    return sum(map(is_published, range(number + 1))) if is_published(number) else None


def is_published(number: int) -> bool:
    """Tell whether readers see a comment's text."""
    return state_of(number) == PUBLISHED


ALL_SHOWN = sum(map(is_published, range(ROWS)))

# What a column holds in a row, where any value would not do. All comments are on one event.
MEANINGS: dict[str, Callable[[int], Any]] = {
    "event.state": lambda number: ("published", "scheduled", "withdrawn")[number % 3],
    "event.time_zone": lambda _: "Europe/Belgrade",
    "event.language": lambda _: "en",
    "event.place_country": lambda _: "RS",
    "event.comments": lambda number: ("held", "closed")[number % 2],
    "event.comments_close_after": lambda number: number or None,
    "event.shown_comments": lambda number: 0 if number else ALL_SHOWN,
    "event.arrivals": lambda number: 0 if number else ALL_SHOWN,
    "event.parent_id": lambda number: number or None,
    "speaker.language": lambda _: "en",
    "content_removal.name": lambda number: f"{number:064x}",
    "comment.event_id": lambda _: 1,
    "comment.parent_id": lambda number: number if number % BRANCH else None,
    "comment.root_id": lambda number: number - number % BRANCH + 1 if number % BRANCH else None,
    "comment.state": state_of,
    "comment.shown_answers": _shown_below,
    "comment.is_shown": lambda number: is_published(number) or _shown_below(number) > 0,
    "comment.arrival": _arrival,
    "comment.is_pinned": lambda number: number == 1,
    "comment.voice": lambda number: (None, "moderator", "organisation")[number % 3],
    "comment.version": lambda number: number + 1,
    # Each is an author's; before, there were no others.
    "contact.comment_id": lambda number: number + 1,
    "contact.moderator_id": lambda _: None,
}

# Columns that a migration has given another name: "table.column" before, "column" since.
RENAMED = {
    "event.shown_comments": "comment_count",
    "event.arrivals": "publication_count",
    "comment.key": "idempotency_key",
    "comment.held_for": "flags",
    "comment.answered_body": "replied_body",
    "comment.shown_answers": "reply_count",
    "comment.is_shown": "is_visible",
    "comment.arrival": "publication_no",
    "contact.box": "sealed_box",
    "report.concern": "reason",
    "decision.before": "from_state",
    "decision.after": "to_state",
    "decision.decided_at": "changed_at",
    "letter.writer": "sender",
    "letter.written_at": "sent_at",
}
MEANINGS |= {
    f"{old.partition('.')[0]}.{new}": MEANINGS[old]
    for old, new in RENAMED.items()
    if old in MEANINGS
}


def fill() -> None:
    """Fill all tables, and let the database number the rows from 1 on."""
    with db.engine.begin() as connection:
        inspector = inspect(connection)
        # What is written for search alone has rows of its own, and keeps them by triggers.
        tables = [each for each in reflected().sorted_tables if not each.name.startswith("search_")]
        for table in tables:
            choices = _choices(inspector, table)
            rows = [_row(table, number, choices) for number in range(_count(table, choices))]
            for row in rows:
                connection.execute(insert(table).values(row))


def _choices(inspector: Inspector, table: Table) -> dict[str, list[str]]:
    """Return what the checks of a table allow, by column."""
    checks = [str(each["sqltext"]) for each in inspector.get_check_constraints(table.name)]
    return {
        column.name: re.findall(r"'([^']+)'", check)
        for check in checks
        for column in table.columns
        if re.match(rf"\W*{column.name}\b", check)
    }


def _count(table: Table, choices: dict[str, list[str]]) -> int:
    """Return how many rows there can be: of a choice that is the key itself, one for each."""
    keys = [column.name for column in table.primary_key]
    return len(choices[keys[0]]) if len(keys) == 1 and keys[0] in choices else ROWS


def _row(table: Table, number: int, choices: dict[str, list[str]]) -> Row:
    columns = [column for column in table.columns if column.name != "id"]
    return {column.name: _value(column, number, choices) for column in columns}


def _value(column: Column[Any], number: int, choices: dict[str, list[str]]) -> Any:
    meaning = MEANINGS.get(f"{column.table.name}.{column.name}")
    if meaning:
        return meaning(number)
    place = list(column.table.columns).index(column)
    if column.nullable and (number + place) % 2:
        return None
    if column.foreign_keys:
        return number + 1
    if column.name in choices:
        return choices[column.name][number % len(choices[column.name])]
    return _any_value(column, number)


def _any_value(column: Column[Any], number: int) -> Any:
    kind = column.type
    later = timedelta(days=number, hours=number)
    if isinstance(kind, types.String):
        return _text(column, number)
    plain: list[tuple[type[types.TypeEngine[Any]], Any]] = [
        (types.Boolean, number % 2 == 1),
        (types.Integer, number),
        (types.Float, number / 4),
        (types.DateTime, NOON + later),
        (types.Date, date(2026, 2, 3) + later),
        (types.Time, time(number % 24, 30)),
        (types.JSON, []),
        (types.LargeBinary, f"{column.name} {number}".encode().ljust(32, b"\0")),
    ]
    return next(value for known, value in plain if isinstance(kind, known))


def _text(column: Column[Any], number: int) -> str:
    length = getattr(column.type, "length", None) or 400
    if column.name.endswith("_html"):
        return f"<p>Ж &amp; 🌱 {column.name} {number}</p>\n"
    if column.name.endswith("url"):
        return f"https://example.org/{number}"
    if _is_unique(column):
        return f"{number:02d}-{column.name.replace('_', '-')}"[:length]
    return f"{number:02d} Ж’š 🌱 “{column.name}”\n"[:length]


def _is_unique(column: Column[Any]) -> bool:
    return column.primary_key or any(
        isinstance(each, UniqueConstraint) and list(each.columns) == [column]
        for each in column.table.constraints
    )
