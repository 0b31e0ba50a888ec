"""What an editor can do about who sees something, and the rule that does it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from ethreader.base.content_state import ContentState
from ethreader.base.errors import Conflict
from ethreader.i18n.texts import lazy_gettext
from ethreader.publishing.queries import Item
from ethreader.publishing.service import hold_back, publish, restore, schedule, withdraw


class Step(StrEnum):
    """One of the buttons; a button's form says `step`."""

    PUBLISH = "publish"
    SCHEDULE = "schedule"
    HOLD_BACK = "hold-back"
    WITHDRAW = "withdraw"
    RESTORE = "restore"


class StandingChanged(Conflict):
    """It stands otherwise than the page said on which a button was pressed."""

    sentence = lazy_gettext(
        "Someone has published or taken this down since you opened the page, so nothing was done. "
        "Below you see how it stands now."
    )


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a button asks for: of something that was seen in a state, maybe at a time."""

    step: str
    seen: str
    publish_at: datetime | None = None


def steps_of(item: Item) -> tuple[Step, ...]:
    """Return what can be done with something as it stands."""
    if item.state is ContentState.PUBLISHED:
        return (Step.WITHDRAW,)
    if item.state is ContentState.WITHDRAWN:
        return (Step.RESTORE,)
    once = () if item.is_waiting else (Step.HOLD_BACK,)
    return (Step.PUBLISH, Step.SCHEDULE, *once)


def take_step(item: Item, asked: Asked, *, zone: ZoneInfo, now: datetime) -> None:
    """Do what a button says. Raises `StandingChanged`, or `NotInFuture`."""
    if item.state != asked.seen or asked.step not in steps_of(item):
        raise StandingChanged
    if asked.step == Step.SCHEDULE and asked.publish_at is not None:
        schedule(item, publish_at=asked.publish_at, now=now)
    elif asked.step == Step.PUBLISH:
        publish(item, today=now.astimezone(zone).date())
    elif asked.step == Step.HOLD_BACK:
        hold_back(item)
    elif asked.step == Step.WITHDRAW:
        withdraw(item)
    elif asked.step == Step.RESTORE:
        restore(item)
