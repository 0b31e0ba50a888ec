"""Hours that the clocks show twice, and days that hide nothing: what is meant is told."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from ethreader.base.clock import Clock
from ethreader.events.fields import EventFields
from ethreader.speakers.fields import SpeakerFields
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


def consent_over(fields: SpeakerFields, read: FrontMatter) -> list[Finding]:
    """Return what to say of a consent that is over: the site would delete the person at once."""
    day = fields.consent_expires_on
    if day is None or day >= Clock().now().date() - timedelta(days=1):  # In the west it is earlier.
        return []
    said = "the consent is over, and the person would be deleted for good; delete this file, or "
    said += "write until when they agreed since"
    line = read.lines.get("consent_expires_on")
    return [Finding(line=line, field="consent_expires_on", sentence=said)]


def coming_day(fields: EventFields, read: FrontMatter) -> list[Finding]:
    """Return what to say of an article's day that is still to come: other programs wait for it."""
    day = fields.published_on
    if day is None or day <= Clock().now().date() + timedelta(days=1):  # In the east it is later.
        return []
    said = "this day is still to come, but readers see the article as soon as it is imported; "
    return [
        Finding(
            line=read.lines.get("published"),
            field="published",
            sentence=f"{said}import it on that day, or write “draft: true” until then",
            weight=Weight.WARNS,
        )
    ]
