"""What an editor can do about who sees something, and the rule that does it."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from ethreader.base.content_state import ContentState
from ethreader.base.errors import Conflict
from ethreader.base.labels import LabelledEnum
from ethreader.i18n.texts import LazyText, lazy_gettext
from ethreader.publishing.queries import Item
from ethreader.publishing.service import hold_back, publish, restore, schedule, withdraw


class Step(LabelledEnum):
    """One of the buttons, and what it is about; a button's form says `step`."""

    PUBLISH = "publish", lazy_gettext("Publish now")
    SCHEDULE = "schedule", lazy_gettext("Publish later")
    HOLD_BACK = "hold-back", lazy_gettext("Don’t publish it by itself")
    WITHDRAW = "withdraw", lazy_gettext("Withdraw")
    RESTORE = "restore", lazy_gettext("Restore the page")

    @property
    def button(self) -> LazyText:
        """What its button says."""
        return _BUTTONS.get(self.value, self.label)

    @property
    def shows_at_once(self) -> bool:
        """Whether readers see something more as soon as it is taken."""
        return self in {Step.PUBLISH, Step.RESTORE}


_BUTTONS = {
    "schedule": lazy_gettext("Schedule"),
    "hold-back": lazy_gettext("Forget the date"),
}


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
