"""Indexes in the order of lists: where one begins is found without a look at all events."""

from sqlalchemy import Index

OF_EVENTS = (
    Index("ix_event_ends", "ends", "begins"),
    Index("ix_event_first_day", "first_day", "begins"),
    Index("ix_event_parent_id", "parent_id", "first_day"),
    Index("ix_event_changed_at", "changed_at", "begins"),
)
# The second column answers by itself at which events somebody was.
OF_SPEAKERS = Index("ix_appearance_speaker_id", "speaker_id", "event_id")
OF_ORGANISATIONS = Index("ix_involvement_organisation_id", "organisation_id", "event_id")
