"""The rule that leads back to an earlier version: by a draft, which is published like any other."""

from datetime import datetime

from ethreader.accounts.models import Moderator
from ethreader.base.errors import Conflict
from ethreader.editing.kinds import DeskKind
from ethreader.editing.version_reading import values_of_version
from ethreader.i18n.texts import lazy_gettext
from ethreader.publishing.draft_models import ContentDraft
from ethreader.publishing.draft_queries import draft_of
from ethreader.publishing.draft_service import Typed, save_draft
from ethreader.publishing.version_models import ContentVersion
from ethreader.publishing.version_queries import latest_number


class DraftInTheWay(Conflict):
    """The editor has a draft of the same thing, which must not be overwritten."""

    sentence = lazy_gettext(
        "You have a draft of this already. Publish or discard it first, then restore the version."
    )


def restore(
    kind: DeskKind, version: ContentVersion, *, public_id: str, moderator: Moderator, now: datetime
) -> ContentDraft:
    """Make a draft of a version; raise `DraftInTheWay`."""
    if draft_of(kind.kind, version.item_id, moderator) is not None:
        raise DraftInTheWay
    typed = Typed(
        public_id=public_id,
        kind=kind.kind,
        item_id=version.item_id,
        based_on=latest_number(kind.kind, version.item_id),
        save_number=0,
        window="",
        values=values_of_version(kind, version),
    )
    return save_draft(typed, moderator=moderator, now=now)
