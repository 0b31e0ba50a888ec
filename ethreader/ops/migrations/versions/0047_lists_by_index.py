"""Lists find where they begin by an index, and what else belongs to it without the rows.

A page of events, the years, what is related, the feed and the list of speakers cost the same with
ten events and with ten thousand.
"""

from alembic import op

revision = "0047"
down_revision = "0046"

NEW = {
    "ix_event_first_day": ("event", ["first_day", "begins"]),
    "ix_event_changed_at": ("event", ["changed_at", "begins"]),
    "ix_speaker_name": ("speaker", ["name", "id"]),
}
# What was an index of the first column alone.
LONGER = {
    "ix_event_ends": ("event", ["ends", "begins"]),
    "ix_event_parent_id": ("event", ["parent_id", "first_day"]),
    "ix_appearance_speaker_id": ("appearance", ["speaker_id", "event_id"]),
    "ix_involvement_organisation_id": ("involvement", ["organisation_id", "event_id"]),
}


def upgrade() -> None:
    for name, (table, columns) in NEW.items():
        op.create_index(op.f(name), table, columns)
    for name, (table, columns) in LONGER.items():
        op.drop_index(op.f(name), table_name=table)
        op.create_index(op.f(name), table, columns)


def downgrade() -> None:
    for name, (table, columns) in LONGER.items():
        op.drop_index(op.f(name), table_name=table)
        op.create_index(op.f(name), table, columns[:1])
    for name, (table, _) in NEW.items():
        op.drop_index(op.f(name), table_name=table)
