"""Deleting content for good: into the ledger first, by digests of its slugs, as all erasures."""

from datetime import date, datetime
from functools import partial
from pathlib import Path

from ethreader.audience.models import AudienceDay
from ethreader.base.content_state import ContentKind
from ethreader.events.models import Appearance, Event, Involvement
from ethreader.events.text_models import EventText
from ethreader.publishing.models import ContentRedirect
from ethreader.publishing.queries import Item, kind_of, old_slugs_of, removals
from ethreader.publishing.removal_names import removal_name
from ethreader.publishing.removal_service import (
    forget_readings,
    remove_event,
    remove_page,
    take_out_speaker,
)
from ethreader.retention.registry import Holding
from ethreader.retention.service import erase
from ethreader.retention.withdrawal_service import ERASERS as WITHDRAWN
from ethreader.site_pages.models import SitePage
from ethreader.speakers.models import Speaker
from ethreader.speakers.queries import consents_over
from ethreader.speakers.text_models import SpeakerText

PUBLISHING = Holding(
    erasers={
        "event": remove_event,
        "speaker": take_out_speaker,
        "page": remove_page,
        **WITHDRAWN,
    },
    erased={
        "event": partial(removals, ContentKind.EVENT),
        "speaker": partial(removals, ContentKind.SPEAKER),
        "page": partial(removals, ContentKind.PAGE),
    },
    erased_from=(
        Event.id,
        Speaker.id,
        SitePage.id,
        Appearance.id,
        Involvement.id,
        EventText.id,
        SpeakerText.id,
        ContentRedirect.id,
        AudienceDay.path,
    ),
    sweeps={"readings of what was deleted": forget_readings},
)


def delete_for_good(item: Item, *, ledger_folder: Path, now: datetime) -> None:
    """Delete something with all that belongs to it, so that nothing brings it back.

    A speaker is taken out of everything that names them by a link; see
    `publishing.naming_queries` for texts that name them by words, which only an editor can change.
    Commit after it, and `wipe`.
    """
    kind = kind_of(item)
    for slug in (*old_slugs_of(item), item.slug):  # What has the current one goes last.
        erase(kind, removal_name(slug), ledger_folder=ledger_folder, now=now)


def take_out_expired(today: date, *, ledger_folder: Path, now: datetime) -> int:
    """Take out whoever consented until an earlier day; return how many that were."""
    expired: list[Speaker] = list(consents_over(today))
    for speaker in expired:
        delete_for_good(speaker, ledger_folder=ledger_folder, now=now)
    return len(expired)
