"""What is counted for moderators, and how often they may be told."""

from enum import StrEnum


class Pace(StrEnum):
    """How often a moderator is mailed, at most. Who wants no mail has no email here."""

    DAILY = "daily"
    HOURLY = "hourly"


NEVER = "never"


class WhatWaits(StrEnum):
    """What is looked at for news."""

    WAITING = "waiting"
    APART = "apart"
    REPORTED = "reported"
    MESSAGES = "messages"
