"""Hours that the clocks show twice: which of the two is meant is told."""

from zoneinfo import ZoneInfo

from ethreader.events.fields import EventFields
from ethreader.transfer.findings import Finding, Weight
from ethreader.transfer.front_matter import FrontMatter


def repeated_hours(fields: EventFields, read: FrontMatter) -> list[Finding]:
    """Return what to say of the hours of a night in autumn."""
    zone = ZoneInfo(fields.time_zone or "UTC")
    return [
        Finding(
            line=read.lines.get(name),
            field=name,
            sentence=f"on {moment.day} the clocks of {zone.key} show {moment.hour:%H:%M} twice; "
            "the first of the two is taken",
            weight=Weight.WARNS,
        )
        for name, moment in (("starts", fields.starts), ("ends", fields.ends))
        if moment is not None and moment.is_repeated(zone)
    ]
