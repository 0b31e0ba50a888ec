"""What is held of people is registered, so that it goes: read from the tables themselves."""

from sqlalchemy import Column, Table

from ethreader.base.db import Base, UtcDateTime
from ethreader.parts import PARTS
from ethreader.retention.registry import Column as Registered

TABLES: list[Table] = Base.metadata.sorted_tables
HOLDINGS = [part.holding for part in PARTS.values() if part.holding]

STAYS_ABOUT_A_COMMENT = {
    "comment.parent_id": "A reply keeps its place when what it replies to is withdrawn.",
    "state_change.comment_id": "What was done stays on record; the words do not.",
}
STAYS_EXACT = {
    "event": "What is announced in public.",
    "speaker": "What is announced in public.",
    "site_page": "What is announced in public.",
    "vault_key": "Of keys, one for everybody of a month.",
    "moderator.added_at": "Of moderators, who have an account.",
    "moderator_session": "Of moderators; it is deleted when it ends.",
    "sign_in_link": "Of moderators; it is deleted when it is used.",
    "glance": "Of moderators; it is deleted within minutes.",
    "content_draft": "Of editors; it is deleted when it is published or discarded.",
    "last_run": "Of what the site does by itself.",
    "failed_sign_in": "It is deleted within minutes.",
    "comment.received_at": "It is emptied by the decision that it waits for.",
    "contact.expires_at": "A midnight from the beginning.",
    "contact_token.expires_at": "A midnight from the beginning, too.",
}


def name_of(column: Column[object] | Registered) -> str:
    return f"{column.table.name}.{column.name}"


def columns_that_name(table: str) -> list[Column[object]]:
    return [
        key.parent for each in TABLES for key in each.foreign_keys if key.column.table.name == table
    ]


def test_what_names_a_comment_is_forgotten_with_it_or_stays_for_a_reason() -> None:
    forgotten = {name_of(c) for each in HOLDINGS for c in (*each.about_comments, *each.mentions)}

    naming = {name_of(column) for column in columns_that_name("comment")}

    assert {"message.comment_id", "report.comment_id", "outbox_mail.about_id"} <= naming
    assert forgotten | set(STAYS_ABOUT_A_COMMENT) == naming
    assert forgotten & set(STAYS_ABOUT_A_COMMENT) == set()


def test_what_belongs_to_forgotten_rows_goes_with_them() -> None:
    forgotten = {c.table.name for each in HOLDINGS for c in each.about_comments}

    belonging = [column for table in sorted(forgotten) for column in columns_that_name(table)]

    assert {
        name_of(column): [key.ondelete for key in column.foreign_keys] for column in belonging
    } == {
        "contact_token.contact_id": ["CASCADE"],
        "moderator_digest.contact_id": ["CASCADE"],
        "outbox_mail.contact_id": ["CASCADE"],
    }


def test_every_moment_becomes_a_day_or_stays_for_a_reason() -> None:
    coarsened = {name_of(each.column) for holding in HOLDINGS for each in holding.moments}

    exact = {
        name_of(column): column.table.name
        for table in TABLES
        for column in table.columns
        if isinstance(column.type, UtcDateTime)
    }

    unexplained = {
        name
        for name, table in exact.items()
        if name not in STAYS_EXACT and table not in STAYS_EXACT
    }
    assert unexplained == coarsened
    assert set(STAYS_EXACT) <= {*exact, *exact.values()}
