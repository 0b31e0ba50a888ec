"""Each import is a version, as each publishing at the editors' pages is."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from ethreader.base.content_state import ContentKind
from ethreader.base.fields import Fields
from ethreader.events.fields import EventFields, OrganisationFields
from ethreader.events.models import Event
from ethreader.events.queries import event_by_slug, organisation_by_slug
from ethreader.events.text_fields import EventTextFields
from ethreader.events.text_models import EventText
from ethreader.publishing.service import publish_waiting_for
from ethreader.publishing.version_service import record_version
from ethreader.site_pages.fields import SiteFields, SitePageFields
from ethreader.site_pages.queries import page_by_slug, site_of
from ethreader.speakers.fields import SpeakerFields
from ethreader.speakers.queries import speaker_by_slug
from ethreader.speakers.text_fields import SpeakerTextFields
from ethreader.speakers.text_models import SpeakerText
from ethreader.transfer.exporting import event_fields, text_fields, written
from ethreader.transfer.kind_reading import AnyFields
from ethreader.translations.text_queries import text_by_name

# By the class of the fields: what it is, where it is found, and what is stored of it.
_STORED: dict[type[Fields], tuple[ContentKind, Callable[[str], Any], Callable[[Any], Fields]]] = {
    OrganisationFields: (
        ContentKind.ORGANISATION,
        organisation_by_slug,
        OrganisationFields.of,
    ),
    SpeakerFields: (ContentKind.SPEAKER, speaker_by_slug, SpeakerFields.of),
    EventFields: (ContentKind.EVENT, event_by_slug, event_fields),
    EventTextFields: (EventText.KIND, partial(text_by_name, EventText), text_fields),
    SpeakerTextFields: (SpeakerText.KIND, partial(text_by_name, SpeakerText), text_fields),
    SitePageFields: (ContentKind.PAGE, page_by_slug, SitePageFields.of),
    SiteFields: (ContentKind.SITE, site_of, SiteFields.of),
}


def keep_imported(fields: AnyFields, *, now: datetime) -> None:
    """Keep a version of what was just imported, and show who waited for it."""
    kind, found, stored_fields = _STORED[type(fields)]
    row = found(fields.slug)
    if isinstance(row, Event) and row.is_published:
        publish_waiting_for(row)
    record_version(written(kind, stored_fields(row)), item_id=row.id, moderator=None, now=now)
