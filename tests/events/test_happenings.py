"""What happens to an event: from one state to the next, and what cannot have happened."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ethreader.events.choices import Attendance, Status
from ethreader.events.fields import EventFields
from ethreader.events.happenings import (
    Happening,
    HappeningRefused,
    InvalidHappening,
    Report,
    after,
)

BEFORE: dict[str, Any] = {
    "slug": "meeting",
    "name": "Meeting",
    "starts": "2026-02-03T09:30",
    "ends": "2026-02-03T11:00",
    "time_zone": "Europe/Vienna",
    "place": {"name": "Hall", "locality": "Niš", "country": "RS"},
    "organisations": [{"organisation": "house", "role": "host"}],
    "speakers": [{"speaker": "vera", "role": "Chair"}],
    "picture": {"file": f"{'a' * 32}.webp", "alt": "A hall"},
    "body": "A text.",
}
PLANNED = EventFields.model_validate(BEFORE)
MOVED = Report(
    happening=Happening.MOVED,
    starts="2026-03-03T09:30",
    ends="2026-03-03T11:00",
    note="The room was taken.",
)
POSTPONED, CANCELLED, ONLINE, BACK = (
    Report(happening=each)
    for each in (Happening.POSTPONED, Happening.CANCELLED, Happening.ONLINE, Happening.BACK)
)


def told(fields: EventFields, *reports: Report) -> EventFields:
    """Return what is said of an event after all that happened to it."""
    for report in reports:
        fields = after(fields, report)
    return fields


def changes(fields: EventFields) -> dict[str, Any]:
    """Return what is said otherwise than at first."""
    before, now = (each.model_dump(mode="json", by_alias=True) for each in (PLANNED, fields))
    return {name: value for name, value in now.items() if value != before[name]}


NEW = {"starts": "2026-03-03T09:30", "ends": "2026-03-03T11:00"}
OLD = {"previously": ["2026-02-03T09:30"]}


@pytest.mark.parametrize(
    ("reports", "changed"),
    [
        pytest.param(
            [MOVED],
            {"status": "rescheduled", "status_note": "The room was taken.", **NEW, **OLD},
            id="moved: the old date stays",
        ),
        pytest.param([POSTPONED], {"status": "postponed"}, id="postponed: its date is the old one"),
        pytest.param([CANCELLED], {"status": "cancelled"}, id="cancelled"),
        pytest.param(
            [Report(happening=Happening.ONLINE, online="https://example.org/join")],
            {
                "status": "moved-online",
                "attendance": "online",
                "online": "https://example.org/join",
            },
            id="online: the place stays, to be struck out",
        ),
        pytest.param(
            [MOVED, CANCELLED], {"status": "cancelled", **NEW, **OLD}, id="moved, then cancelled"
        ),
        pytest.param(
            [POSTPONED, MOVED],
            {"status": "rescheduled", "status_note": "The room was taken.", **NEW, **OLD},
            id="postponed, then it has a date",
        ),
        pytest.param(
            [MOVED, Report(happening=Happening.MOVED, starts="2026-04-01")],
            {
                "status": "rescheduled",
                "starts": "2026-04-01",
                "ends": None,
                "previously": ["2026-02-03T09:30", "2026-03-03T09:30"],
            },
            id="moved twice, the hour unknown",
        ),
        pytest.param(
            [MOVED, ONLINE],
            {"status": "moved-online", "attendance": "online", **NEW, **OLD},
            id="moved, then online",
        ),
        pytest.param([MOVED, BACK], {}, id="not moved after all"),
        pytest.param([CANCELLED, BACK], {}, id="not cancelled after all"),
        pytest.param([POSTPONED, BACK], {}, id="not postponed after all"),
        pytest.param([ONLINE, BACK], {}, id="not online after all"),
        pytest.param(
            [MOVED, CANCELLED, BACK],
            {"status": "rescheduled", **NEW, **OLD},
            id="moved, and not cancelled after all",
        ),
        pytest.param(
            [
                MOVED,
                Report(
                    happening=Happening.MOVED, starts="2026-02-03T09:30", ends="2026-02-03T11:00"
                ),
            ],
            {"status": "rescheduled", "previously": ["2026-03-03T09:30"]},
            id="moved to the first date again",
        ),
    ],
)
def test_what_happened_changes_this_and_no_more(
    reports: list[Report], changed: dict[str, Any]
) -> None:
    assert changes(told(PLANNED, *reports)) == changed


REFUSED = {
    ("moved", "cancelled"): "This event is cancelled. If it takes place after all",
    ("postponed", "cancelled"): "This event is cancelled. If it takes place after all",
    ("online", "cancelled"): "This event is cancelled. If it takes place after all",
    ("cancelled", "cancelled"): "This event is cancelled already.",
    ("postponed", "postponed"): "This event is postponed already.",
    ("online", "postponed"): "This event is postponed and has no date.",
    ("online", "moved-online"): "This event takes place online already.",
    ("back", "planned"): "This event takes place as planned. There is nothing to undo.",
}
REPORTS = {each.happening: each for each in (MOVED, POSTPONED, CANCELLED, ONLINE, BACK)}
EARLIER = {
    Status.PLANNED: [],
    Status.RESCHEDULED: [Report(happening=Happening.MOVED, starts="2026-05-05")],
    Status.POSTPONED: [POSTPONED],
    Status.CANCELLED: [CANCELLED],
    Status.MOVED_ONLINE: [ONLINE],
}


@pytest.mark.parametrize("status", list(Status))
@pytest.mark.parametrize("happening", list(Happening))
def test_each_thing_either_happens_to_each_state_or_is_refused_in_words(
    happening: Happening, status: Status
) -> None:
    before = told(PLANNED, *EARLIER[status])
    sentence = REFUSED.get((happening, status))

    if sentence is None:
        assert after(before, REPORTS[happening]) != before
        return
    with pytest.raises(HappeningRefused) as refusal:
        after(before, REPORTS[happening])
    assert str(refusal.value.sentence).startswith(sentence)


@pytest.mark.parametrize(
    ("report", "field", "said"),
    [
        (Report(happening=Happening.MOVED), "starts", "Give the new day."),
        (
            Report(happening=Happening.MOVED, starts="2026-02-03T09:30"),
            "starts",
            "The event begins then already. Give another day or another hour.",
        ),
    ],
)
def test_move_to_no_other_date_is_refused_at_its_field(
    report: Report, field: str, said: str
) -> None:
    with pytest.raises(HappeningRefused) as refusal:
        after(PLANNED, report)

    assert (refusal.value.field, str(refusal.value.sentence)) == (field, said)


@pytest.mark.parametrize(
    ("report", "field"),
    [
        (Report(happening=Happening.MOVED, starts="soon", note="x\ny"), ["starts", "status_note"]),
        (Report(happening=Happening.MOVED, starts="2026-03-03", ends="2026-03-01"), ["ends"]),
        (Report(happening=Happening.ONLINE, online="zoom"), ["online"]),
        (Report(happening=Happening.CANCELLED, note="x" * 301), ["status_note"]),
    ],
)
def test_what_is_typed_wrongly_is_told_by_its_fields(report: Report, field: list[str]) -> None:
    with pytest.raises(InvalidHappening) as refusal:
        after(PLANNED, report)

    assert [each.field for each in refusal.value.problems] == field


def test_online_event_cannot_move_online() -> None:
    online = EventFields.model_validate({**BEFORE, "attendance": "online"})

    with pytest.raises(HappeningRefused):
        after(online, ONLINE)


@pytest.mark.parametrize(
    ("status", "more", "field"),
    [
        (Status.PLANNED, {"previously": ["2026-01-01"]}, "previously"),
        (Status.MOVED_ONLINE, {"attendance": "in-person"}, "attendance"),
    ],
)
def test_fields_that_contradict_each_other_are_refused(
    status: Status, more: dict[str, Any], field: str
) -> None:
    with pytest.raises(ValueError, match=f"{field}: "):
        EventFields.model_validate({**BEFORE, "status": status, **more})


@given(st.lists(st.sampled_from(list(REPORTS.values())), max_size=8))
def test_no_way_through_the_states_loses_the_first_date_or_a_field(reports: list[Report]) -> None:
    fields = PLANNED
    for report in reports:
        try:
            fields = after(fields, report)
        except HappeningRefused:
            continue
        assert str(PLANNED.starts) in {str(fields.starts), *fields.previously}
        assert fields.attendance is Attendance.ONLINE or fields.status is not Status.MOVED_ONLINE
        for name in ("slug", "name", "place", "organisations", "speakers", "picture", "body"):
            assert getattr(fields, name) == getattr(PLANNED, name)
